import { iamUser, roleSession } from '../sample-callers';
import {
  DAY,
  REGION,
  SAMPLE_ACCOUNT,
  SAMPLE_BUCKET,
  SAMPLE_KEY,
  SAMPLE_LOG_BUCKET,
  sampleRecord,
} from '../sample-records';
import { bucketManagement, bucketRequest, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const LEGACY_BUCKET = 'amzn-s3-demo-legacy';
const bob = iamUser('bob');
const keeper = iamUser('keeper');
const [job, otherJob] = ['one', 'two'].map((session) => roleSession('legacy-job', session));

function sigV2Get(caller: Record<string, unknown>, bucket: string, method: string) {
  return objectRequest('GetObject', caller, bucket, 'in/2.csv', {
    userAgent: 'rclone/v1.53.3',
    additionalEventData: { SignatureVersion: 'SigV2', AuthenticationMethod: method },
  });
}

const signatures: LogScenario[] = [
  { name: 'sigv2 get by a session', record: sigV2Get(job, LEGACY_BUCKET, 'AuthHeader') },
  { name: 'sigv2 get by another session of that role', record: sigV2Get(otherJob, LEGACY_BUCKET, 'AuthHeader') },
  // Made up: a third method.
  { name: 'sigv2 get in another bucket, by another method', record: sigV2Get(job, SAMPLE_BUCKET, 'FormField') },
  // Made up: how CloudTrail writes the version.
  {
    name: 'presigned get of a third version',
    record: objectRequest('GetObject', bob, SAMPLE_BUCKET, SAMPLE_KEY, {
      additionalEventData: { SignatureVersion: 'SigV4A', AuthenticationMethod: 'QueryString' },
    }),
  },
];

const connections: LogScenario[] = [
  {
    name: 'get over TLS 1.3 with another cipher suite',
    record: objectRequest('GetObject', keeper, SAMPLE_BUCKET, 'safe/SSE_KMS', {
      additionalEventData: { CipherSuite: 'TLS_AES_256_GCM_SHA384' },
      tlsDetails: { cipherSuite: 'TLS_AES_256_GCM_SHA384' },
    }),
  },
  {
    name: 'S3 Express get, the cipher suite with a small c',
    record: sampleRecord('s3express-getobject', {
      additionalEventData: { CipherSuite: undefined, cipherSuite: 'TLS_AES_128_GCM_SHA256' },
      tlsDetails: undefined,
    }),
  },
  // Made up: its type.
  {
    name: 'get of a third event type, without TLS details',
    record: objectRequest('GetObject', keeper, SAMPLE_BUCKET, 'safe/SSE_KMS', {
      eventType: 'AwsConsoleAction',
      tlsDetails: undefined,
    }),
  },
];

const actions: LogScenario[] = [
  { name: 'get of tags', record: objectRequest('GetObjectTagging', bob, SAMPLE_BUCKET, SAMPLE_KEY) },
  { name: 'get of the acl of an object', record: objectRequest('GetObjectAcl', bob, SAMPLE_BUCKET, SAMPLE_KEY) },
  {
    name: 'delete of the tags of a version',
    record: objectRequest('DeleteObjectTagging', bob, SAMPLE_BUCKET, SAMPLE_KEY, {
      requestParameters: { tagging: '', versionId: '3HL4kqtJvjVBH40Nrjfkd' },
    }),
  },
  // Made up: the event of one of its objects has this type.
  {
    name: 'batch delete of the type of its objects',
    record: bucketRequest('DeleteObjects', roleSession('cleaner', 'nightly'), SAMPLE_BUCKET, {
      eventType: 'AwsServiceEvent',
      requestParameters: { delete: '' },
    }),
  },
  // Made up: it has to do with an object.
  {
    name: 'write with a verb of reading in its name, to the log bucket',
    record: bucketManagement('WriteGetObjectResponse', iamUser('admin'), SAMPLE_LOG_BUCKET),
  },
];

const notAuthorized = `User: arn:aws:iam::${SAMPLE_ACCOUNT}:user/intern is not authorized to perform: s3:GetObject on resource:`;
const denials = Object.entries({
  'just because we can': 'with an explicit deny in a resource-based policy',
  'not with an explicit deny in it': 'because no session policy allows the s3:GetObject action',
}).map(([key, reason]): LogScenario => ({
  name: `get of "${key}", denied ${reason}`,
  record: objectRequest(
    'GetObject',
    iamUser('intern'),
    SAMPLE_BUCKET,
    key,
    failed('AccessDenied', `${notAuthorized} "arn:aws:s3:::${SAMPLE_BUCKET}/${key}" ${reason}`),
  ),
}));

const [single, speller] = ['single', 'speller'].map((name) => iamUser(`${name}-${REGION}-${DAY}`));
const misses: LogScenario[] = [
  // Made up: its error code.
  {
    name: 'probing: denied in other words',
    record: objectRequest(
      'GetObject',
      single,
      SAMPLE_BUCKET,
      'secret/3',
      failed('BucketAccessDenied', 'Denied because of the bucket.'),
    ),
  },
  // Two objects, and one text if nothing stood between bucket and key.
  ...Object.entries({ 'amzn-s3-demo-a': 'bc', 'amzn-s3-demo-ab': 'c' }).map(([bucket, key]) => ({
    name: `probing: no such key, ${bucket} ${key}`,
    record: objectRequest('GetObject', speller, bucket, key, failed('NoSuchKey', 'The specified key does not exist.')),
  })),
];

const volumes: LogScenario[] = [
  {
    name: 'head without bytes by somebody who moves none, in a bucket of this day',
    record: objectRequest('HeadObject', iamUser('quiet'), `amzn-s3-demo-daily-${DAY}`, 'flag', {
      additionalEventData: { SSEApplied: 'SSE_S3', bytesTransferredIn: undefined, bytesTransferredOut: undefined },
    }),
  },
];

/** One fewer than of the hours before. */
const deletions = ['06:00:00', '06:10:00'].map((time, index): LogScenario => ({
  name: `delete ${index + 1} of 2 in an hour`,
  record: objectRequest('DeleteObject', roleSession(`sweeper-${REGION}`, 'one'), SAMPLE_BUCKET, `old/${7 + index}`),
  time,
}));

/** What a query that asks a little differently would tell apart, count, or find. */
export const CONTRAST_SCENARIOS: LogScenario[] = [
  ...signatures,
  ...connections,
  ...actions,
  ...denials,
  ...misses,
  ...volumes,
  ...deletions,
];
