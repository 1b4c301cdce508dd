import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import { sampleInputs } from '../engine/samples/sample-inputs';
import { type DeployedTemplate, readTemplate } from '../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, QueryPack, S3AuditTrail } from '../lib/index'; // not '../lib': see bin/
import { ACCOUNTS, FIRST_DAY, REGIONS } from './corpus';

/** So many days after the last one of the corpus, no event of it can be delivered again. */
export const LATER = 5;
/** The query that stands for all where they read the same, and its name where it reads the logs alone. */
export const QUESTION = AuditQuery.SIGV2_REQUESTERS.queryName;
export const OVER_LOGS = `${QUESTION}-over-logs`;
/** As `object-history` has them. */
const COLUMNS = `event_time, account, region, principal, source_ip, action, bucket, object_key,
  version_id, copy_source, rename_source, bytes_in, bytes_out, user_agent, error_code, event_id`;

/** The audit of the corpus with all queries that a request table can answer, which look back so many days. */
export function auditOf(windowDays: number): { template: DeployedTemplate } {
  const all = QueryPack.ALL.filter(({ _definition }) => _definition.text.relation === 's3_requests');
  return auditWith(
    windowDays,
    all.map((query) => query.withInputs(Object.fromEntries(sampleInputs(query, ACCOUNTS[0], REGIONS[0])))),
  );
}

/** The audit with ways to ask for one object, each under the name that the table of costs has. */
export function auditOfObject(windowDays: number, bucket: string, key: string): { template: DeployedTemplate } {
  const requestsWhere = (name: string, condition: string) =>
    AuditQuery.fromText(
      name,
      `SELECT ${COLUMNS} FROM s3_requests WHERE ${condition} ORDER BY event_time DESC, event_id`,
    );
  const named = `bucket = '${bucket}' AND object_key = '${key}'`;
  const copied = `copy_source = '${bucket}/${key}' OR rename_source = '${bucket}/${key}'`;
  return auditWith(windowDays, [
    AuditQuery.OBJECT_HISTORY.withInputs({ bucket, key }),
    requestsWhere('object-and-copies-by-columns', `${named} OR ${copied}`),
    requestsWhere('object-by-columns', named),
  ]);
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
