import { generateLogFiles } from '../engine/log-generator';
import { comparableRows } from './comparable-rows';
import { isOutside } from './ip-networks';
import {
  type RecordTest,
  action,
  anonymous,
  at,
  calledBy,
  from,
  needsAcl,
  ofNoS3,
  ofS3,
  sessionOf,
  sigV2,
  signed,
  textAt,
} from './record-tests';
import { type Row, isSampleOfEvents, referenceAnswers } from './reference-answers';
import { referenceInputs } from './reference-inputs';
import type { FiledRecord } from './reference-request';

const accounts = ['111122223333', '999988887777'];
const regions = ['eu-west-1', 'us-east-1'];
const days = ['2026/02/28', '2026/03/01', '2026/03/02'];
const events: FiledRecord[] = [...generateLogFiles({ accounts, regions, days })].flatMap(
  ({ account, region, day, records }) => records.map((record) => ({ account, region, day, record })),
);
const inputs = referenceInputs(accounts, 'eu-west-1');
const wholeWindow = { firstDay: days[0], lastDay: days[2] };

const sigV2OfAnother: RecordTest = (record) => ofNoS3(record) && sigV2(record);

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
  ],
  'delete-object-requests': [(record) => ofNoS3(record) && record.eventName === 'DeleteObject', action('PutObject')],
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
};

/** As if every delivery were an event of its own. */
function undeduplicated(all: FiledRecord[]): FiledRecord[] {
  return all.map((event, index) => ({ ...event, record: { ...event.record, eventID: `${index}` } }));
}

function total(rows: Row[]): number {
  return rows.reduce((sum, row) => sum + (row.length === 2 ? (row[1] as number) : 1), 0);
}

describe('reference answers', () => {
  const names = Object.keys(referenceAnswers);

  test.each(names)('%s: there is something to find, in every window, and a copy would count', (name) => {
    const { columns, rows } = referenceAnswers[name];
    const windows = [wholeWindow, ...days.map((day) => ({ firstDay: day, lastDay: day }))];

    for (const window of windows) {
      const found = rows(events, window, inputs);

      expect(found.length).toBeGreaterThan(1);
      expect(found.every((row) => row.length === columns.length)).toBe(true);
      expect(total(rows(undeduplicated(events), window, inputs))).toBeGreaterThan(total(found));
    }
    // A copy that is filed a day later counts once in a window that holds both, and on its own in one that doesn't.
    const byDay = days.map((day) => total(rows(events, { firstDay: day, lastDay: day }, inputs)));
    expect(byDay.reduce((sum, count) => sum + count)).toBeGreaterThan(total(rows(events, wholeWindow, inputs)));
  });

  test.each(Object.entries(nearMisses))('%s: leaves out what stands beside it', (name, misses) => {
    const { columns, rows } = referenceAnswers[name];
    const found = new Set(rows(events, wholeWindow, inputs).map((row) => row[columns.indexOf('event_id')]));

    for (const miss of misses) {
      const missed = events.filter(({ record }) => miss(record));
      expect(missed.length).toBeGreaterThan(0);
      expect(missed.filter(({ record }) => found.has(record.eventID))).toEqual([]);
    }
  });

  test.each<[string, RecordTest]>([
    ['first address behind a network', from('11.0.0.0')],
    ['first IPv6 address behind a network', from('2001:db8:aaab::')],
    ['IPv6 address', from('2001:db8::1')],
  ])('requests-outside-networks: finds the %s', (_, matches) => {
    const { columns, rows } = referenceAnswers['requests-outside-networks'];
    const found = new Set(rows(events, wholeWindow, inputs).map((row) => row[columns.indexOf('event_id')]));

    expect(events.filter(({ record }) => matches(record) && !found.has(record.eventID))).toEqual([]);
  });

  test('requests-outside-principals: finds the sessions of a role with a longer name', () => {
    const { columns, rows } = referenceAnswers['requests-outside-principals'];
    const found = rows(events, wholeWindow, inputs).map((row) => row[columns.indexOf('session_issuer')]);

    expect(found).toContain('arn:aws:iam::111122223333:role/fn-role-2');
    expect(found).not.toContain('arn:aws:iam::111122223333:role/fn-role');
  });

  test('delete-object-requests: tells three kinds of deletion apart', () => {
    const { columns, rows } = referenceAnswers['delete-object-requests'];
    const found = rows(events, wholeWindow, inputs).map((row) => row[columns.indexOf('deletion')]);

    expect(new Set(found)).toEqual(new Set(['object', 'batch', 'object of a batch']));
  });

  test('sigv2-requesters: counts what sigv2-requests lists, the busiest first, with ties', () => {
    const listed = referenceAnswers['sigv2-requests'].rows(events, wholeWindow, inputs);
    const counted = referenceAnswers['sigv2-requesters'].rows(events, wholeWindow, inputs);
    const inRegion = referenceAnswers['sigv2-requesters-in-region'].rows(events, wholeWindow, inputs);
    const counts = counted.map(([, count]) => count as number);

    expect(total(counted)).toBe(listed.length);
    expect(total(inRegion)).toBe(listed.filter((row) => row[2] === 'eu-west-1').length);
    expect(total(inRegion)).toBeLessThan(total(counted));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(new Set(counts).size).toBeGreaterThan(1);
    expect(new Set(counts).size).toBeLessThan(counts.length);
  });

  test('what the texts of an answer hold arrives unchanged', () => {
    const { columns, rows } = referenceAnswers['put-object-requests'];
    const keys = rows(events, wholeWindow, inputs).map((row) => row[columns.indexOf('object_key')]);

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

  test('sample-events: two events of S3 itself, of the region, in the window', () => {
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
});
