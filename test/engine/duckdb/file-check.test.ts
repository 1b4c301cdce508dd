import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBEngine } from '../../../engine/duckdb/engine';
import type { BrokenFile } from '../../../engine/query-engine';
import { newFolder } from '../../new-folder';
import { glueTable } from '../template/glue-table';
import { wholeAnswer } from '../whole-answer';

const DAY = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01';
const TABLE = '"audit"."cloudtrail_logs"';
/** As much as `npm start` takes. */
const MEMORY = 768 * 1024 * 1024;
const SOUND = log({ eventID: 'sound 1' }, { eventID: 'sound 2' });

let folder: string;
beforeEach(() => {
  folder = newFolder();
  mkdirSync(join(folder, DAY), { recursive: true });
  write('sound.json', SOUND);
});

function log(...records: unknown[]): string {
  return JSON.stringify({ Records: records });
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, DAY, name), content);
}

async function withEngine<Result>(use: (engine: DuckDBEngine) => Promise<Result>): Promise<Result> {
  const memory = { limit: MEMORY, spillFolder: newFolder() };
  const options = { tables: [glueTable({})], folderOf: () => folder, today: '2026/03/02', memory };
  const engine = await DuckDBEngine.open(options);
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

function named(files: BrokenFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, reason }) => [basename(path), reason]));
}

/** Digits that no compression makes much smaller, the same each time. */
function digits(count: number): string {
  let state = 1;
  const next = () => (state = (state * 48271) % 0x7fffffff);
  return Array.from({ length: Math.ceil(count / 8) }, () => next().toString(16).padStart(8, '0')).join('');
}

/** The same bytes, but for one of them. */
function damaged(content: Buffer, position: number): Buffer {
  const copy = Buffer.from(content);
  copy[position] ^= 0xff;
  return copy;
}

describe('a broken file is named, and the rest is answered', () => {
  const whole = gzipSync(log(...Array.from({ length: 99 }, (_, index) => ({ eventID: `${index * index}` }))));
  const stored = gzipSync(log({ eventID: 'bucket-a' }), { level: 0 });
  const large = gzipSync(log({ eventID: 'large', userAgent: digits(4_000_000) }));
  const EARLY = 'It is cut short: its gzip data ends too early';
  const NO_RECORDS = 'It holds no Records';

  test.each<[string, string, string | Buffer, string]>([
    ['gzip that is cut in the middle', 'a.json.gz', whole.subarray(0, whole.length / 2), EARLY],
    ['gzip that is cut in its head', 'a.json.gz', whole.subarray(0, 7), EARLY],
    ['gzip that is cut behind its head', 'a.json.gz', whole.subarray(0, 10), EARLY],
    ['gzip without its checksum', 'a.json.gz', whole.subarray(0, -8), EARLY],
    ['gzip that misses one byte', 'a.json.gz', whole.subarray(0, -1), EARLY],
    // Its last bytes, taken for a size, are more than the memory.
    ['large gzip that is cut', 'a.json.gz', large.subarray(0, -1000), EARLY],
    [
      'gzip with another byte, which is JSON still',
      'a.json.gz',
      damaged(stored, stored.indexOf('bucket-a')),
      'It is damaged: its gzip data does not match its checksum',
    ],
    [
      'gzip with another length',
      'a.json.gz',
      damaged(whole, whole.length - 1),
      'It is damaged: its gzip data does not match its length',
    ],
    [
      'gzip with other data',
      'a.json.gz',
      damaged(whole, 12),
      'It is damaged: invalid code lengths set in its gzip data',
    ],
    ['no gzip', 'a.json.gz', SOUND, 'It is not compressed with gzip, as its name says'],
    ['zeros', 'a.json.gz', Buffer.alloc(100), 'It is not compressed with gzip, as its name says'],
    ['nothing', 'a.json.gz', '', 'It is empty'],
    ['nothing, compressed', 'a.json.gz', gzipSync(''), 'It is empty'],
    ['nothing, not compressed', 'a.json', '', 'It is empty'],
    ['white space', 'a.json', ' \n', 'It is empty'],
    ['JSON that is cut', 'a.json', SOUND.slice(0, -15), 'It is cut short: its JSON ends too early'],
    [
      'JSON that is cut, compressed',
      'a.json.gz',
      gzipSync(SOUND.slice(0, -1)),
      'It is cut short: its JSON ends too early',
    ],
    ['a second document that is cut', 'a.json', `${SOUND}{"Records":[`, 'It is cut short: its JSON ends too early'],
    ['text', 'a.json', 'Access Denied', 'It is no JSON: unexpected character, at byte 1'],
    ['a text behind the document', 'a.json', `${SOUND}x`, 'It is no JSON: unexpected character'],
    [
      'other bytes than UTF-8',
      'a.json',
      Buffer.from(log({ eventID: '\xff' }), 'latin1'),
      'It is no JSON: invalid UTF-8',
    ],
    ['an object without Records', 'a.json', '{"digestPublicKeyFingerprint":"x"}', NO_RECORDS],
    ['Records of another spelling', 'a.json', '{"records":[{"eventID":"1"}]}', NO_RECORDS],
    ['Records that are null', 'a.json', '{"Records":null}', NO_RECORDS],
    ['Records within an object', 'a.json', `{"detail":${SOUND}}`, NO_RECORDS],
    ['records a line each', 'a.json', '{"eventID":"1"}\n{"eventID":"2"}', NO_RECORDS],
    ['null', 'a.json', 'null', NO_RECORDS],
    ['a list', 'a.json', '[{"eventID":"1"}]', ''],
    ['a text in quotes', 'a.json', '"Records"', ''],
    ['Records that are an object', 'a.json', '{"Records":{"eventID":"1"}}', NO_RECORDS],
    ['Records that are a text', 'a.json', '{"Records":"none"}', NO_RECORDS],
  ])('%s', async (_, name, content, reason) => {
    write(name, content);
    await withEngine(async (engine) => {
      expect(engine.brokenFiles.map(({ path }) => path)).toEqual([join(folder, DAY, name)]);
      const [broken] = engine.brokenFiles;
      expect(broken.reason).toMatch(/^[\x20-\x7e]+$/);
      expect(broken.reason).not.toContain(folder);
      expect(broken.reason).toContain(reason);
      expect(engine.oddFiles).toEqual([]);
      expect([engine.fileCount, engine.eventCount]).toEqual([1, 2]);
      const { rows, filesTotal } = await engine.run(`SELECT eventid FROM ${TABLE} ORDER BY eventid`);
      expect([rows, filesTotal]).toEqual([[['sound 1'], ['sound 2']], 1]);
    });
  });

  test('each of many, among many that are sound', async () => {
    const broken = Array.from({ length: 30 }, (_, index) => `broken ${index}.json`);
    broken.forEach((name) => write(name, '{"Records":[{'));
    Array.from({ length: 300 }, (_, index) => write(`${index}.json`, log({ eventID: `${index}` })));
    await withEngine(async (engine) => {
      expect(Object.keys(named(engine.brokenFiles)).sort()).toEqual(broken.sort());
      expect((await engine.run(`SELECT count(*), count(DISTINCT eventid) FROM ${TABLE}`)).rows).toEqual([[302, 302]]);
    });
  });
});

describe('a file is as good as any', () => {
  const record = { eventID: 'this' };
  test.each<[string, string, string | Buffer, string[]]>([
    ['without any record', 'a.json', log(), []],
    ['without any record, compressed', 'a.json.gz', gzipSync(log()), []],
    [
      'with fields that nobody knows',
      'a.json',
      log({ ...record, color: { r: [1] }, userIdentity: { shoe: 44 } }),
      ['this'],
    ],
    ['with fields beside Records', 'a.json', `{"version":1,"Records":[${JSON.stringify(record)}],"more":{}}`, ['this']],
    ['with a record that is empty', 'a.json', log({}, record), [null, 'this'] as string[]],
    ['with a record that is null', 'a.json', log(null, record), [null, 'this'] as string[]],
    ['with numbers, lists and objects for texts', 'a.json', log({ eventID: 7, eventName: ['a'], readOnly: {} }), ['7']],
    ['with null for all that is nested', 'a.json', log({ ...record, userIdentity: null, resources: null }), ['this']],
    [
      'with white space',
      'a.json',
      JSON.stringify({ Records: [record] }, undefined, 2).replaceAll('\n', '\r\n'),
      ['this'],
    ],
    ['with a byte order mark', 'a.json', `\ufeff${log(record)}`, ['this']],
    ['of two documents', 'a.json', `${log({ eventID: 'first' })}\n${log(record)}`, ['first', 'this']],
    [
      'of two parts that were compressed each',
      'a.json.gz',
      Buffer.concat([gzipSync('{"Records":['), gzipSync(`${JSON.stringify(record)}]}`)]),
      ['this'],
    ],
  ])('%s', async (_, name, content, ids) => {
    write(name, content);
    await withEngine(async (engine) => {
      expect([engine.brokenFiles, engine.oddFiles, engine.fileCount]).toEqual([[], [], 2]);
      const { rows } = await engine.run(
        `SELECT eventid FROM ${TABLE} WHERE eventid IS NULL OR eventid NOT LIKE 'sound%'`,
      );
      expect(rows.map(([id]) => id as string).sort()).toEqual([...ids].sort());
    });
  });
});

describe('values of other types', () => {
  const caller = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice' };
  const COLUMNS = `eventid, useridentity.arn, useridentity.sessioncontext.sessionissuer.arn, resources[1].arn, tlsdetails.tlsversion`;
  /** Of each record, what there is of the columns. */
  const RECORDS: [odd: unknown, row: unknown[]][] = [
    [{ eventID: '0', userIdentity: 'root', resources: [{ ARN: 'r' }] }, ['0', null, null, 'r', null]],
    [{ eventID: '1', userIdentity: ['root'], tlsDetails: { tlsVersion: 'v' } }, ['1', null, null, null, 'v']],
    [{ eventID: '2', userIdentity: { ...caller, sessionContext: '' } }, ['2', caller.arn, null, null, null]],
    [
      { eventID: '3', userIdentity: { ...caller, sessionContext: { sessionIssuer: 5 } } },
      ['3', caller.arn, null, null, null],
    ],
    [{ eventID: '4', userIdentity: caller, resources: { ARN: 'r' } }, ['4', caller.arn, null, null, null]],
    [{ eventID: '5', userIdentity: caller, resources: 'r' }, ['5', caller.arn, null, null, null]],
    [{ eventID: '6', userIdentity: caller, resources: ['r'] }, ['6', caller.arn, null, null, null]],
    [{ eventID: '7', userIdentity: caller, tlsDetails: [] }, ['7', caller.arn, null, null, null]],
    [5, [null, null, null, null, null]],
    ['text', [null, null, null, null, null]],
  ];
  const BESIDE = { eventID: 'beside', userIdentity: caller, tlsDetails: { tlsVersion: 'v' } };
  const BESIDE_ROW = ['beside', caller.arn, null, null, 'v'];

  test.each(RECORDS)('are left out alone: %j', async (odd, row) => {
    write('a.json', log(odd, BESIDE));
    await withEngine(async (engine) => {
      expect(engine.brokenFiles).toEqual([]);
      expect(named(engine.oddFiles)).toEqual({ 'a.json': expect.stringMatching(/^Expected (OBJECT|ARRAY), but got /) });
      expect([engine.fileCount, engine.eventCount]).toEqual([2, 4]);
      const statement = `SELECT ${COLUMNS} FROM ${TABLE} WHERE eventid IS NULL OR eventid NOT LIKE 'sound%' ORDER BY eventid`;
      expect((await engine.run(statement)).rows).toEqual(row[0] === null ? [BESIDE_ROW, row] : [row, BESIDE_ROW]);
    });
  });

  test('are left out also where a name is there twice, which is named', async () => {
    write('a.json', '{"Records":[{"eventID":"1","eventID":"2"}]}');
    await withEngine(async (engine) => {
      expect(named(engine.oddFiles)).toEqual({ 'a.json': expect.stringContaining('has duplicate key "eventID"') });
      expect((await engine.run(`SELECT eventid FROM ${TABLE} WHERE eventid = '1'`)).rows).toEqual([['1']]);
    });
  });

  test('cost no file, compressed or not, and none is read that a day leaves out', async () => {
    const odd = RECORDS.map(([record]) => record);
    write('a.json', log(...odd));
    write('a.json.gz', gzipSync(log(...odd)));
    write('b.json.gz', gzipSync(SOUND));
    await withEngine(async (engine) => {
      const count = `SELECT count(*) FROM ${TABLE}`;
      expect(Object.keys(named(engine.oddFiles)).sort()).toEqual(['a.json', 'a.json.gz']);
      expect(await engine.run(count)).toMatchObject({ rows: [[2 * odd.length + 4]], filesRead: 4, filesTotal: 4 });
      const none = await engine.run(`${count} WHERE day = '2026/02/28'`);
      expect(none).toMatchObject({ rows: [[0]], filesRead: 0, filesTotal: 4 });
      await engine.parseOnce(newFolder());
      expect((await wholeAnswer(await engine.stream(count))).rows).toEqual([[2 * odd.length + 4]]);
    });
  });

  test('are quoted in part where they are long', async () => {
    write('a.json', log({ userIdentity: 'x'.repeat(100_000) }));
    write('b.json', log({ eventID: '1', userAgent: 'x'.repeat(100_000) }).replace('"userAgent"', '"eventID"'));
    await withEngine((engine) => {
      expect(engine.oddFiles.map(({ reason }) => reason.length < 150)).toEqual([true, true]);
      return Promise.resolve();
    });
  });
});

test.each(['json', 'json.gz'])(
  'a file of 30 MB is read whole: %s',
  async (end) => {
    const records = Array.from({ length: 30_000 }, (_, index) => ({
      eventID: `${index}`,
      eventName: index % 3 === 0 ? 'GetObject' : 'PutObject',
      requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: `${index}/${'x'.repeat(900)}` },
    }));
    const text = log(...records);
    expect(text.length).toBeGreaterThan(30 * 1000 * 1000);
    write(`large.${end}`, end === 'json' ? text : gzipSync(text));
    await withEngine(async (engine) => {
      expect([engine.brokenFiles, engine.oddFiles, engine.eventCount]).toEqual([[], [], 30_002]);
      const statement = `SELECT eventname, count(*), count(DISTINCT json_extract_scalar(requestparameters, '$.key'))
      FROM ${TABLE} WHERE eventname IS NOT NULL GROUP BY eventname ORDER BY eventname`;
      expect((await engine.run(statement)).rows).toEqual([
        ['GetObject', 10_000, 10_000],
        ['PutObject', 20_000, 20_000],
      ]);
    });
  },
  60_000,
);
