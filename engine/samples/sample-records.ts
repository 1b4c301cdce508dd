import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudTrailRecord } from '../storage/log-files';

/** The accounts of the samples: the generator puts that of the folder in their place. */
export const SAMPLE_ACCOUNTS = ['111122223333', '123456789012'];
export const SAMPLE_ACCOUNT = SAMPLE_ACCOUNTS[0];
export const SAMPLE_BUCKET = 'amzn-s3-demo-bucket';
export const SAMPLE_KEY = 'docs/example-qr.png';
/** The trail and the log bucket of an audit that records itself being changed. */
export const SAMPLE_TRAIL = 'audit-trail';
export const SAMPLE_LOG_BUCKET = 'audit-logs';
/** An account of somebody else: it stays what it is. */
export const FOREIGN_ACCOUNT = '444455556666';
/** One more of these, for where it must not be an account of the logs: some have FOREIGN_ACCOUNT among theirs. */
export const STRANGE_ACCOUNT = '777788889999';

/** The generator puts the folder's region in its place. */
export const REGION = '{region}';
/** The generator puts the folder's day in its place, as yyyyMMdd: what holds it has never been seen before. */
export const DAY = '{day}';
/**
 * Two numbers of an IPv4 address that are new with each folder's day. `100.${DAY_OCTETS}.1` lies in a new /24;
 * `10.1.${DAY_OCTETS}` is a new address in a /24 that changes every 256 days.
 */
export const DAY_OCTETS = '{day.octets}';

export interface SampleRecord extends CloudTrailRecord {
  userIdentity: Record<string, unknown>;
  awsRegion: string;
  sourceIPAddress: string;
  requestParameters: Record<string, unknown> | null;
  resources?: { type?: string; ARN?: string; ARNPrefix?: string; accountId?: string }[];
}

interface Sample {
  /** Where the record comes from stands beside it in the file: 'real', from AWS's documentation, or derived. */
  id: string;
  record: SampleRecord;
}

const file = join(__dirname, 'fixtures/s3-events.json');
const samples = new Map(
  (JSON.parse(readFileSync(file, 'utf8')) as Sample[]).map((sample) => [sample.id, sample.record]),
);

/** A record of `fixtures/s3-events.json`, with the given fields merged into it; `undefined` takes a field away. */
export function sampleRecord(id: string, changes: Record<string, unknown> = {}): SampleRecord {
  const record = samples.get(id);
  if (record === undefined) {
    throw new Error(`No sample record '${id}'; there are ${[...samples.keys()].join(', ')}`);
  }
  return changed(record, changes);
}

/** The record with the given fields merged into it, at any depth; `undefined` takes a field away. */
export function changed<T extends object>(record: T, changes: Record<string, unknown>): T {
  const result = { ...record } as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    const before = result[name];
    if (value === undefined) {
      delete result[name];
    } else {
      result[name] = isObject(before) && isObject(value) ? changed(before, value) : value;
    }
  }
  return result as T;
}

/** The same request made by somebody else. */
export function madeBy(record: SampleRecord, userIdentity: Record<string, unknown>): SampleRecord {
  return { ...record, userIdentity };
}

/** The same request for another object: the parameters and the resources both say so. */
export function forObject(record: SampleRecord, bucket: string, key: string): SampleRecord {
  const from = objectArn(record.requestParameters?.bucketName, record.requestParameters?.key);
  const fromBucket = bucketArn(record.requestParameters?.bucketName);
  const moved = new Map([
    [from, objectArn(bucket, key)],
    [fromBucket, bucketArn(bucket)],
  ]);
  return {
    ...record,
    requestParameters: { ...record.requestParameters, bucketName: bucket, key },
    ...(record.resources && {
      resources: record.resources.map((resource) => {
        const arn = resource.ARN === undefined ? undefined : moved.get(resource.ARN);
        return arn === undefined ? resource : { ...resource, ARN: arn };
      }),
    }),
  };
}

function objectArn(bucket: unknown, key: unknown): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

function bucketArn(bucket: unknown): string {
  return `arn:aws:s3:::${bucket}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
