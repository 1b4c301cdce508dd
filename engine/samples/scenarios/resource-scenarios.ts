import { iamUser, roleSession } from '../sample-callers';
import { FOREIGN_ACCOUNT, SAMPLE_ACCOUNT, SAMPLE_BUCKET, SAMPLE_KEY, sampleRecord } from '../sample-records';
import { accountManagement, bucketRequest, bucketResource, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const ALIAS = 'reports-h1example-s3alias';
const ACCESS_POINT = `arn:aws:s3:us-east-1:${SAMPLE_ACCOUNT}:accesspoint/reports`;
const OUTPOST = `arn:aws:s3-outposts:us-east-1:${FOREIGN_ACCOUNT}:outpost/op-01ac5d28a6a232904`;
const bob = iamUser('bob');
const cleaner = roleSession('cleaner', 'nightly');

const bucket = bucketResource(SAMPLE_BUCKET);
const accessPoint = { accountId: SAMPLE_ACCOUNT, type: 'AWS::S3::AccessPoint', ARN: ACCESS_POINT };

function object(key: string, ofBucket = SAMPLE_BUCKET) {
  return { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${ofBucket}/${key}` };
}

function get(key: string, changes: Record<string, unknown>) {
  return objectRequest('GetObject', bob, SAMPLE_BUCKET, key, changes);
}

const throughAccessPoints: LogScenario[] = [
  {
    name: 'get through an access point, as it is recorded today',
    record: get(SAMPLE_KEY, {
      requestParameters: { accessPointName: 'reports', accountId: SAMPLE_ACCOUNT },
      resources: [bucket, object(SAMPLE_KEY), accessPoint],
    }),
  },
  {
    name: 'get through the alias of an access point, as it is recorded today',
    record: get(SAMPLE_KEY, {
      requestParameters: { accessPointAlias: ALIAS },
      resources: [bucket, object(SAMPLE_KEY), accessPoint],
    }),
  },
  {
    name: 'get, an alias in the place of the bucket',
    record: get(SAMPLE_KEY, {
      requestParameters: { bucketName: ALIAS },
      resources: [accessPoint, object(SAMPLE_KEY), bucket],
    }),
  },
  {
    name: 'get, the ARN of an access point in the place of the bucket',
    record: get(SAMPLE_KEY, {
      requestParameters: { bucketName: ACCESS_POINT },
      resources: [object(SAMPLE_KEY), bucket, accessPoint],
    }),
  },
  {
    name: 'get, an alias in the place of the bucket, no resources',
    record: get(SAMPLE_KEY, { requestParameters: { bucketName: ALIAS }, resources: undefined }),
  },
  {
    name: 'list, an alias in the place of the bucket',
    record: bucketRequest('ListObjects', bob, SAMPLE_BUCKET, { requestParameters: { bucketName: ALIAS } }),
  },
  {
    name: 'copy into an access point, of an object with the same key, which comes first',
    record: objectRequest('CopyObject', bob, SAMPLE_BUCKET, SAMPLE_KEY, {
      requestParameters: { bucketName: ALIAS, 'x-amz-copy-source': `amzn-s3-demo-vault/${SAMPLE_KEY}` },
      resources: [
        object(SAMPLE_KEY, 'amzn-s3-demo-vault'),
        bucketResource('amzn-s3-demo-vault', FOREIGN_ACCOUNT),
        object(SAMPLE_KEY),
        bucket,
      ],
    }),
  },
  {
    name: 'copy from an access point',
    record: objectRequest('CopyObject', bob, 'amzn-s3-demo-archive', 'copies/reports.png', {
      requestParameters: {
        'x-amz-copy-source': `${encodeURIComponent(ACCESS_POINT).replace('%2F', '/')}/object/${SAMPLE_KEY}`,
      },
      resources: [object('copies/reports.png', 'amzn-s3-demo-archive'), bucket, object(SAMPLE_KEY)],
    }),
  },
  {
    name: 'copy from an alias, of an object that is not told',
    record: objectRequest('CopyObject', bob, 'amzn-s3-demo-archive', 'copies/other.png', {
      requestParameters: { 'x-amz-copy-source': `${ALIAS}/other.png` },
    }),
  },
  // Made up, both: a directory bucket has no such event in AWS's documentation.
  {
    name: 'get of an S3 Express object, of which only resources tell',
    record: sampleRecord('s3express-getobject', {
      requestParameters: { key: undefined, bucketName: undefined },
      resources: [
        {
          type: 'AWS::S3Express::Object',
          ARN: `arn:aws:s3express:us-west-2:${SAMPLE_ACCOUNT}:bucket/demo--usw2-az1--x-s3/object/in/a folder`,
        },
        {
          accountId: SAMPLE_ACCOUNT,
          type: 'AWS::S3Express::DirectoryBucket',
          ARN: `arn:aws:s3express:us-west-2:${SAMPLE_ACCOUNT}:bucket/demo--usw2-az1--x-s3`,
        },
      ],
    }),
  },
  {
    name: 'put on an Outpost',
    record: objectRequest('PutObject', bob, 'edge', 'path/file.sh', {
      eventSource: 's3-outposts.amazonaws.com',
      requestParameters: { key: undefined, Key: 'path/file.sh' },
      resources: [
        {
          accountId: FOREIGN_ACCOUNT,
          type: 'AWS::S3Outposts::Object',
          ARN: `${OUTPOST}/bucket/edge/object/path/file.sh`,
        },
        { accountId: FOREIGN_ACCOUNT, type: 'AWS::S3Outposts::Bucket', ARN: `${OUTPOST}/bucket/edge` },
      ],
    }),
  },
  {
    name: 'delete on an Outpost, of which only resources tell',
    record: objectRequest('DeleteObject', bob, 'edge', 'path/file.sh', {
      eventSource: 's3-outposts.amazonaws.com',
      requestParameters: null,
      resources: [
        { accountId: FOREIGN_ACCOUNT, type: 'AWS::S3Outposts::Bucket', ARN: `${OUTPOST}/bucket/edge` },
        {
          accountId: FOREIGN_ACCOUNT,
          type: 'AWS::S3Outposts::Object',
          ARN: `${OUTPOST}/bucket/edge/object/path/file.sh`,
        },
      ],
    }),
  },
];

const withoutParameters: LogScenario[] = [
  {
    name: 'key of a batch, without parameters',
    record: objectRequest('DeleteObject', cleaner, SAMPLE_BUCKET, 'tmp/3', {
      eventType: 'AwsServiceEvent',
      requestParameters: null,
      additionalEventData: { CipherSuite: undefined },
      tlsDetails: undefined,
    }),
    deliveredAgain: true,
  },
  {
    name: 'get with parameters that are too long',
    record: get(SAMPLE_KEY, { requestParameters: null, resources: [bucket, object(SAMPLE_KEY)] }),
  },
  {
    name: 'delete of a key with lines, without parameters',
    record: objectRequest('DeleteObject', bob, SAMPLE_BUCKET, 'a\nb/object/c', { requestParameters: null }),
  },
];

const control = `${SAMPLE_ACCOUNT}.s3-control.us-east-1.amazonaws.com`;
const ofAccessPoints: LogScenario[] = [
  {
    name: 'list of access points',
    record: accountManagement('ListAccessPoints', bob, control, { bucket: SAMPLE_BUCKET }),
  },
  {
    name: 'creation of an access point',
    record: accountManagement(
      'CreateAccessPoint',
      iamUser('admin'),
      control,
      { CreateAccessPointRequest: { Bucket: SAMPLE_BUCKET } },
      { additionalEventData: { accessPointName: 'reports' } },
    ),
  },
];

const renamed: LogScenario[] = [
  {
    name: 'renaming, by the key alone',
    record: objectRequest('RenameObject', bob, SAMPLE_BUCKET, 'docs/renamed.png', {
      requestParameters: { 'x-amz-rename-source': `/${SAMPLE_KEY}` },
    }),
  },
  {
    name: 'renaming, by bucket and key, encoded',
    record: objectRequest('RenameObject', bob, SAMPLE_BUCKET, 'docs/renamed.pdf', {
      requestParameters: { 'x-amz-rename-source': `${SAMPLE_BUCKET}/docs%2Fa+b.pdf` },
    }),
  },
];

/** What isn't told where it is usually told. */
export const RESOURCE_SCENARIOS: LogScenario[] = [
  ...throughAccessPoints,
  ...withoutParameters,
  ...ofAccessPoints,
  ...renamed,
];
