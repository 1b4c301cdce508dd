import { generateLogFiles } from '../../../engine/samples/log-generator';
import type { CloudTrailRecord } from '../../../engine/storage/log-files';
import { logFileText } from '../../../engine/storage/log-files';
import {
  type RecordTest,
  action,
  all,
  anonymous,
  at,
  calledBy,
  from,
  named,
  needsAcl,
  ofBatch,
  ofS3,
  sessionOf,
  sigV2,
  signed,
  textAt,
  written,
} from '../../answers/record-predicates';

const accounts = ['111122223333', '999988887777'];
const regions = ['eu-west-1', 'us-east-1'];
const days = ['2026/02/28', '2026/03/01', '2026/03/02'];
const files = [...generateLogFiles({ accounts, regions, days })];

function ids(records: CloudTrailRecord[]): unknown[] {
  return records.map((record) => record.eventID);
}

describe('log files', () => {
  test('there is one for each account, region and day', () => {
    expect(files.map(({ account, region, day }) => [account, region, day])).toEqual(
      accounts.flatMap((account) => regions.flatMap((region) => days.map((day) => [account, region, day]))),
    );
  });

  test('two runs are equal, and a file does not depend on the others', () => {
    const alone = [...generateLogFiles({ accounts: [accounts[1]], regions: [regions[0]], days: [days[0]] })];

    expect([...generateLogFiles({ accounts, regions, days })]).toEqual(files);
    expect(alone).toEqual(
      files.filter((file) => file.account === accounts[1] && file.region === regions[0]).slice(0, 1),
    );
  });

  test('they hold as many events as asked for, the scenarios first', () => {
    const larger = [...generateLogFiles({ accounts, regions, days, eventsPerFile: 1000 })];
    expect(larger.map((file) => file.records.length)).toEqual(files.map(() => 1000));
    expect(larger.map(({ records }, index) => records.slice(0, files[index].records.length))).toEqual(
      files.map((file) => file.records),
    );
    const added = larger.flatMap(({ records }, index) => records.slice(files[index].records.length));
    const known = ids(files.flatMap((file) => file.records));
    expect(new Set([...ids(added), ...known]).size).toBe(added.length + new Set(known).size);
    for (const varied of [
      'userIdentity.arn',
      'sourceIPAddress',
      'requestParameters.key',
      'requestParameters.bucketName',
    ]) {
      const values = added.map((record) => at(record, varied));
      expect(new Set(values).size).toBeGreaterThan(50);
    }
  });

  test('they are made one by one, however many are asked for', () => {
    const hundredYears = Array.from({ length: 36500 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '/'),
    );
    const generator = generateLogFiles({ accounts, regions, days: hundredYears, eventsPerFile: 200 });

    expect(generator.next()).toMatchObject({ done: false, value: { day: '2026/01/01' } });
    expect(generator.next()).toMatchObject({ done: false, value: { day: '2026/01/02' } });
    generator.return(undefined);
  });

  test('their events belong to the folder', () => {
    for (const { account, region, day, records } of files) {
      for (const record of records) {
        expect(record.eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(record).toMatchObject({ recipientAccountId: account, awsRegion: region });
        expect(record.eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(textAt(record, 'eventTime').slice(0, 10) <= day.replaceAll('/', '-')).toBe(true);
      }
      if (account !== '111122223333') {
        expect(JSON.stringify(records)).not.toMatch(/111122223333|123456789012/);
      }
    }
  });

  test('their text is JSON, and writes 0.0 as CloudTrail does', () => {
    const text = logFileText(files[0].records);

    expect(text).toContain('"bytesTransferredIn":0.0,"bytesTransferredOut":0.0,');
    expect(text).not.toContain('"0.0"');
    expect((JSON.parse(text) as { Records: CloudTrailRecord[] }).Records).toHaveLength(files[0].records.length);
  });
});

describe('what differs from folder to folder', () => {
  test('what has a time of day is made then, on the day it is filed under', () => {
    for (const { day, records } of files) {
      const times = records.filter(all(named('raider-\\d'), action('DeleteObject'))).map(({ eventTime }) => eventTime);
      expect(times).toContain(`${day.replaceAll('/', '-')}T05:00:01Z`);
    }
  });

  test.each<[string, (record: CloudTrailRecord) => string | undefined, string[][]]>([
    [
      'callers, as old as they were where they are delivered again',
      (record) => /user\/newcomer-(.*)/.exec(textAt(record, 'userIdentity.arn'))?.[1],
      [['20260228'], ['20260228', '20260301'], ['20260301', '20260302']],
    ],
    [
      'sessions of a role that stays',
      (record) => /\/(reporting\/.*)/.exec(textAt(record, 'userIdentity.arn'))?.[1],
      [['reporting/run-20260228'], ['reporting/run-20260301'], ['reporting/run-20260302']],
    ],
    [
      'networks, as old as they were where they are delivered again',
      (record) => /^100\..*\./.exec(textAt(record, 'sourceIPAddress'))?.[0],
      [['100.80.32.'], ['100.80.32.', '100.80.33.'], ['100.80.33.', '100.80.34.']],
    ],
    [
      'addresses of a network that stays',
      (record) => /^10\.1\.80\..*/.exec(textAt(record, 'sourceIPAddress'))?.[0],
      [['10.1.80.32'], ['10.1.80.33'], ['10.1.80.34']],
    ],
  ])('there are new ones each day: %s', (_, valueOf, expected) => {
    for (const [index, { records }] of files.entries()) {
      // The logs of each account and region begin with nothing delivered before.
      const found = new Set(records.map(valueOf).filter((value) => value !== undefined));
      expect([...found].sort()).toEqual(expected[index % days.length]);
    }
  });

  test('regions, and nothing is left to be put in', () => {
    expect(JSON.stringify(files)).not.toMatch(/\{(region|day|day\.octets)\}/);
    for (const { region, day, records } of files) {
      expect(records.filter(named(`prober-${region}-${day.replaceAll('/', '')}$`))).toHaveLength(5);
    }
  });
});

const present: [string, RecordTest][] = [
  ['SigV2 in a header', (record) => ofS3(record) && signed('SigV2', 'AuthHeader')(record)],
  ['SigV2 in a query string', (record) => ofS3(record) && signed('SigV2', 'QueryString')(record)],
  ['SigV2 in a management event', (record) => action('ListBuckets')(record) && sigV2(record)],
  ['SigV2 in another spelling', (record) => at(record, 'additionalEventData.SignatureVersion') === 'Sigv2'],
  ['SigV4', signed('SigV4', 'QueryString')],
  ['SigV4 of S3 Express', signed('Sigv4', 'AuthHeader')],
  ['put', action('PutObject')],
  ['get', (record) => action('GetObject')(record) && record.errorCode === undefined],
  ['get, denied', (record) => action('GetObject')(record) && record.errorCode === 'AccessDenied'],
  ['delete', (record) => action('DeleteObject')(record) && record.eventType === 'AwsApiCall'],
  ['batch delete', action('DeleteObjects')],
  ['key of a batch', (record) => ofBatch(record) && at(record, 'requestParameters.key') === 'tmp/1'],
  ['lifecycle', (record) => record.eventName === 'DeleteObjects' && calledBy({ type: 'AWSService' })(record)],
  ['head', action('HeadObject')],
  ['list', action('ListObjects')],
  ['copy', (record) => action('CopyObject')(record) && at(record, 'resources.length') === 3],
  ['put bucket acl', action('PutBucketAcl')],
  ['get bucket versioning', action('GetBucketVersioning')],
  ['Outposts', (record) => record.eventSource === 's3-outposts.amazonaws.com'],
  ['Object Lambda', (record) => record.eventSource === 's3-object-lambda.amazonaws.com'],
  ['anonymous account of 2018', calledBy({ accountId: 'ANONYMOUS_PRINCIPAL', principalId: '' })],
  ['anonymous account', calledBy({ accountId: 'anonymous', principalId: '' })],
  ['anonymous principal', calledBy({ principalId: 'ANONYMOUS_PRINCIPAL', accountId: '' })],
  ['preflight', (record) => action('PreflightRequest')(record) && anonymous(record)],
  ['foreign account', calledBy({ type: 'AWSAccount', accountId: '444455556666', arn: undefined })],
  ['foreign account, empty arn', calledBy({ type: 'AWSAccount', accountId: '444455556666', arn: '' })],
  ['service', calledBy({ type: 'AWSService', arn: undefined, invokedBy: 'cloudfront.amazonaws.com' })],
  ['user', calledBy({ type: 'IAMUser' })],
  ['first session', sessionOf('fn-role', '/one')],
  ['second session', sessionOf('fn-role', '/two')],
  ['role with a longer name', sessionOf('fn-role-2')],
  [
    'session without an issuer',
    (record) =>
      calledBy({ type: 'AssumedRole' })(record) &&
      at(record, 'userIdentity.sessionContext.sessionIssuer') === undefined,
  ],
  ['needs an acl', (record) => ofS3(record) && needsAcl(record)],
  ['needs no acl, says so', (record) => at(record, 'additionalEventData.aclRequired') === 'No'],
  ['private address', from('10.1.2.3')],
  ['last address of a network', from('10.255.255.255')],
  ['first address behind it', from('11.0.0.0')],
  ['IPv6 outside', from('2001:db8::1')],
  ['IPv6 inside', from('2001:db8:aaaa::1')],
  ['service for an address', from('athena.amazonaws.com')],
  ['empty address', from('')],
  [
    'SigV2 of another service',
    (record) =>
      record.eventSource === 'codecommit.amazonaws.com' &&
      action('GetObject')({ ...record, eventSource: 's3.amazonaws.com' }) &&
      sigV2(record),
  ],
  ['put of S3 Tables', (record) => record.eventSource === 's3tables.amazonaws.com' && record.eventName === 'PutObject'],
  ['delete of another service', (record) => record.eventSource === 'kms.amazonaws.com' && anonymous(record)],
  ['bytes as a whole number', (record) => at(record, 'additionalEventData.bytesTransferredIn') === 0],
  ['bytes beyond 32 bits', (record) => at(record, 'additionalEventData.bytesTransferredOut') === 5368709120],
  ['bytes as a decimal', (record) => at(record, 'additionalEventData.bytesTransferredIn') === '0.0'],
  [
    'no bytes',
    (record) => !!record.additionalEventData && at(record, 'additionalEventData.bytesTransferredIn') === undefined,
  ],
  ['no additional data', (record) => record.additionalEventData === undefined],
  ['null for additional data', (record) => record.additionalEventData === null],
  ['null for parameters', (record) => record.requestParameters === null && record.errorCode === 'InvalidRequest'],
  ['quotes', written('"quoted", \'twice')],
  ['commas', written('a,b;c|d\te')],
  ['unicode', written('日本語/🪣')],
  ['backslashes', written('C:\\temp\\n')],
  ['line breaks', written('first\nsecond\r\nthird')],
];

describe('scenarios', () => {
  test.each(present)('every file holds: %s', (_, matches) => {
    expect(files.filter((file) => !file.records.some(matches))).toEqual([]);
  });

  const repeated: [string, RecordTest][] = [
    ['SigV2', sigV2],
    ['put', action('PutObject')],
    ['get', action('GetObject')],
    ['delete', action('DeleteObject')],
    ['key of a batch', ofBatch],
    ['anonymous', anonymous],
    ['acl', needsAcl],
    ['outside network', from('11.0.0.0')],
    ['outside principal', sessionOf('fn-role-2')],
  ];

  test.each(repeated)('is delivered twice in a file, and again on the next day: %s', (_, matches) => {
    for (const [index, { records }] of files.entries()) {
      const matching = records.filter(matches);
      const again = matching.filter((record, at) =>
        matching.slice(0, at).some((first) => first.eventID === record.eventID),
      );

      expect(again.length).toBeGreaterThan(0);
      for (const record of again) {
        expect(records.filter(({ eventID }) => eventID === record.eventID)).toEqual([record, record]);
        if (files[index].day !== days[2]) {
          expect(files[index + 1].records.filter(({ eventID }) => eventID === record.eventID)).toEqual([record]);
        }
      }
    }
  });

  test.each(repeated.filter(([name]) => !/batch|outside/.test(name)))('has a twin: %s', (_, matches) => {
    for (const { records } of files) {
      const matching = records.filter(matches);
      const twins = matching.filter((record) =>
        matching.some((other) => other.eventID !== record.eventID && other.requestID === record.requestID),
      );

      expect(twins.length).toBeGreaterThan(0);
      for (const twin of twins) {
        const other = twins.find(({ eventID, requestID }) => requestID === twin.requestID && eventID !== twin.eventID);
        expect({ ...other, eventID: '' }).toEqual({ ...twin, eventID: '' });
      }
    }
  });

  test.each(repeated.slice(0, 4).concat([['anonymous', anonymous]]))('is filed late: %s', (_, matches) => {
    for (const { day, records } of files) {
      const before = { '2026/02/28': '2026-02-27', '2026/03/01': '2026-02-28', '2026/03/02': '2026-03-01' }[day];
      expect(records.filter(matches).filter(({ eventTime }) => eventTime === `${before}T23:59:59Z`)).not.toEqual([]);
    }
  });
});
