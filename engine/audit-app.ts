import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { S3AuditTrail, type S3AuditTrailProps } from '../lib/index'; // not '../lib': see bin/
import { type DeployedTemplate, readTemplate } from './template';

/** A question of an audit, by the names that its two forms have in the template. */
export interface Question {
  /** Also the name of the saved query. */
  readonly name: string;
  readonly title: string;
  /** Name of the prepared statement. */
  readonly statementName: string;
  /** Names of its inputs, in the order of the prepared statement's parameters, after the first and the last day. */
  readonly inputs: string[];
}

export interface AuditApp {
  readonly questions: Question[];
  readonly template: DeployedTemplate;
}

/** Synthesises an app with an audit in it, as `cdk synth` would, and reads back what CloudFormation would be given. */
export function synthesizeAudit(account: string, region: string, props: S3AuditTrailProps): AuditApp {
  const outdir = mkdtempSync(join(tmpdir(), 'audit-app-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'AuditStack', { env: { account, region } });
    const audit = new S3AuditTrail(stack, 'Audit', props);
    const template = app.synth().getStackArtifact(stack.artifactId).template as object;
    return {
      questions: audit.savedQueries.map(({ query, statementName }) => ({
        name: query.queryName,
        title: query.title,
        statementName,
        inputs: query.inputs.map(({ name }) => name),
      })),
      template: readTemplate(template, { account, region, partition: stack.partition }),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
