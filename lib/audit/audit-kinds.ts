import { DATABASE, DURATION, READ_WRITE } from '../core/cdk-kinds';
import { FLAG, Kinds, TEXT, TEXTS, listOf } from '../core/kinds';
import { ACCOUNTS, LOG_STORAGE, REGIONS, RENAMED_REGIONS } from '../logs/log-kinds';
import { QUERY } from '../queries/query-kinds';
import { DATA_EVENTS } from '../trail/trail-kinds';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import type { S3AuditTrailProps } from './s3-audit-trail-props';

export const S3_AUDIT_TRAIL: Kinds<S3AuditTrailProps> = {
  dataEvents: DATA_EVENTS,
  managementEvents: READ_WRITE,
  trailName: TEXT,
  logStorage: LOG_STORAGE,
  accounts: ACCOUNTS,
  regions: REGIONS,
  firstDay: TEXT,
  database: DATABASE,
  tableName: TEXT,
  requestsView: FLAG,
  requestsViewName: TEXT,
  workgroup: WORKGROUP,
  queries: listOf(QUERY),
  window: DURATION,
  expectedNetworks: TEXTS,
  expectedPrincipals: TEXTS,
};

/** What properties were called before. */
export const RENAMED = {
  logBucket: 'logStorage: LogStorage.inBucket(bucket)',
  s3KeyPrefix: 'logStorage: LogStorage.inBucket(bucket, { prefix })',
  retention: 'logStorage: LogStorage.newBucket({ retention })',
  ...RENAMED_REGIONS,
  statementPrefix: 'AuditWorkgroup.fromWorkgroupName(name, results, { statementPrefix })',
};
