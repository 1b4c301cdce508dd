import { generateLogFiles } from '../../../engine/samples/log-generator';
import {
  type RecordTest,
  action,
  all,
  anonymous,
  calledBy,
  failedWith,
  from,
  holds,
  madeAt,
  named,
  ofCloudTrail,
  ofS3,
  onObject,
  ownedBy,
  parameter,
  sessionOf,
  sigV2,
  signed,
  textAt,
  withCustomerKey,
  withKeyOf,
} from '../../answers/record-predicates';

const accounts = ['111122223333', '444455556666'];
const files = [
  ...generateLogFiles({ accounts, regions: ['eu-west-1', 'us-east-1'], days: ['2026/02/28', '2026/03/01'] }),
];

const OBJECT: [string, string] = ['amzn-s3-demo-bucket', 'docs/example-qr.png'];
const STRANGE = '777788889999';
const LEGACY = parameter('bucketName', 'amzn-s3-demo-legacy');
const VERSION = '3HL4kqtJvjVBH40Nrjfkd';
const SUCCEEDED = failedWith(undefined);

/** For each of these there is an event that is asked for, and one that comes near. */
const requests: [string, RecordTest][] = [
  ...[
    '[aws-cli/1.22.34 ',
    'Boto3/1.9.99 ',
    'duplicity/0.8.12 Boto/2.49.0 ',
    '[APN/1.0 Backup/2.1 Botocore/1.31.0]',
    '[Hadoop 3.3.1, aws-sdk-java/1.11.901 ',
    'os/linux aws-sdk-go-v2/1.30.3;',
    '[S3Console/0.4, ',
    'rclone/',
    '[Mozilla/5.0 ',
    'cloudfront.amazonaws.com',
    'xaws-cli/1.0 ',
    's3_boto3/1.0\t',
    'my-boto3/',
    'aws-cli/ ',
  ].map((start): [string, RecordTest] => [
    `SigV2 by ${start}`,
    (record) => sigV2(record) && textAt(record, 'userAgent').startsWith(start),
  ]),
  ['SigV2 by nobody', all(sigV2, holds('userAgent', undefined))],
  ['SigV2 by a session', all(sigV2, sessionOf('legacy-job', '/one'), LEGACY)],
  ['SigV2 by another session, same bucket', all(sigV2, sessionOf('legacy-job', '/two'), LEGACY)],
  [
    'SigV2 by that session, another bucket',
    all(sigV2, sessionOf('legacy-job', '/one'), onObject(OBJECT[0], 'in/2.csv')),
  ],
  ['SigV2, a third method', signed('SigV2', 'FormField')],
  ['a third version', signed('SigV4A', 'QueryString')],
  ...[anonymous, (record: Record<string, unknown>) => !anonymous(record)].map((who, index): [string, RecordTest] => [
    `no version, ${['by nobody', 'by somebody'][index]}`,
    all(ofS3, who, holds('additionalEventData.SignatureVersion', undefined)),
  ]),
  ['SigV2 presigned, denied', all(signed('SigV2', 'QueryString'), failedWith('AccessDenied'))],
  ...[
    OBJECT.join('/'),
    `/${OBJECT.join('/')}`,
    `${OBJECT.join('/')}?versionId=3HL4kqtJvjVBH40Nrjfkd`,
    '/amzn-s3-demo-bucket/docs%2Fexample%2dqr.png?versionId=3HL4kqtJvjVBH40Nrjfkd',
    'amzn-s3-demo-bucket/docs/a+b%20%C3%BC.txt',
    'amzn-s3-demo-bucket/docs/100%/50%25.txt',
    'amzn-s3-demo-bucket/docs/what%3FversionId=1.txt',
    'amzn-s3-demo-bucket1/docs/example-qr.png',
    'amzn-s3-demo-bucket/docs/example-qr.png.bak',
  ].map((source): [string, RecordTest] => [
    `copy of ${source}`,
    all(action('CopyObject'), parameter('x-amz-copy-source', source)),
  ]),
  ['copy of a part', all(action('UploadPartCopy'), parameter('x-amz-copy-source', OBJECT.join('/')))],
  [
    'copy source, but no copy',
    (record) => action('GetObject')(record) && !parameter('x-amz-copy-source', undefined)(record),
  ],
  ['object', all(action('PutObject'), onObject(...OBJECT))],
  ['its key in another bucket', onObject('amzn-s3-demo-bucket1', OBJECT[1])],
  ['another key in its bucket', onObject(OBJECT[0], 'docs/menu.pdf')],
  ['session behind which stands a user', calledBy({ type: 'FederatedUser' })],
  ...['ListObjectsV2', 'ListObjectVersions', 'ListMultipartUploads', 'ListBuckets', 'ListParts'].map(
    (name): [string, RecordTest] => [name, action(name)],
  ),
  ['ListDirectoryBuckets', holds('eventName', 'ListDirectoryBuckets')],
  ['empty prefix', parameter('prefix', '')],
  [
    'many bytes out, in one request',
    all(named('downloader'), holds('additionalEventData.bytesTransferredOut', 12884901888)),
  ],
  [
    'many bytes in, in two requests',
    all(named('uploader'), holds('additionalEventData.bytesTransferredIn', 5368709120)),
  ],
  ['strange account', all(calledBy({ accountId: STRANGE }), (record) => accounts.some((own) => ownedBy(own)(record)))],
  ['strange account, owner unknown', all(calledBy({ accountId: STRANGE }), ownedBy(undefined))],
  [
    'owner of a directory bucket',
    all(calledBy({ accountId: STRANGE }), holds('eventSource', 's3express.amazonaws.com')),
  ],
  ['another account before the owner', holds('resources.0.type', 'AWS::S3::AccessPoint')],
  ['another account after the owner', holds('resources.1.accountId', STRANGE)],
  [
    'denied, a reason',
    (record) => failedWith('AccessDenied')(record) && textAt(record, 'errorMessage').includes(' because no '),
  ],
  ['denied, no reason', all(failedWith('AccessDenied'), holds('errorMessage', 'Access Denied'))],
  ['denied, no message', all(failedWith('AccessDenied'), holds('errorMessage', undefined))],
  ...[
    ' because no identity-based policy allows the s3:GetObject action',
    ' with an explicit deny in a service control policy',
  ].map((end): [string, RecordTest] => [`denied${end}`, ends(end)]),
  ...[
    [' because ', ' with an explicit deny in a resource-based policy'],
    [' with an explicit deny ', ' because no session policy allows the s3:GetObject action'],
  ].map(([words, end]): [string, RecordTest] => [
    `denied${end}, "${words}" in the key`,
    (record) => ends(end)(record) && textAt(record, 'requestParameters.key').includes(words),
  ]),
  ['denied, no access denied', all(named('single-'), failedWith('BucketAccessDenied'))],
  ['presigned, seconds', all(signed('SigV4', 'QueryString'), parameter('X-Amz-Expires', '604800'))],
  ['presigned, no number', all(signed('SigV4', 'QueryString'), parameter('X-Amz-Expires', 'soon'))],
  ['seconds, but not presigned', all(signed('SigV4', 'AuthHeader'), parameter('X-Amz-Expires', '300'))],
  ...['AccessDenied', 'NoSuchKey', 'NoSuchVersion', 'NoSuchBucket', 'NotFound'].map((code): [string, RecordTest] => [
    `probing: ${code}`,
    all(named('prober-'), failedWith(code)),
  ]),
  ['probing: something else', all(named('single-'), failedWith('SlowDown'))],
  ['an address, through an endpoint', all(from('172.30.209.10'), holds('vpcEndpointId', 'vpce-0d4aa186edac65a21'))],
  ['an address, through none', all(from('192.0.2.56'), holds('vpcEndpointId', undefined))],
  ['no address', from('AWS Internal')],
  ...['SSE_S3', 'SSE_KMS', 'DSSE_KMS', 'Default_SSE_S3', 'SSE_C', undefined].map((applied): [string, RecordTest] => [
    `put under ${applied}`,
    all(action('PutObject'), holds('additionalEventData.SSEApplied', applied)),
  ]),
  [
    'customer key, denied',
    all(withCustomerKey, failedWith('AccessDenied'), holds('additionalEventData.SSEApplied', undefined)),
  ],
  [
    'customer key, not asked for',
    all(withCustomerKey, parameter('x-amz-server-side-encryption-customer-algorithm', undefined)),
  ],
  [
    'customer key of a source',
    all(
      parameter('x-amz-copy-source-server-side-encryption-customer-algorithm', 'AES256'),
      (record) => !withCustomerKey(record),
    ),
  ],
  ...['TLSv1', 'TLSv1.2', 'TLSv1.3'].map((version): [string, RecordTest] => [
    version,
    holds('tlsDetails.tlsVersion', version),
  ]),
  ...['X25519MLKEM768', 'secp256r1mlkem768', 'X25519Kyber768Draft00', 'x25519'].map((name): [string, RecordTest] => [
    name,
    holds('tlsDetails.keyExchange', name),
  ]),
  [
    'no TLS details, but a cipher suite',
    all(holds('tlsDetails', undefined), holds('additionalEventData.CipherSuite', 'ECDHE-RSA-AES128-GCM-SHA256')),
  ],
  ['no TLS details, no call', all(holds('tlsDetails', undefined), holds('eventType', 'AwsServiceEvent'))],
  [
    'two cipher suites, no TLS version',
    all(holds('tlsDetails.cipherSuite', 'ECDHE-RSA-AES128-GCM-SHA256'), holds('tlsDetails.tlsVersion', undefined)),
  ],
  [
    'a cipher suite with a small c, and no other',
    all(
      holds('additionalEventData.cipherSuite', 'TLS_AES_128_GCM_SHA256'),
      holds('additionalEventData.CipherSuite', undefined),
      holds('tlsDetails', undefined),
      holds('eventType', 'AwsApiCall'),
    ),
  ],
  ['no TLS details, a third type', all(holds('tlsDetails', undefined), holds('eventType', 'AwsConsoleAction'))],
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'].map((suite): [string, RecordTest] => [
    `one caller, ${suite}`,
    all(
      named('keeper'),
      holds('tlsDetails.tlsVersion', 'TLSv1.3'),
      holds('tlsDetails.cipherSuite', suite),
      holds('tlsDetails.keyExchange', undefined),
    ),
  ]),
  ['tags of an object', action('GetObjectTagging')],
  ['acl of an object', action('GetObjectAcl')],
  ['delete of the tags of a version', all(action('DeleteObjectTagging'), parameter('versionId', VERSION))],
  ['batch delete, of the type of its objects', all(action('DeleteObjects'), holds('eventType', 'AwsServiceEvent'))],
  ['delete of a version', (record) => action('DeleteObject')(record) && !parameter('versionId', undefined)(record)],
  ['version, but no delete', (record) => action('GetObject')(record) && !parameter('versionId', undefined)(record)],
  ...[
    ...['Policy', 'OwnershipControls', 'PublicAccessBlock', 'Versioning', 'Lifecycle', 'LifecycleConfiguration'],
    ...['Acl', 'Encryption', 'Replication', 'Logging', 'Tagging', 'AclDraft'],
  ].map((setting): [string, RecordTest] => [`put bucket ${setting}`, action(`PutBucket${setting}`)]),
  ...['Policy', 'Lifecycle', 'Encryption'].map((setting): [string, RecordTest] => [
    `delete bucket ${setting}`,
    all(action(`DeleteBucket${setting}`), holds('managementEvent', true)),
  ]),
  ...[
    ...['PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock', 'PutObjectLockConfiguration'],
    ...['PutObjectAcl', 'GetBucketPolicy', 'PutAccessPointPolicy', 'BatchPutBucketAcl'],
  ].map((name): [string, RecordTest] => [name, action(name)]),
  ['trail by its name', all(ofCloudTrail('StopLogging'), parameter('name', 'audit-trail'))],
  ...[
    ['StartLogging', 'name'],
    ['PutEventSelectors', 'trailName'],
    ['DeleteTrail', 'name'],
    ['GetTrailStatus', 'name'],
  ].map(([name, field]): [string, RecordTest] => [
    `trail by its ARN: ${name}`,
    (record) =>
      ofCloudTrail(name)(record) &&
      /^arn:aws:cloudtrail:.*:trail\/audit-trail$/.test(textAt(record, `requestParameters.${field}`)),
  ]),
  ...['UpdateTrail', 'DescribeTrails', 'ListInsightsMetricData', 'LookupEvents', 'HeadTrail'].map(
    (name): [string, RecordTest] => [name, ofCloudTrail(name)],
  ),
  ['another trail', (record) => textAt(record, 'requestParameters.name').endsWith(':trail/not-audit-trail')],
  ['no trail', all(holds('eventSource', 'glue.amazonaws.com'), parameter('name', 'audit-trail'))],
  ...['PutBucketPolicy', 'DeleteBucket', 'GetBucketAcl', 'HeadBucket', 'ListObjects'].map(
    (name): [string, RecordTest] => [
      `log bucket: ${name}`,
      all(action(name), parameter('bucketName', 'audit-logs'), parameter('key', undefined)),
    ],
  ),
  ['log bucket: reading in the name', all(action('WriteGetObjectResponse'), parameter('bucketName', 'audit-logs'))],
  ['log bucket: object', all(action('PutObject'), parameter('bucketName', 'audit-logs'))],
];

const [sweeper, speller] = ['sweeper-', 'speller-'].map(named);
const deletes = all(sweeper, action('DeleteObject'), SUCCEEDED);

/** Who it is counted for, how many there have to be in a file, and which: no more, no fewer. */
const groups: [string, number, RecordTest][] = [
  ['probing, of one caller', 5, all(named('prober-'), from('192.0.2.56'))],
  ['probing, as many as needed', 2, all(named('pair-'), from('192.0.2.56'))],
  [
    'probing, one fewer',
    1,
    (record) =>
      all(named('single-'), from('192.0.2.56'))(record) &&
      ['AccessDenied', 'NoSuchKey'].includes(textAt(record, 'errorCode')),
  ],
  ['probing, at another address', 1, all(named('single-'), from('192.0.2.57'), failedWith('AccessDenied'))],
  ['deletes of an hour, as many as needed', 3, all(deletes, session('/one'), inHour('03'))],
  ['deletes of an hour, one fewer by one session', 2, all(deletes, session('/one'), inHour('04'))],
  ['deletes of that hour by another session', 1, all(deletes, session('/two'), inHour('04'))],
  ['deletes of an hour, one fewer', 2, all(deletes, inHour('06'))],
  [
    'deletes of that hour that failed',
    1,
    all(sweeper, action('DeleteObject'), inHour('06'), failedWith('AccessDenied')),
  ],
  ['other actions in that hour', 2, all(sweeper, inHour('06'), (record) => !action('DeleteObject')(record))],
  ['deletes of an hour that are alike without a slash', 1, all(deletes, onObject('amzn-s3-demo-bucket', '1a'))],
  ['the other of them', 1, all(deletes, onObject('amzn-s3-demo-bucket1', 'a'))],
  ['probing: alike without a slash', 1, all(speller, onObject('amzn-s3-demo-a', 'bc'), failedWith('NoSuchKey'))],
  ['probing: the other of them', 1, all(speller, onObject('amzn-s3-demo-ab', 'c'), failedWith('NoSuchKey'))],
  ['requests by somebody who moves no bytes', 1, named('quiet')],
];

function ends(end: string): RecordTest {
  return (record) => failedWith('AccessDenied')(record) && textAt(record, 'errorMessage').endsWith(end);
}

function session(end: string): RecordTest {
  return (record) => textAt(record, 'userIdentity.arn').endsWith(end);
}

function inHour(hour: string): RecordTest {
  return (record) => textAt(record, 'eventTime').slice(11, 13) === hour;
}

const [RAIDER, PAIR, JANITOR] = ['raider-\\d', 'raider-pair-', 'janitor-'].map(named);
const RECORDS = 'amzn-s3-demo-records';

/** For each of these there is an event of extortion, or one that comes near. */
const steps: [string, RecordTest][] = [
  ['one session', all(RAIDER, session('/one'))],
  ['another session', all(RAIDER, session('/two'))],
  ...(
    [
      ['PutObject', withCustomerKey],
      ['CreateMultipartUpload', withCustomerKey],
      ['CopyObject', withCustomerKey],
      ['PutObject', withKeyOf(STRANGE)],
    ] as [string, RecordTest][]
  ).map(([name, rewritten], index): [string, RecordTest] => [
    `rewrite ${index}: ${name}`,
    all(RAIDER, action(name), rewritten, SUCCEEDED),
  ]),
  ['no key', all(RAIDER, action('PutObject'), SUCCEEDED, (record) => !withCustomerKey(record))],
  ['own key', all(RAIDER, (record) => accounts.some((own) => withKeyOf(own)(record)))],
  [
    'own key, owner unknown',
    all(RAIDER, ownedBy(undefined), (record) => accounts.some((own) => withKeyOf(own)(record))),
  ],
  ['failed rewrite', all(RAIDER, action('PutObject'), withCustomerKey, failedWith('AccessDenied'))],
  ['no rewrite', all(RAIDER, action('GetObject'), withCustomerKey)],
  ['rewrite by somebody else', all(JANITOR, action('PutObject'), withCustomerKey)],
  ['delete by somebody else', all(JANITOR, action('DeleteObject'))],
  ['failed delete', all(RAIDER, action('DeleteObject'), failedWith('AccessDenied'))],
  ['no delete', all(RAIDER, action('DeleteObjectTagging'))],
  ['delete in another bucket', all(RAIDER, action('DeleteObject'), onObject('amzn-s3-demo-loot', 'kept.csv'))],
  ...['d.docx', 'f.tar', 'f', 'dir', 'kept.csv.bak', 'lost.csv'].map((key): [string, RecordTest] => [
    `delete of ${key}`,
    all(RAIDER, action('DeleteObject'), onObject(RECORDS, key)),
  ]),
  ['rewrite at a time', all(PAIR, action('PutObject'), onObject(RECORDS, 'a.csv'), madeAt('05:30:00'))],
  ['delete at that time', all(PAIR, action('DeleteObject'), onObject(RECORDS, 'a.csv'), madeAt('05:30:00'))],
];

test('a bucket is there on one day only, and nobody tells how many bytes it gets', () => {
  for (const { day, records } of files) {
    const ofDays = records.filter(({ requestParameters }) => JSON.stringify(requestParameters).includes('-daily-'));
    expect(ofDays).toHaveLength(1);
    expect(ofDays[0]).toMatchObject({
      requestParameters: { bucketName: `amzn-s3-demo-daily-${day.replaceAll('/', '')}` },
      managementEvent: false,
    });
    expect(ofDays[0].additionalEventData).toEqual(expect.objectContaining({ SSEApplied: 'SSE_S3' }));
    expect(JSON.stringify(ofDays[0])).not.toContain('bytesTransferred');
  }
});

/** The folders that hold none, or another number of such events. */
function foldersWithout(matches: RecordTest, count?: number): string[] {
  return files
    .filter(({ records }) => {
      const found = records.filter(matches).length;
      return count === undefined ? found === 0 : found !== count;
    })
    .map(({ account, region, day }) => `${account}/${region}/${day}`);
}

describe('every file holds', () => {
  test.each(requests)('%s', (_, matches) => {
    expect(foldersWithout(matches)).toEqual([]);
  });

  test.each(groups)('to be counted: %s, %d', (_, count, matches) => {
    expect(foldersWithout(matches, count)).toEqual([]);
  });

  test.each(steps)('of extortion: %s', (_, matches) => {
    expect(foldersWithout(matches)).toEqual([]);
  });
});
