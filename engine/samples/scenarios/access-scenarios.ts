import { federatedUser, iamUser, roleSession } from '../sample-callers';
import { DAY, DAY_OCTETS, SAMPLE_BUCKET, SAMPLE_KEY, changed } from '../sample-records';
import { accountManagement, bucketRequest, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const VERSION = '3HL4kqtJvjVBH40Nrjfkd';
const bob = iamUser('bob');

const copySources: Record<string, string> = {
  plain: `${SAMPLE_BUCKET}/${SAMPLE_KEY}`,
  'with a slash in front': `/${SAMPLE_BUCKET}/${SAMPLE_KEY}`,
  'with a version': `${SAMPLE_BUCKET}/${SAMPLE_KEY}?versionId=${VERSION}`,
  encoded: `/${SAMPLE_BUCKET}/docs%2Fexample%2dqr.png?versionId=${VERSION}`,
  'with a plus and an umlaut': `${SAMPLE_BUCKET}/docs/a+b%20%C3%BC.txt`,
  'with a malformed %': `${SAMPLE_BUCKET}/docs/100%/50%25.txt`,
  'with an encoded question mark': `${SAMPLE_BUCKET}/docs/what%3FversionId=1.txt`,
  'in another bucket': `amzn-s3-demo-bucket1/${SAMPLE_KEY}`,
  'with a longer key': `${SAMPLE_BUCKET}/${SAMPLE_KEY}.bak`,
};

function copyOf(source: string, key: string) {
  return objectRequest('CopyObject', bob, 'amzn-s3-demo-archive', key, {
    requestParameters: { 'x-amz-copy-source': source },
    additionalEventData: { bytesTransferredOut: 234, SSEApplied: 'Default_SSE_S3' },
  });
}

const copies: LogScenario[] = [
  ...Object.entries(copySources).map(([name, source], index) => ({
    name: `copy, source ${name}`,
    record: copyOf(source, `copies/${index}`),
  })),
  {
    name: 'copy of a part, failed',
    record: changed(copyOf(copySources.plain, 'copies/parts'), {
      eventName: 'UploadPartCopy',
      requestParameters: { uploadId: 'EXAMPLEJZ6e0YupT2h66iePQCc9IEbYbDUy4RTpMeoSMLPRp8Z5o1u', partNumber: '1' },
      ...failed('SlowDown', 'Please reduce your request rate.'),
    }),
  },
];

const objects: LogScenario[] = [
  {
    name: 'get of a version',
    record: objectRequest('GetObject', bob, SAMPLE_BUCKET, SAMPLE_KEY, { requestParameters: { versionId: VERSION } }),
  },
  {
    name: 'get of that key in another bucket',
    record: objectRequest('GetObject', bob, 'amzn-s3-demo-bucket1', SAMPLE_KEY),
  },
  {
    name: 'get by a federated session of a user',
    record: objectRequest('GetObject', federatedUser('alice-on-tour', 'alice'), SAMPLE_BUCKET, 'docs/menu.pdf'),
  },
];

const listings: LogScenario[] = [
  // Made up: CloudTrail writes ListObjects for it.
  {
    name: 'list, by its second version',
    record: bucketRequest('ListObjectsV2', bob, SAMPLE_BUCKET, { requestParameters: { prefix: '', 'list-type': '2' } }),
  },
  {
    name: 'list of versions',
    record: bucketRequest('ListObjectVersions', bob, SAMPLE_BUCKET, {
      requestParameters: { prefix: 'docs/', versions: '' },
    }),
  },
  {
    name: 'list of uploads',
    record: bucketRequest('ListMultipartUploads', bob, SAMPLE_BUCKET, { requestParameters: { uploads: '' } }),
  },
  {
    name: 'list of directory buckets',
    record: accountManagement(
      'ListDirectoryBuckets',
      bob,
      's3express-control.us-east-1.amazonaws.com',
      { Host: 's3express-control.us-east-1.amazonaws.com' },
      { eventSource: 's3express.amazonaws.com' },
    ),
  },
  { name: 'list of parts', record: objectRequest('ListParts', bob, SAMPLE_BUCKET, 'docs/large.bin') },
];

/** Few requests with many bytes: one way, and the other way. */
const talkers: LogScenario[] = [
  {
    name: 'get of 12 GiB',
    record: objectRequest('GetObject', iamUser('downloader'), SAMPLE_BUCKET, 'backup/all.tar', {
      additionalEventData: { bytesTransferredOut: 12884901888 },
    }),
  },
  {
    name: 'part of 5 GiB',
    record: objectRequest('UploadPart', iamUser('uploader'), SAMPLE_BUCKET, 'backup/all.tar', {
      additionalEventData: { bytesTransferredIn: 5368709120 },
    }),
    twin: true,
  },
];

const newcomer = iamUser(`newcomer-${DAY}`);
const arrivals: LogScenario[] = [
  {
    name: 'a new user from a known network',
    record: objectRequest('GetObject', newcomer, SAMPLE_BUCKET, 'docs/welcome.pdf'),
    deliveredAgain: true,
  },
  {
    name: 'a new user from a new network, filed late',
    record: objectRequest('GetObject', iamUser(`night-owl-${DAY}`), SAMPLE_BUCKET, 'docs/welcome.pdf', {
      sourceIPAddress: `100.${DAY_OCTETS}.7`,
    }),
    filedLate: true,
  },
  {
    name: 'a new role',
    record: objectRequest('GetObject', roleSession(`new-role-${DAY}`, 'one'), SAMPLE_BUCKET, 'docs/welcome.pdf'),
  },
  {
    name: 'a new session of a known role',
    record: objectRequest('GetObject', roleSession('reporting', `run-${DAY}`), SAMPLE_BUCKET, 'docs/welcome.pdf'),
  },
  {
    name: 'a known user from a new network',
    record: objectRequest('GetObject', bob, SAMPLE_BUCKET, 'docs/welcome.pdf', {
      sourceIPAddress: `100.${DAY_OCTETS}.8`,
    }),
    deliveredAgain: true,
  },
  {
    name: 'a known user from a new address of a known network',
    record: objectRequest('GetObject', bob, SAMPLE_BUCKET, 'docs/welcome.pdf', {
      sourceIPAddress: `10.1.${DAY_OCTETS}`,
    }),
  },
];

/** Which objects are reached, how, how much of them, and by whom for the first time. */
export const ACCESS_SCENARIOS: LogScenario[] = [...copies, ...objects, ...listings, ...talkers, ...arrivals];
