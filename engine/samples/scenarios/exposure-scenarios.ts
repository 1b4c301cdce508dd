import { foreignAccount, iamUser, roleSession } from '../sample-callers';
import { DAY, REGION, SAMPLE_ACCOUNT, SAMPLE_BUCKET, STRANGE_ACCOUNT, madeBy, sampleRecord } from '../sample-records';
import { bucketRequest, bucketResource, failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const stranger = roleSession('partner', 'sync', STRANGE_ACCOUNT);
const arn = `arn:aws:s3:::${SAMPLE_BUCKET}/docs/shared.pdf`;

function sharedGet(caller: Record<string, unknown>, changes = {}) {
  return objectRequest('GetObject', caller, SAMPLE_BUCKET, 'docs/shared.pdf', changes);
}

const accounts: LogScenario[] = [
  { name: 'get by a role of a strange account', record: sharedGet(stranger) },
  {
    name: 'S3 Express get by a role of a strange account',
    record: madeBy(sampleRecord('s3express-getobject'), stranger),
  },
  {
    name: 'get by a strange account, owner unknown',
    record: sharedGet(foreignAccount(STRANGE_ACCOUNT), { resources: undefined }),
  },
  // Made up: an object has no account.
  {
    name: 'get by a strange account, account beside the object',
    record: sharedGet(stranger, { resources: [{ type: 'AWS::S3::Object', ARN: arn, accountId: SAMPLE_ACCOUNT }] }),
  },
  // Made up in its order, and in the owner of the access point.
  {
    name: 'get through the access point of a strange account',
    record: sharedGet(iamUser('bob'), {
      resources: [
        {
          type: 'AWS::S3::AccessPoint',
          ARN: `arn:aws:s3:us-east-1:${STRANGE_ACCOUNT}:accesspoint/shared`,
          accountId: STRANGE_ACCOUNT,
        },
        { type: 'AWS::S3::Object', ARN: arn },
        bucketResource(SAMPLE_BUCKET),
      ],
    }),
  },
  // Made up: a second bucket.
  {
    name: 'get with a second bucket, of a strange account',
    record: sharedGet(iamUser('bob'), {
      resources: [bucketResource(SAMPLE_BUCKET), bucketResource('amzn-s3-demo-partner', STRANGE_ACCOUNT)],
    }),
  },
];

const intern = iamUser('intern');
const notAuthorized = `User: arn:aws:iam::${SAMPLE_ACCOUNT}:user/intern is not authorized to perform: s3:GetObject on resource:`;
const messages: Record<string, string | undefined> = {
  'with an explicit deny': `${notAuthorized} "${arn}" with an explicit deny in a service control policy`,
  'with two reasons': `${notAuthorized} "arn:aws:s3:::${SAMPLE_BUCKET}/because we can" because no session policy allows the s3:GetObject action`,
  'without a message': undefined,
};

const denials = Object.entries(messages).map(([name, message]): LogScenario => ({
  name: `get, denied ${name}`,
  record: sharedGet(intern, failed('AccessDenied', message)),
}));

const inQuery = { AuthenticationMethod: 'QueryString' };
const presigned: LogScenario[] = [
  {
    name: 'presigned get for a week',
    record: sharedGet(roleSession('web', 'i-0123456789abcdef0'), {
      requestParameters: { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Expires': '604800' },
      additionalEventData: inQuery,
    }),
  },
  {
    name: 'presigned get for no number of seconds',
    record: sharedGet(intern, {
      requestParameters: { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Expires': 'soon' },
      additionalEventData: inQuery,
      ...failed('AuthorizationQueryParametersError', 'X-Amz-Expires should be a number'),
    }),
  },
];

// Whoever probes is another one on each day and in each region, so that the count of one folder is that of the answer.
const [prober, pair, single] = ['prober', 'pair', 'single'].map((name) => iamUser(`${name}-${REGION}-${DAY}`));
const denied = failed('AccessDenied', 'Access Denied');
const noSuchKey = failed('NoSuchKey', 'The specified key does not exist.');
const otherBucket = 'amzn-s3-demo-bucket1';

const probing: LogScenario[] = [
  { name: 'denied', record: objectRequest('GetObject', prober, SAMPLE_BUCKET, 'secret/1', denied) },
  { name: 'no such key', record: objectRequest('GetObject', prober, SAMPLE_BUCKET, 'secret/1', noSuchKey) },
  {
    name: 'no such version, same key of another bucket',
    record: objectRequest('GetObject', prober, otherBucket, 'secret/1', {
      requestParameters: { versionId: 'EXAMPLEVERSION' },
      ...failed('NoSuchVersion', 'The specified version does not exist.'),
    }),
  },
  { name: 'not found', record: objectRequest('HeadObject', prober, SAMPLE_BUCKET, 'secret/2', failed('NotFound')) },
  {
    name: 'no such bucket',
    record: bucketRequest('ListObjects', prober, 'amzn-s3-demo-guess', {
      resources: [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::amzn-s3-demo-guess/' }],
      ...failed('NoSuchBucket', 'The specified bucket does not exist'),
    }),
  },
  { name: 'denied, first of two', record: objectRequest('GetObject', pair, SAMPLE_BUCKET, 'secret/1', denied) },
  { name: 'no such key, second of two', record: objectRequest('GetObject', pair, SAMPLE_BUCKET, 'a', noSuchKey) },
  { name: 'denied once', record: objectRequest('GetObject', single, SAMPLE_BUCKET, 'secret/1', denied) },
  {
    name: 'throttled beside it',
    record: objectRequest(
      'GetObject',
      single,
      SAMPLE_BUCKET,
      'secret/2',
      failed('SlowDown', 'Please reduce your rate.'),
    ),
  },
  {
    name: 'denied at another address',
    record: objectRequest('GetObject', single, SAMPLE_BUCKET, 'secret/1', { ...denied, sourceIPAddress: '192.0.2.57' }),
  },
  { name: 'successful beside it', record: objectRequest('GetObject', single, SAMPLE_BUCKET, 'open/1') },
].map(({ name, record }) => ({ name: `probing: ${name}`, record }));

const places: LogScenario[] = Object.entries({
  'no address': 'AWS Internal',
  'an IPv6 address with short groups': '2001:db8:b:c:d:e:f:1',
  'an IPv6 address with a gap in its network': '2001::b:1',
}).map(([name, sourceIPAddress]) => ({
  name: `get from ${name}`,
  record: sharedGet(iamUser('bob'), { sourceIPAddress }),
}));

/** Who is let in from elsewhere, and who is not. */
export const EXPOSURE_SCENARIOS: LogScenario[] = [...accounts, ...denials, ...presigned, ...probing, ...places];
