import { iamUser, roleSession } from '../sample-callers';
import { REGION, SAMPLE_BUCKET } from '../sample-records';
import { bucketRequest, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const otherBucket = 'amzn-s3-demo-bucket1';
// Another role in each region, so that what a folder holds of an hour is all of it.
const [sweeper, otherSession] = ['one', 'two'].map((session) => roleSession(`sweeper-${REGION}`, session));

function swept(key: string, changes = {}) {
  return objectRequest('DeleteObject', sweeper, SAMPLE_BUCKET, key, changes);
}

/** Three in one hour, of two objects in two buckets; in the next hour three of two sessions; then what doesn't count. */
const inBulk: LogScenario[] = [
  { name: 'first delete of an hour', record: swept('old/1'), time: '03:00:00' },
  {
    name: 'delete of the same key in another bucket, of a batch',
    record: objectRequest('DeleteObject', sweeper, otherBucket, 'old/1', { eventType: 'AwsServiceEvent' }),
    time: '03:10:05',
  },
  { name: 'last delete of an hour, of the same object', record: swept('old/1'), time: '03:59:59' },
  { name: 'first delete of the next hour', record: swept('1a'), time: '04:00:00' },
  {
    name: 'second delete of the next hour, of what reads alike without a slash',
    record: objectRequest('DeleteObject', sweeper, otherBucket, 'a'),
    time: '04:10:00',
  },
  {
    name: 'failed delete, two hours later',
    record: swept('old/4', failed('AccessDenied', 'Access Denied')),
    time: '06:11:00',
  },
  {
    name: 'delete of tags beside it',
    record: objectRequest('DeleteObjectTagging', sweeper, SAMPLE_BUCKET, 'old/5', {
      requestParameters: { tagging: '' },
    }),
    time: '06:12:00',
  },
  {
    name: 'batch delete beside it',
    record: bucketRequest('DeleteObjects', sweeper, SAMPLE_BUCKET, { requestParameters: { delete: '' } }),
    time: '06:13:00',
  },
  {
    name: 'third delete of the next hour, by another session',
    record: objectRequest('DeleteObject', otherSession, SAMPLE_BUCKET, 'old/6'),
    time: '04:14:00',
  },
];

const ofVersions: LogScenario[] = [
  {
    name: 'delete of a version',
    record: objectRequest('DeleteObject', iamUser('carol'), SAMPLE_BUCKET, 'docs/draft.txt', {
      requestParameters: { versionId: '3HL4kqtJvjVBH40Nrjfkd' },
    }),
  },
  {
    name: 'delete of the version from before versioning, denied',
    record: objectRequest('DeleteObject', iamUser('carol'), SAMPLE_BUCKET, 'docs/draft.txt', {
      requestParameters: { versionId: 'null' },
      ...failed('AccessDenied', 'Access Denied'),
    }),
  },
];

/** What is deleted, how much of it at once, and whether for good. */
export const DELETION_SCENARIOS: LogScenario[] = [...inBulk, ...ofVersions];
