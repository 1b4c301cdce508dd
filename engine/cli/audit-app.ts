import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
// Not '../lib': see bin/.
import {
  type AuditQuery,
  type LogLocation,
  QueryPack,
  S3Audit,
  S3AuditTrail,
  type S3AuditTrailProps,
} from '../../lib/index';
import { partitionOf } from '../../lib/logs/region-partitions';
import { type DeployedTemplate, readTemplate } from '../template/template';
import { withRequestTable } from './loaded-queries';

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

/**
 * Synthesises an app with an audit in it, as `cdk synth` would, and reads back what CloudFormation would be given.
 *
 * @param requestTable whether it has a request table, which those of its queries read that can
 */
export function synthesizeAudit(
  account: string,
  region: string,
  { queries = QueryPack.REQUEST_IDENTIFICATION, ...props }: S3AuditTrailProps,
  requestTable = false,
): AuditApp {
  const auditIn = (stack: Stack) => (asked: AuditQuery[]) =>
    new S3AuditTrail(stack, 'Audit', { ...props, queries: asked });
  return synthesized(account, region, { account, region }, queries, requestTable, auditIn);
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
  requestTable = false,
): AuditApp {
  // Of one day, so that no number of accounts is too much for a saved query: only the prepared statements run.
  const window = Duration.days(0);
  const auditIn = (stack: Stack) => (asked: AuditQuery[]) =>
    new S3Audit(stack, 'Audit', { logs: logsIn(stack), queries: asked, window });
  return synthesized(account, region, { account }, queries, requestTable, auditIn);
}

/** @param env what the stack knows of where it is deployed */
function synthesized(
  account: string,
  region: string,
  env: { account: string; region?: string },
  queries: AuditQuery[],
  requestTable: boolean,
  auditIn: (stack: Stack) => (queries: AuditQuery[]) => S3Audit | S3AuditTrail,
): AuditApp {
  const outdir = mkdtempSync(join(tmpdir(), 'audit-app-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'AuditStack', { env });
    const audit = requestTable ? withRequestTable(queries, auditIn(stack)) : auditIn(stack)(queries);
    const template = app.synth().getStackArtifact(stack.artifactId).template as object;
    const names = queries.map(({ queryName }) => queryName);
    const asked = audit.savedQueries.filter(({ query }) => names.includes(query.queryName));
    asked.sort((one, other) => names.indexOf(one.query.queryName) - names.indexOf(other.query.queryName));
    return {
      questions: asked.map(({ query, statementName }) => ({ query, statementName })),
      template: readTemplate(template, { account, region, partition: partitionOf(region) }),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
