import { iamUser } from '../sample-callers';
import {
  SAMPLE_ACCOUNT,
  SAMPLE_LOG_BUCKET,
  SAMPLE_TRAIL,
  SAMPLE_BUCKET,
  type SampleRecord,
  changed,
} from '../sample-records';
import type { LogScenario } from './log-scenario';
import { accountManagement, bucketManagement, bucketRequest, failed, objectRequest } from './sample-requests';

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

/** What is changed about buckets, and about the audit itself. */
export const CONFIGURATION_SCENARIOS: LogScenario[] = [
  ...ofBuckets,
  ...ofTheAccount,
  ...ofObjects,
  ...trails,
  ...logBucket,
];
