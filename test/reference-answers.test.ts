import { generateLogFiles } from '../engine/log-generator';
import { comparableRows } from './comparable-rows';
import { isOutside, networkOf } from './ip-networks';
import {
  type RecordTest,
  action,
  all,
  anonymous,
  at,
  calledBy,
  failedWith,
  from,
  holds,
  needsAcl,
  ofBatch,
  ofNoS3,
  ofS3,
  sessionOf,
  sigV2,
  signed,
  textAt,
} from './record-tests';
import { isSampleOfEvents, referenceAnswers } from './reference-answers';
import { inputsFor, referenceInputs } from './reference-inputs';
import { type Row, type Window, requestsIn } from './reference-questions';
import type { FiledRecord } from './reference-request';

const accounts = ['111122223333', '999988887777'];
const regions = ['eu-west-1', 'us-east-1'];
const days = ['2026/02/28', '2026/03/01', '2026/03/02'];
const events: FiledRecord[] = [...generateLogFiles({ accounts, regions, days })].flatMap(
  ({ account, region, day, records }) => records.map((record) => ({ account, region, day, record })),
);
const wholeWindow = { firstDay: days[0], lastDay: days[2] };

const sigV2OfAnother: RecordTest = (record) => ofNoS3(record) && sigV2(record);

/** What they ask for is delivered again in every folder. */
const ASK_FOR_COPIES = [
  'sigv2-requests',
  'sigv2-requesters',
  'sigv2-requesters-in-region',
  'put-object-requests',
  'get-object-requests',
  'delete-object-requests',
  'anonymous-requests',
  'acl-required-requests',
  'requests-outside-networks',
  'requests-outside-principals',
];
const LEAVE_NOTHING_OUT = ['signature-mix', 'bucket-volume'];

/** What stands beside the rows of each answer and must not be among them. */
const nearMisses: Record<string, RecordTest[]> = {
  'sigv2-requests': [sigV2OfAnother, signed('SigV4', 'QueryString'), signed('Sigv4', 'AuthHeader'), anonymous],
  'put-object-requests': [
    (record) => ofNoS3(record) && record.eventName === 'PutObject',
    action('PutBucketAcl'),
    action('CopyObject'),
  ],
  'get-object-requests': [
    sigV2OfAnother,
    action('HeadObject'),
    action('ListObjects'),
    action('CopyObject'),
    action('GetBucketVersioning'),
    action('GetObjectTagging'),
    action('GetObjectAcl'),
  ],
  'delete-object-requests': [
    (record) => ofNoS3(record) && record.eventName === 'DeleteObject',
    action('PutObject'),
    action('DeleteObjectTagging'),
  ],
  'anonymous-requests': [
    (record) => ofNoS3(record) && anonymous(record),
    action('PreflightRequest'),
    calledBy({ type: 'AWSAccount', accountId: '444455556666' }),
    calledBy({ type: 'AWSService' }),
  ],
  'acl-required-requests': [
    (record) => ofNoS3(record) && needsAcl(record),
    (record) => at(record, 'additionalEventData.aclRequired') === 'No',
    (record) =>
      ofS3(record) && !!record.additionalEventData && at(record, 'additionalEventData.aclRequired') === undefined,
  ],
  'requests-outside-networks': [
    sigV2OfAnother,
    from('10.1.2.3'),
    from('10.255.255.255'),
    from('192.0.2.56'),
    from('2001:db8:aaaa::1'),
    from('2001:0DB8:AAAA:FFFF:0000:0000:0000:0001'),
    from('athena.amazonaws.com'),
    from(''),
  ],
  'requests-outside-principals': [
    sigV2OfAnother,
    (record) => textAt(record, 'userIdentity.arn').endsWith(':user/carol'),
    (record) => sessionOf('fn-role')(record) && at(record, 'userIdentity.accountId') !== '444455556666',
    calledBy({ invokedBy: 'lifecycle.s3.amazonaws.com' }),
    anonymous,
  ],
  'sigv2-presigned-requests': [
    signed('SigV2', 'AuthHeader'),
    signed('SigV2', 'FormField'),
    signed('SigV4', 'QueryString'),
    signed('SigV4A', 'QueryString'),
  ],
  'object-history': [
    (record) =>
      ofS3(record) &&
      at(record, 'requestParameters.bucketName') === 'amzn-s3-demo-bucket' &&
      textAt(record, 'requestParameters.key').startsWith('public/'),
    action('ListObjects'),
  ],
  'principal-activity': [
    sessionOf('fn-role'),
    calledBy({ arn: 'arn:aws:iam::111122223333:user/alice' }),
    calledBy({ arn: 'arn:aws:iam::999988887777:user/carol' }),
  ],
  copies: [(record) => action('GetObject')(record) && at(record, 'requestParameters.x-amz-copy-source') !== undefined],
  listings: [action('GetBucketVersioning'), action('GetObject')],
  'cross-account-requests': [anonymous, calledBy({ invokedBy: 'cloudfront.amazonaws.com' }), ofNoS3],
  'denied-requests': [
    (record) => ofS3(record) && record.errorCode === undefined,
    failedWith('InvalidRequest'),
    failedWith('BucketAccessDenied'),
  ],
  'presigned-requests': [
    signed('SigV4', 'AuthHeader'),
    signed('SigV2', 'AuthHeader'),
    signed('SigV2', 'FormField'),
    action('PreflightRequest'),
  ],
  'customer-key-requests': [
    (record) => at(record, 'additionalEventData.SSEApplied') === 'Default_SSE_S3',
    (record) => ofS3(record) && record.additionalEventData === null,
  ],
  'requests-without-tls-details': [
    ofBatch,
    all(holds('eventType', 'AwsConsoleAction'), holds('tlsDetails', undefined)),
    (record) => ofS3(record) && textAt(record, 'tlsDetails.tlsVersion') === 'TLSv1.2',
  ],
  'bucket-configuration-changes': [action('GetBucketVersioning'), action('PutObject'), action('DeleteObject')],
  'version-deletes': [
    (record) => action('DeleteObject')(record) && at(record, 'requestParameters.versionId') === undefined,
    action('DeleteObjects'),
    (record) => action('DeleteObjectTagging')(record) && at(record, 'requestParameters.versionId') !== undefined,
  ],
  'audit-changes': [ofS3Object, action('GetBucketVersioning')],
};

function ofS3Object(record: Record<string, unknown>): boolean {
  return ofS3(record) && textAt(record, 'requestParameters.key') !== '';
}

/** As if every delivery were an event of its own. */
function undeduplicated(deliveries: FiledRecord[]): FiledRecord[] {
  return deliveries.map((event, index) => ({ ...event, record: { ...event.record, eventID: `${index}` } }));
}

/** How many requests an answer counts, or lists. */
function total(columns: string[], rows: Row[]): number {
  const counts = columns.indexOf('requests');
  return rows.reduce((sum, row) => sum + (counts < 0 ? 1 : (row[counts] as number)), 0);
}

function answerTo(name: string, window: Window = wholeWindow, asked = events): { columns: string[]; rows: Row[] } {
  const { columns, rows } = referenceAnswers[name];
  return { columns, rows: rows(asked, window, inputsFor(name, accounts, 'eu-west-1')) };
}

function totalOf(name: string, window: Window = wholeWindow, asked = events): number {
  const { columns, rows } = answerTo(name, window, asked);
  return total(columns, rows);
}

describe('reference answers', () => {
  const names = Object.keys(referenceAnswers);
  const everyDay = days.map((day) => ({ firstDay: day, lastDay: day }));

  test.each(names)('%s: there is something to find in every window, and something to leave out', (name) => {
    for (const window of [wholeWindow, ...everyDay]) {
      const { columns, rows } = answerTo(name, window);

      expect(total(columns, rows)).toBeGreaterThan(1);
      expect(rows.every((row) => row.length === columns.length && !row.includes(undefined))).toBe(true);
    }
    const requests = requestsIn(events, wholeWindow).length;
    if (LEAVE_NOTHING_OUT.includes(name)) {
      expect(totalOf(name)).toBe(requests);
    } else {
      expect(totalOf(name)).toBeLessThan(requests);
    }
  });

  test.each(names)('%s: what is delivered twice counts once', (name) => {
    const { columns, rows } = answerTo(name);
    const twice = answerTo(name, wholeWindow, [...events, ...[...events].reverse()]);

    expect(comparableRows(columns, twice.rows)).toEqual(comparableRows(columns, rows));
  });

  test.each(ASK_FOR_COPIES)('%s: a copy would count', (name) => {
    for (const window of [wholeWindow, ...everyDay]) {
      expect(totalOf(name, window, undeduplicated(events))).toBeGreaterThan(totalOf(name, window));
    }
    // A copy that is filed a day later counts once in a window that holds both, and on its own in one that doesn't.
    const byDay = everyDay.map((day) => totalOf(name, day));
    expect(byDay.reduce((sum, count) => sum + count)).toBeGreaterThan(totalOf(name));
  });

  test.each(Object.entries(nearMisses))('%s: leaves out what stands beside it', (name, misses) => {
    const { columns, rows } = answerTo(name);
    const found = new Set(rows.map((row) => row[columns.indexOf('event_id')]));

    for (const miss of misses) {
      const missed = events.filter(({ record }) => miss(record)).map(({ record }) => record.eventID);
      expect(missed).not.toHaveLength(0);
      expect(missed.filter((id) => found.has(id))).toEqual([]);
    }
  });

  test.each<[string, RecordTest]>([
    ['first address behind a network', from('11.0.0.0')],
    ['first IPv6 address behind a network', from('2001:db8:aaab::')],
    ['IPv6 address', from('2001:db8::1')],
  ])('requests-outside-networks: finds the %s', (_, matches) => {
    const { columns, rows } = answerTo('requests-outside-networks');
    const found = new Set(rows.map((row) => row[columns.indexOf('event_id')]));

    expect(events.filter(({ record }) => matches(record) && !found.has(record.eventID))).toEqual([]);
  });

  test('requests-outside-principals: finds the sessions of a role with a longer name', () => {
    const { columns, rows } = answerTo('requests-outside-principals');
    const found = rows.map((row) => row[columns.indexOf('session_issuer')]);

    expect(found).toContain('arn:aws:iam::111122223333:role/fn-role-2');
    expect(found).not.toContain('arn:aws:iam::111122223333:role/fn-role');
  });

  test('principal-activity: finds the requests of a user and those of its sessions', () => {
    const { columns, rows } = answerTo('principal-activity');
    const [principal, issuer] = ['principal', 'session_issuer'].map((name) => columns.indexOf(name));
    const alice = 'arn:aws:iam::999988887777:user/alice';

    expect(rows.every((row) => [row[principal], row[issuer]].includes(alice))).toBe(true);
    expect(rows.some((row) => row[principal] === alice && row[issuer] === null)).toBe(true);
    expect(rows.some((row) => row[principal] !== alice && row[issuer] === alice)).toBe(true);
  });

  test('delete-object-requests: tells three kinds of deletion apart', () => {
    const { columns, rows } = answerTo('delete-object-requests');
    const found = rows.map((row) => row[columns.indexOf('deletion')]);

    expect(new Set(found)).toEqual(new Set(['object', 'batch', 'object of a batch']));
  });

  test('sigv2-requesters: counts what sigv2-requests lists, the busiest first, with ties', () => {
    const listed = answerTo('sigv2-requests').rows;
    const counts = answerTo('sigv2-requesters').rows.map(([, count]) => count as number);
    const inRegion = totalOf('sigv2-requesters-in-region');

    expect(totalOf('sigv2-requesters')).toBe(listed.length);
    expect(inRegion).toBe(listed.filter((row) => row[2] === 'eu-west-1').length);
    expect(inRegion).toBeLessThan(listed.length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(new Set(counts).size).toBeLessThan(counts.length);
  });

  test('what the texts of an answer hold arrives unchanged', () => {
    const { columns, rows } = answerTo('put-object-requests');
    const keys = rows.map((row) => row[columns.indexOf('object_key')]);

    expect(keys).toEqual(
      expect.arrayContaining(['first\nsecond\r\nthird', 'C:\\temp\\n\\u0041\\', `it's "quoted", 'twice''`]),
    );
  });

  test('rows are compared without regard to their order and that of the fields in JSON text', () => {
    const columns = ['event_id', 'request_parameters'];

    expect(
      comparableRows(columns, [
        ['b', '{"x":[1,{"c":1,"d":2}]}'],
        ['a', null],
      ]),
    ).toEqual(
      comparableRows(columns, [
        ['a', null],
        ['b', '{ "x": [1, {"d":2, "c":1}] }'],
      ]),
    );
    expect(comparableRows(columns, [['a', '{"x":[1,2]}']])).not.toEqual(
      comparableRows(columns, [['a', '{"x":[2,1]}']]),
    );
  });

  test('fractions are compared to nine digits, and whole numbers as they are', () => {
    expect(comparableRows(['cost'], [[0.1 + 0.2], [1234567890123], [null]])).toEqual(
      comparableRows(['cost'], [[null], [0.3], [1234567890123]]),
    );
    expect(comparableRows(['cost'], [[0.30001]])).not.toEqual(comparableRows(['cost'], [[0.3]]));
    expect(comparableRows(['cost'], [[1234567890123]])).not.toEqual(comparableRows(['cost'], [[1234567890124]]));
  });

  test('sample-events: two events of S3 itself, of the region, in the window', () => {
    const inputs = referenceInputs(accounts, 'eu-west-1');
    const window = { firstDay: days[1], lastDay: days[1] };
    const idsOf = (test: (event: FiledRecord) => boolean) => events.filter(test).map((event) => event.record.eventID);
    const good = idsOf((event) => event.region === 'eu-west-1' && event.day === days[1] && ofS3(event.record));
    const bad = {
      otherRegion: idsOf((event) => event.region !== 'eu-west-1' && event.day === days[1] && ofS3(event.record)),
      otherDay: idsOf((event) => event.region === 'eu-west-1' && event.day === days[2] && ofS3(event.record)),
      otherSource: idsOf((event) => event.region === 'eu-west-1' && event.day === days[1] && ofNoS3(event.record)),
    };

    expect(isSampleOfEvents(good.slice(0, 2), events, window, inputs)).toBe(true);
    expect(isSampleOfEvents(good.slice(0, 3), events, window, inputs)).toBe(false);
    expect(isSampleOfEvents([], events, window, inputs)).toBe(false);
    for (const [id] of Object.values(bad)) {
      expect(isSampleOfEvents([good[0], id], events, window, inputs)).toBe(false);
    }
  });
});

describe('networks', () => {
  test.each<[string, string, boolean]>([
    ['10.0.0.0', '10.0.0.0/8', false],
    ['9.255.255.255', '10.0.0.0/8', true],
    ['10.1.2.3', '10.1.2.3/32', false],
    ['10.1.2.4', '10.1.2.3/32', true],
    ['203.0.113.1', '0.0.0.0/0', false],
    ['::1', '0.0.0.0/0', true],
    ['0.0.0.1', '::/0', true],
    ['2001:db8::ffff', '2001:db8::/112', false],
    ['2001:db8::1:0', '2001:db8::/112', true],
    ['1::', '1:0:0:0:0:0:0:0/128', false],
  ])('the address %s is outside %s: %s', (address, network, expected) => {
    expect(isOutside(address, [network])).toBe(expected);
  });

  test.each(['', 'athena.amazonaws.com', '10.0.0', '10.0.0.256', '12345', null])('%p is no address', (text) => {
    expect(isOutside(text, ['10.0.0.0/8'])).toBe(false);
  });

  test.each<[string | null, string | null]>([
    ['192.0.2.56', '192.0.2.0/24'],
    ['10.255.255.255', '10.255.255.0/24'],
    ['2001:db8::1', '2001:0db8:0000::/48'],
    ['2001:0DB8:AAAA:FFFF:0000:0000:0000:0001', '2001:0db8:aaaa::/48'],
    ['2001:db8:aaab::', '2001:0db8:aaab::/48'],
    ['::1', '0000:0000:0000::/48'],
    ['1::2:3:4:5:6:7', '0001:0000:0002::/48'],
    ['athena.amazonaws.com', null],
    ['192.0.2', null],
    ['', null],
    [null, null],
  ])('the address %s is of the network %s', (address, expected) => {
    expect(networkOf(address)).toBe(expected);
  });
});
