import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { type AuditQuery, S3AuditTrail, type S3AuditTrailProps } from '../../lib/index'; // not '../lib': see bin/
import { type DeployedTemplate, readTemplate } from '../template/template';

/** A question of an audit, in both of its forms. */
export interface Question {
  /** Its name is that of the saved query. */
  readonly query: AuditQuery;
  /** Name of the prepared statement, whose parameters are the first day, the last day, and the inputs of the query. */
  readonly statementName: string;
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
      questions: audit.savedQueries.map(({ query, statementName }) => ({ query, statementName })),
      template: readTemplate(template, { account, region, partition: stack.partition }),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
