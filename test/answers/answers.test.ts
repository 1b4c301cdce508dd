import { generateLogFiles } from '../../engine/samples/log-generator';
import { isSampleOfEvents, referenceAnswers } from './answers';
import { comparableRows } from './comparable-rows';
import { inputsFor, referenceInputs } from './inputs';
import { nearMisses } from './near-misses';
import { type Row, type Window, requestsIn } from './questions';
import { type FiledRecord, filedRecords } from './record';
import { type RecordTest, from, ofNoS3, ofS3 } from './record-predicates';

const accounts = ['111122223333', '999988887777'];
const regions = ['eu-west-1', 'us-east-1'];
const days = ['2026/02/28', '2026/03/01', '2026/03/02'];
const events = filedRecords(generateLogFiles({ accounts, regions, days }));
const wholeWindow = { firstDay: days[0], lastDay: days[2] };

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

  test('extortion-pattern: finds buckets by what was deleted, and by what was left in place', () => {
    const { columns, rows } = answerTo('extortion-pattern');
    const counts = rows.map((row) => ['deleted', 'in_place'].map((name) => row[columns.indexOf(name)] as number));

    expect(counts.some(([deleted, inPlace]) => deleted >= 2 && inPlace < 2)).toBe(true);
    expect(counts.some(([deleted, inPlace]) => deleted < 2 && inPlace >= 2)).toBe(true);
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
