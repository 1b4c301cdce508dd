import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { sampleInputs } from '../engine/samples/sample-inputs';
import { type DeployedTemplate, type SavedQuery, readTemplate } from '../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { ACCOUNTS, DAYS, FIRST_DAY, REGIONS } from './corpus';

/** So many days after the last one of the corpus, no event of it can be delivered again. */
export const LATER = 5;
/** The query that stands for all where they read the same, and its name where it reads the logs alone. */
export const QUESTION = AuditQuery.SIGV2_REQUESTERS.queryName;
export const OVER_LOGS = `${QUESTION}-over-logs`;
/** The audit of the corpus with all queries that a request table can answer, which look back so many days. */
export function auditOf(windowDays: number): { template: DeployedTemplate } {
  const all = QueryPack.ALL.filter(({ _definition }) => _definition.text.relation === 's3_requests');
  return auditWith(
    windowDays,
    all.map((query) => query.withInputs(Object.fromEntries(sampleInputs(query, ACCOUNTS[0], REGIONS[0])))),
  );
}

/** The audit with the queries about one object. */
export function auditOfObject(windowDays: number, [bucket, key]: unknown[]): { template: DeployedTemplate } {
  const inputs = { bucket: String(bucket), key: String(key) };
  return auditWith(
    windowDays,
    [AuditQuery.OBJECT_HISTORY, AuditQuery.OBJECT_REQUESTS].map((query) => query.withInputs(inputs)),
  );
}

/** Asks for an object for which there is one request: its bucket and its key. */
export function anObject({ icebergTables: [{ database, name }] }: DeployedTemplate): string {
  return `SELECT bucket, object_key FROM "${database}"."${name}"
    WHERE day = '${DAYS[14]}' AND object_key LIKE 'data/%' AND action = 'GetObject' ORDER BY event_id LIMIT 1`;
}

/** The queries that are saved over the request table. */
export function overTable({ savedQueries }: DeployedTemplate): SavedQuery[] {
  return savedQueries.filter(({ name }) => name !== OVER_LOGS);
}

function auditWith(windowDays: number, queries: AuditQuery[]): { template: DeployedTemplate } {
  const window = Duration.days(windowDays);
  const [account, region] = [ACCOUNTS[0], REGIONS[0]];
  const stack = new Stack(new App({ analyticsReporting: false }), 'AuditStack', { env: { account, region } });
  const audit = new S3AuditTrail(stack, 'Audit', {
    accounts: AuditedAccounts.of(ACCOUNTS),
    regions: AuditedRegions.of(REGIONS),
    firstDay: FIRST_DAY,
    managementEvents: ReadWriteType.ALL,
    queries: [AuditQuery.SIGV2_REQUESTERS.withName(OVER_LOGS)],
    window,
  });
  const reads = audit.addRequestTable();
  queries.forEach((query) => audit.addQuery(query, { reads, window }));
  return { template: readTemplate(Template.fromStack(stack).toJSON(), { account, region }) };
}
