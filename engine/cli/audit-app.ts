import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
// Not '../lib': see bin/.
import { type AuditQuery, type LogLocation, S3Audit, S3AuditTrail, type S3AuditTrailProps } from '../../lib/index';
import { partitionOf } from '../../lib/logs/region-partitions';
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
  return synthesized(account, region, { account, region }, (stack) => new S3AuditTrail(stack, 'Audit', props));
}

/**
 * The same for an audit over log files that exist. The stack has no region of its own, whose partition would have to be
 * that of all log files.
 */
export function synthesizeLogAudit(
  account: string,
  region: string,
  logsIn: (stack: Stack) => LogLocation[],
  queries: AuditQuery[],
): AuditApp {
  // Of one day, so that no number of accounts is too much for a saved query: only the prepared statements run.
  const window = Duration.days(0);
  return synthesized(
    account,
    region,
    { account },
    (stack) => new S3Audit(stack, 'Audit', { logs: logsIn(stack), queries, window }),
  );
}

/** @param env what the stack knows of where it is deployed */
function synthesized(
  account: string,
  region: string,
  env: { account: string; region?: string },
  auditIn: (stack: Stack) => S3Audit | S3AuditTrail,
): AuditApp {
  const outdir = mkdtempSync(join(tmpdir(), 'audit-app-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'AuditStack', { env });
    const audit = auditIn(stack);
    const template = app.synth().getStackArtifact(stack.artifactId).template as object;
    return {
      questions: audit.savedQueries.map(({ query, statementName }) => ({ query, statementName })),
      template: readTemplate(template, { account, region, partition: partitionOf(region) }),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
