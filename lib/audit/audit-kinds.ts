import { DATABASE, DURATION, READ_WRITE } from '../core/cdk-kinds';
import { FLAG, Kinds, TEXT, TEXTS, listOf, needed } from '../core/kinds';
import { ACCOUNTS, LOG_LOCATION, LOG_STORAGE, REGIONS, RENAMED_REGIONS } from '../logs/log-kinds';
import { QUERY } from '../queries/query-kinds';
import { PERMISSION_MODEL, QUERIED_TABLE } from '../table/table-kinds';
import { DATA_EVENTS, LOG_GROUP } from '../trail/trail-kinds';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import type { AddedQueryOptions, S3AuditOptions } from './s3-audit-options';
import type { S3AuditProps } from './s3-audit-props';
import type { S3AuditTrailProps } from './s3-audit-trail-props';

const OPTIONS: Kinds<S3AuditOptions> = {
  database: DATABASE,
  tableName: TEXT,
  requestsView: FLAG,
  requestsViewName: TEXT,
  workgroup: WORKGROUP,
  queries: listOf(QUERY),
  window: DURATION,
  expectedNetworks: TEXTS,
  expectedPrincipals: TEXTS,
  permissionModel: PERMISSION_MODEL,
};

export const ADDED_QUERY: Kinds<AddedQueryOptions> = { reads: QUERIED_TABLE, window: DURATION };

export const S3_AUDIT: Kinds<S3AuditProps> = { ...OPTIONS, logs: needed(listOf(LOG_LOCATION)) };

export const S3_AUDIT_TRAIL: Kinds<S3AuditTrailProps> = {
  ...OPTIONS,
  dataEvents: DATA_EVENTS,
  managementEvents: READ_WRITE,
  logGroup: LOG_GROUP,
  trailName: TEXT,
  logStorage: LOG_STORAGE,
  organizationId: TEXT,
  accounts: ACCOUNTS,
  regions: REGIONS,
  firstDay: TEXT,
};

/** What properties were called before. */
const FORMER = {
  logBucket: 'logStorage: LogStorage.inBucket(bucket)',
  s3KeyPrefix: 'logStorage: LogStorage.inBucket(bucket, { prefix })',
  retention: 'logStorage: LogStorage.newBucket({ retention })',
  ...RENAMED_REGIONS,
  statementPrefix: 'AuditWorkgroup.fromWorkgroupName(name, results, { statementPrefix })',
};

/** The same, what makes no trail, and what is said of the bucket. Left alone, it would be missing where it matters. */
export const RENAMED = {
  ...FORMER,
  logs: 'S3Audit, which makes no trail; here, logStorage',
  encryption: 'logStorage: LogStorage.newBucket({ encryption })',
  objectLock: 'logStorage: LogStorage.newBucket({ objectLock })',
  serverAccessLogsBucket: 'logStorage: LogStorage.newBucket({ serverAccessLogsBucket })',
  replicationRules: 'logStorage: LogStorage.newBucket({ replicationRules })',
};

/** What makes a trail, or is said of each place of logs. */
export const NOT_OF_AUDIT = {
  ...FORMER,
  logBucket: 'logs: [LogLocation.ofAccounts(bucket)]',
  s3KeyPrefix: 'logs: [LogLocation.ofAccounts(bucket, { prefix })]',
  retention: 'logs: [LogLocation.ofAccounts(bucket, { retention })]',
  trailName: 'S3AuditTrail, which makes a trail',
  dataEvents: 'S3AuditTrail, which makes a trail',
  managementEvents: 'S3AuditTrail, which makes a trail',
  logGroup: 'S3AuditTrail, which makes a trail',
  logStorage: 'logs: [LogLocation.ofAccounts(bucket)]',
  organizationId: 'logs: [LogLocation.ofOrganization(bucket, organizationId, { accounts })]',
  accounts: 'logs: [LogLocation.ofAccounts(bucket, { accounts })]',
  regions: 'logs: [LogLocation.ofAccounts(bucket, { regions })]',
  firstDay: 'logs: [LogLocation.ofAccounts(bucket, { firstDay })]',
};
