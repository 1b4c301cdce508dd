import { S3EventSelector } from 'aws-cdk-lib/aws-cloudtrail';
import { ANY_BUCKET, BUCKET, READ_WRITE } from '../core/cdk-kinds';
import { FLAG, Kind, Kinds, TEXT, TEXTS, having, listOf, needed } from '../core/kinds';
import type { DataEventTrailProps } from './data-event-trail';
import type { BucketsByNameOptions, DataEventsOptions, ExcludedBucketsOptions } from './data-events';

export const DATA_EVENTS = having('a DataEvents, such as DataEvents.allBuckets()', '_selection');

export const LOG_GROUP = having('a logs.ILogGroup', 'logGroupArn', 'logGroupName');
export const TRAIL = having('a DataEventTrail', 'trail', 'trailArn');

export const DATA_EVENTS_OPTIONS: Kinds<DataEventsOptions> = {
  readWriteType: READ_WRITE,
  excludeEventNames: TEXTS,
  excludePrincipals: TEXTS,
  perKeyDeletes: FLAG,
  resourceTypes: listOf(having('an S3ResourceType, such as S3ResourceType.OBJECT', 'name')),
};

export const EXCLUDED_BUCKETS: Kinds<ExcludedBucketsOptions> = {
  ...DATA_EVENTS_OPTIONS,
  exclude: listOf(ANY_BUCKET),
  excludeBucketNames: TEXTS,
  excludeBucketPrefixes: TEXTS,
};

export const BUCKETS_BY_NAME: Kinds<BucketsByNameOptions> = { ...EXCLUDED_BUCKETS, names: TEXTS, prefixes: TEXTS };

/** Keys have no more bytes, and CloudTrail takes one line. */
const OBJECT_PREFIX: Kind = {
  allowed: 'a text that a key can begin with, of at most 1024 bytes, without control characters',
  fits: (value) =>
    typeof value === 'string' && Buffer.byteLength(value) <= 1024 && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value),
};

export const EVENT_SELECTOR: Kinds<S3EventSelector> = { bucket: needed(ANY_BUCKET), objectPrefix: OBJECT_PREFIX };

export const DATA_EVENT_TRAIL: Kinds<DataEventTrailProps> = {
  logBucket: needed(BUCKET),
  s3KeyPrefix: TEXT,
  organizationId: TEXT,
  dataEvents: DATA_EVENTS,
  managementEvents: READ_WRITE,
  neverRecorded: listOf(ANY_BUCKET),
  logGroup: LOG_GROUP,
  trailName: TEXT,
};
