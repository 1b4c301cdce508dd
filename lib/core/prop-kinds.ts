import { ReadWriteType, S3EventSelector } from 'aws-cdk-lib/aws-cloudtrail';
import type { S3AuditTrailProps } from '../audit/s3-audit-trail';
import type { LogBucketProps } from '../logs/log-bucket';
import type { PartitionsProps } from '../logs/partitions';
import type { AuditQueryOptions } from '../queries/audit-query';
import type { SavedQueryProps } from '../queries/saved-query';
import type { CloudTrailTableProps } from '../table/cloudtrail-table';
import type { S3RequestsViewProps } from '../table/s3-requests-view';
import type { DataEventTrailProps } from '../trail/data-event-trail';
import type { AllBucketsOptions, DataEventsOptions } from '../trail/data-events';
import type { AuditWorkgroupProps } from '../workgroup/audit-workgroup';
import type { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { FLAG, Kind, Kinds, TEXT, having, listOf, mapOf, matching, needed, oneOf } from './kinds';

export const DURATION = having('a Duration, such as Duration.days(7)', 'toDays', 'isUnresolved');
export const BUCKET = having('an s3.IBucket', 'bucketArn', 'bucketName', 'addToResourcePolicy');
export const WORKGROUP_NAME = matching(
  /^[a-zA-Z0-9._-]{1,128}$/,
  '1 to 128 letters, digits, periods, underscores and hyphens',
);
/** What means nothing in a policy or a URL. */
export const KEY_PREFIX = matching(
  /^(?=.{1,200}$)(?!(.*\/)?\.{1,2}(\/|$))[\w!.'()-]+(\/[\w!.'()-]+)*$/,
  "1 to 200 letters, digits and !-_.'() with single slashes between them, none at its ends, and neither . nor .. between two",
);
const WORKGROUP_PARTS: Kinds<IAuditWorkgroup> = {
  workgroupName: needed(WORKGROUP_NAME),
  resultsBucket: BUCKET,
  resultsPrefix: KEY_PREFIX,
  shared: needed(FLAG),
};
/** It is an interface, so what is one may be anything. */
export const WORKGROUP: Kind = {
  ...having(
    'an AuditWorkgroup, or AuditWorkgroup.fromWorkgroupName() for one of your own',
    ...['workgroupName', 'shared'],
  ),
  parts: WORKGROUP_PARTS,
};
export const QUERY = having('an AuditQuery, such as AuditQuery.SIGV2_REQUESTS', 'queryName', '_definition');
export const TABLE = having('a CloudTrailTable', 'table', '_source');
export const VIEW = having('an S3RequestsView', 'view', 'viewArn');
export const GRANTEE: Kind = {
  ...having('an iam.IGrantable, such as a role', 'grantPrincipal'),
  parts: { grantPrincipal: needed(having('an iam.IPrincipal', 'addToPrincipalPolicy')) },
};
export const RESULTS = having('a QueryResults, such as QueryResults.athenaManaged()', '_bind');
export const INPUTS = mapOf(TEXT);

const SIZE = having('a Size, such as Size.gibibytes(100)', 'toBytes', 'isUnresolved');
const ANY_BUCKET = having('an s3.IBucketRef, such as a bucket', 'bucketRef', 'node');
/** Keys have no more bytes, and CloudTrail takes one line. */
const OBJECT_PREFIX: Kind = {
  allowed: 'a text that a key can begin with, of at most 1024 bytes, without control characters',
  fits: (value) =>
    typeof value === 'string' && Buffer.byteLength(value) <= 1024 && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value),
};
const DATA_EVENTS = having('a DataEvents, such as DataEvents.allBuckets()', '_render');
const READ_WRITE = oneOf('ReadWriteType', ReadWriteType);
const DATABASE: Kind = {
  ...having(
    'a glue.IDatabase of aws-cdk-lib/aws-glue; one of @aws-cdk/aws-glue-alpha by glue.Database.fromDatabaseArn()',
    ...['databaseName', 'databaseArn', 'catalog'],
  ),
  parts: {
    databaseName: needed(matching(/^(?!.*\$\{)[^*?]+$/s, 'a name without *, ? and ${, by which a policy means others')),
  },
};

const PARTITIONS: Kinds<PartitionsProps> = {
  accounts: listOf(TEXT),
  regions: listOf(TEXT),
  additionalRegions: listOf(TEXT),
  firstDay: TEXT,
};

export const DATA_EVENTS_OPTIONS: Kinds<DataEventsOptions> = { readWriteType: READ_WRITE };

export const ALL_BUCKETS: Kinds<AllBucketsOptions> = {
  ...DATA_EVENTS_OPTIONS,
  exclude: listOf(ANY_BUCKET),
  excludeBucketNames: listOf(TEXT),
  directoryBuckets: FLAG,
};

export const EVENT_SELECTOR: Kinds<S3EventSelector> = { bucket: needed(ANY_BUCKET), objectPrefix: OBJECT_PREFIX };

export const DATA_EVENT_TRAIL: Kinds<DataEventTrailProps> = {
  logBucket: needed(BUCKET),
  s3KeyPrefix: TEXT,
  dataEvents: DATA_EVENTS,
  managementEvents: READ_WRITE,
  neverRecorded: listOf(ANY_BUCKET),
  trailName: TEXT,
};

export const LOG_BUCKET: Kinds<LogBucketProps> = { retention: DURATION };

export const CLOUDTRAIL_TABLE: Kinds<CloudTrailTableProps> = {
  ...PARTITIONS,
  database: needed(DATABASE),
  logBucket: needed(BUCKET),
  s3KeyPrefix: TEXT,
  tableName: TEXT,
  retention: DURATION,
};

export const REQUESTS_VIEW: Kinds<S3RequestsViewProps> = { table: needed(TABLE), viewName: TEXT };

export const AUDIT_WORKGROUP: Kinds<AuditWorkgroupProps> = {
  workgroupName: TEXT,
  results: RESULTS,
  bytesScannedCutoff: SIZE,
};

export const AUDIT_QUERY: Kinds<AuditQueryOptions> = { question: TEXT, inputs: INPUTS };

export const SAVED_QUERY: Kinds<SavedQueryProps> = {
  query: needed(QUERY),
  table: needed(TABLE),
  workgroup: needed(WORKGROUP),
  window: DURATION,
  inputs: INPUTS,
  statementPrefix: TEXT,
};

export const S3_AUDIT_TRAIL: Kinds<S3AuditTrailProps> = {
  ...PARTITIONS,
  dataEvents: DATA_EVENTS,
  managementEvents: READ_WRITE,
  trailName: TEXT,
  logBucket: BUCKET,
  s3KeyPrefix: TEXT,
  retention: DURATION,
  database: DATABASE,
  tableName: TEXT,
  requestsView: FLAG,
  requestsViewName: TEXT,
  workgroup: WORKGROUP,
  statementPrefix: TEXT,
  queries: listOf(QUERY),
  window: DURATION,
  expectedNetworks: listOf(TEXT),
  expectedPrincipals: listOf(TEXT),
};
