import { iamUser } from '../sample-callers';
import {
  SAMPLE_ACCOUNT,
  SAMPLE_LOG_BUCKET,
  SAMPLE_TRAIL,
  SAMPLE_BUCKET,
  type SampleRecord,
  changed,
} from '../sample-records';
import { accountManagement, bucketManagement, bucketRequest, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const admin = iamUser('admin');

/** Each setting, with and without a bucket in the name of the action, with and without `Configuration`. */
const changes = [
  'PutBucketPolicy',
  'PutBucketOwnershipControls',
  'PutBucketPublicAccessBlock',
  'PutBucketVersioning',
  'PutBucketLifecycle',
  'PutBucketLifecycleConfiguration',
  'PutBucketEncryption',
  'PutBucketReplication',
  'PutBucketLogging',
  'PutObjectLockConfiguration',
  'DeleteBucketPolicy',
  'DeleteBucketLifecycle',
  'DeleteBucketEncryption',
];
// The last two are made up: what stands in front of an action, and behind it.
const noChanges = [
  'GetBucketPolicy',
  'PutBucketTagging',
  'PutAccessPointPolicy',
  'BatchPutBucketAcl',
  'PutBucketAclDraft',
];

const ofBuckets = [...changes, ...noChanges].map((action): LogScenario => ({
  name: action,
  record: bucketManagement(
    action,
    admin,
    SAMPLE_BUCKET,
    action === 'DeleteBucketPolicy' ? failed('AccessDenied', 'Access Denied') : {},
  ),
}));

const s3Control = `${SAMPLE_ACCOUNT}.s3-control.us-east-1.amazonaws.com`;
const ofTheAccount = ['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock'].map((action): LogScenario => ({
  name: action,
  record: accountManagement(action, admin, s3Control, { Host: s3Control, publicAccessBlock: '' }),
}));

const ofObjects: LogScenario[] = [
  {
    name: 'put of the acl of an object',
    record: objectRequest('PutObjectAcl', admin, SAMPLE_BUCKET, 'docs/shared.pdf'),
  },
];

const trailArn = `arn:aws:cloudtrail:us-east-1:${SAMPLE_ACCOUNT}:trail/${SAMPLE_TRAIL}`;

/** As CloudTrail records requests to itself. */
function ofCloudTrail(action: string, parameters: Record<string, unknown>, more = {}): SampleRecord {
  const record = accountManagement(action, admin, 'cloudtrail.us-east-1.amazonaws.com', parameters, {
    eventSource: 'cloudtrail.amazonaws.com',
    additionalEventData: undefined,
  });
  return changed(record, more);
}

const trails: LogScenario[] = [
  { name: 'stop of the trail', record: ofCloudTrail('StopLogging', { name: SAMPLE_TRAIL }), deliveredAgain: true },
  { name: 'start of the trail, by its ARN', record: ofCloudTrail('StartLogging', { name: trailArn }) },
  { name: 'new selectors of the trail', record: ofCloudTrail('PutEventSelectors', { trailName: trailArn }) },
  {
    name: 'update of the trail',
    record: ofCloudTrail('UpdateTrail', { name: SAMPLE_TRAIL, s3BucketName: 'amzn-s3-demo-elsewhere' }),
  },
  {
    name: 'delete of the trail, denied',
    record: ofCloudTrail('DeleteTrail', { name: trailArn }, failed('AccessDenied', 'Access Denied')),
  },
  { name: 'status of the trail', record: ofCloudTrail('GetTrailStatus', { name: trailArn }) },
  { name: 'metrics of the trail', record: ofCloudTrail('ListInsightsMetricData', { trailName: SAMPLE_TRAIL }) },
  // Made up, the three: they don't name a trail in this way.
  { name: 'description of the trail', record: ofCloudTrail('DescribeTrails', { name: SAMPLE_TRAIL }) },
  { name: 'events of the trail', record: ofCloudTrail('LookupEvents', { trailName: SAMPLE_TRAIL }) },
  { name: 'head of the trail', record: ofCloudTrail('HeadTrail', { name: SAMPLE_TRAIL }) },
  {
    name: 'stop of another trail',
    record: ofCloudTrail('StopLogging', { name: trailArn.replace(SAMPLE_TRAIL, `not-${SAMPLE_TRAIL}`) }),
  },
  {
    name: 'stop of something else with that name',
    record: ofCloudTrail('StopTrigger', { name: SAMPLE_TRAIL }, { eventSource: 'glue.amazonaws.com' }),
  },
];

const logBucket: LogScenario[] = [
  { name: 'new policy of the log bucket', record: bucketManagement('PutBucketPolicy', admin, SAMPLE_LOG_BUCKET) },
  {
    name: 'delete of the log bucket, failed',
    record: bucketManagement(
      'DeleteBucket',
      admin,
      SAMPLE_LOG_BUCKET,
      failed('BucketNotEmpty', 'The bucket you tried to delete is not empty'),
    ),
  },
  { name: 'get of the acl of the log bucket', record: bucketManagement('GetBucketAcl', admin, SAMPLE_LOG_BUCKET) },
  { name: 'head of the log bucket', record: bucketRequest('HeadBucket', admin, SAMPLE_LOG_BUCKET) },
  { name: 'list of the log bucket', record: bucketRequest('ListObjects', admin, SAMPLE_LOG_BUCKET) },
  {
    name: 'put into the log bucket',
    record: objectRequest('PutObject', admin, SAMPLE_LOG_BUCKET, `AWSLogs/${SAMPLE_ACCOUNT}/note.txt`),
  },
];

function denied(action: string, trail: string, end: string): SampleRecord {
  const resource = trailArn.replace(SAMPLE_TRAIL, trail);
  const message = `User: arn:aws:iam::${SAMPLE_ACCOUNT}:user/admin is not authorized to perform: cloudtrail:${action} on resource: `;
  return changed(ofCloudTrail(action, {}, failed('AccessDenied', `${message}${resource}${end}`)), {
    requestParameters: null,
  });
}

/** CloudTrail leaves the parameters of such a request out. */
const deniedOnTrails: LogScenario[] = [
  ...['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'].map((action): LogScenario => ({
    name: `${action}, denied`,
    record: denied(action, SAMPLE_TRAIL, ` because no identity-based policy allows the cloudtrail:${action} action`),
  })),
  {
    name: 'delete of the trail, denied in a word',
    record: denied('DeleteTrail', SAMPLE_TRAIL, '.'),
  },
  {
    name: 'stop of a trail with a longer name, denied',
    record: denied('StopLogging', `${SAMPLE_TRAIL}-2`, ' with an explicit deny in a service control policy'),
  },
  {
    name: 'stop of a trail whose name ends so, denied',
    record: denied('StopLogging', `not-${SAMPLE_TRAIL}`, ' with an explicit deny in a service control policy'),
  },
  {
    name: 'status of the trail, denied',
    record: denied('GetTrailStatus', SAMPLE_TRAIL, ' because no identity-based policy allows it'),
  },
  {
    name: 'new tags of the trail',
    record: ofCloudTrail('AddTags', { resourceId: trailArn, tagsList: [{ key: 'a', value: 'b' }] }),
  },
];

/** What was refused, without a word on what it was for. */
function refusedWithoutName(code: string, overrides: Record<string, unknown> = {}): SampleRecord {
  const message = `User: arn:aws:iam::${SAMPLE_ACCOUNT}:user/admin is not authorized to perform: cloudtrail:StopLogging`;
  return changed(ofCloudTrail('StopLogging', {}, failed(code, message)), { requestParameters: null, ...overrides });
}

const deniedOnSomeTrail: LogScenario[] = [
  { name: 'stop of a trail that nothing names, denied', record: refusedWithoutName('AccessDenied') },
  { name: 'stop of a trail that nothing names, too many calls', record: refusedWithoutName('ThrottlingException') },
  {
    name: 'refusal of another service that names nothing',
    record: refusedWithoutName('AccessDenied', { eventSource: 'iam.amazonaws.com' }),
  },
  {
    name: 'stop of another trail by its name, denied',
    record: refusedWithoutName('AccessDenied', { requestParameters: { name: `not-${SAMPLE_TRAIL}` } }),
  },
];

const s3Files = 's3files.us-east-1.amazonaws.com';
function ofFileSystems(action: string, parameters: Record<string, unknown>, eventSource = 's3files.amazonaws.com') {
  return accountManagement(action, admin, s3Files, parameters, { eventSource, additionalEventData: undefined });
}

const fileSystems: LogScenario[] = [
  {
    name: 'creation of a file system over a bucket',
    record: ofFileSystems('CreateFileSystem', { bucket: `arn:aws:s3:::${SAMPLE_BUCKET}`, prefix: 'docs/' }),
    deliveredAgain: true,
  },
  {
    name: 'creation of a mount target',
    record: ofFileSystems('CreateMountTarget', { fileSystemId: 'fs-0123456789abcdef0' }),
  },
  ...['GetFileSystem', 'ListFileSystems', 'DescribeMountTargets'].map((action) => ({
    name: action,
    record: ofFileSystems(action, { fileSystemId: 'fs-0123456789abcdef0' }),
  })),
  {
    name: 'creation of a file system elsewhere',
    record: ofFileSystems('CreateFileSystem', {}, 'elasticfilesystem.amazonaws.com'),
  },
];

/** What came later: an event's id follows from its place. */
export const LATER_CONFIGURATION_SCENARIOS: LogScenario[] = [...deniedOnTrails, ...fileSystems, ...deniedOnSomeTrail];

/** What is changed about buckets, and about the audit itself. */
export const CONFIGURATION_SCENARIOS: LogScenario[] = [
  ...ofBuckets,
  ...ofTheAccount,
  ...ofObjects,
  ...trails,
  ...logBucket,
];
