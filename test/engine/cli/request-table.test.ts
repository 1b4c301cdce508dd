import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SAMPLES } from '../../../engine/cli/audit-run';
import { RequestStore } from '../../../engine/duckdb/request-store';
import { generateLogFiles } from '../../../engine/samples/log-generator';
import { sampleInputs } from '../../../engine/samples/sample-inputs';
import { writeLogFiles } from '../../../engine/storage/log-files';
import { AuditQuery, QueryPack } from '../../../lib';
import { newFolder } from '../../new-folder';
import { type Answers, expectError, run } from './run-main';

// Whole runs, on a machine that may be busy.
jest.setTimeout(180_000);

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
/** With gaps, in which events are delivered again. They are long ago, so that all of them are loaded. */
const DAYS = ['2026/02/27', '2026/03/01', '2026/03/02', '2026/03/05'];
/** Ahead of the clock: the last one is today, and the logs of it and the day before are read beside the table. */
const COMING_DAYS = ['2098/02/27', '2098/03/01', '2098/03/02', '2098/03/05', '2098/03/06'];
/** What reads more than `s3_requests`. */
const OTHERS = ['sample-events', 'audit-changes', 'file-system-access'];
const NOTE = (...names: string[]) =>
  `Note: ${names.join(', ')}: answered from the log files, since the request table holds s3_requests alone\n`;
const FIELDS = ['name', 'columns', 'rows', 'filesRead', 'filesTotal'];
const TABLE_FIELDS = ['bytesRead', 'tableFilesRead', 'tableFilesTotal', 'tableBytesRead'];

/** The same for all queries, as --input gives them. */
const INPUTS = [...new Map(QueryPack.ALL.flatMap((query) => sampleInputs(query, ACCOUNT, REGION)))].flatMap(
  ([name, value]) => ['--input', `${name}=${value}`],
);

type Query = Answers['queries'][number] & {
  bytesRead?: number;
  tableFilesRead?: number;
  tableFilesTotal?: number;
  tableBytesRead?: number;
};

/** Its rows in one order; of a sample of events, which is any, as many. */
function comparable({ name, columns, rows }: Query) {
  const sample = name === AuditQuery.SAMPLE_EVENTS.queryName;
  return { name, columns, rows: sample ? rows.length : rows.map((row) => JSON.stringify(row)).sort() };
}

async function answersOf(...args: string[]) {
  const { status, stderr, answers } = await run(...args, '--json');
  const { queries } = answers();
  return { status, stderr, queries: queries as Query[] };
}

/** Runs with the option, whose answers must be those of a run without it. */
async function expectSame(...args: string[]) {
  const ofLogs = await answersOf(...args);
  const loaded = await answersOf(...args, '--request-table');
  expect(loaded.queries.map(comparable)).toEqual(ofLogs.queries.map(comparable));
  ofLogs.queries.forEach((query) => expect(Object.keys(query)).toEqual(FIELDS));
  return { ...loaded, ofLogs };
}

function writeDays(days: string[], accounts = [ACCOUNT]): string {
  const folder = newFolder();
  writeLogFiles(folder, generateLogFiles({ accounts, regions: [REGION, 'us-east-1'], days }));
  return folder;
}

function bytesUnder(folder: string, pattern: RegExp): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path));
  return files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
}

let logs: string;
let comingLogs: string;
beforeAll(() => {
  logs = writeDays(DAYS);
  comingLogs = writeDays(COMING_DAYS);
});

describe('npm start --request-table', () => {
  test('answers every query over samples as without, and tells what was read on either side', async () => {
    // The samples are of the days before today.
    jest.useFakeTimers({
      now: new Date('2026-11-12T12:00:00Z'),
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout'],
    });
    try {
      const { status, stderr, queries } = await expectSame('--theme', 'all');
      expect({ status, stderr }).toEqual({ status: 0, stderr: NOTE(...OTHERS) });
      expect(queries.map(({ name }) => name)).toEqual(QueryPack.ALL.map(({ queryName }) => queryName));
      const recentFiles = 2 * SAMPLES.accounts.length * SAMPLES.regions.length;
      for (const query of queries) {
        if (OTHERS.includes(query.name)) {
          expect(Object.keys(query)).toEqual(FIELDS);
        } else {
          expect(Object.keys(query)).toEqual([...FIELDS, ...TABLE_FIELDS]);
          // A file for each of seven days, and an entry; yesterday is read from its logs.
          expect([query.tableFilesRead, query.tableFilesTotal]).toEqual([13, 14]);
          expect(query.filesRead).toBeLessThanOrEqual(recentFiles);
          expect(query.filesRead).toBeGreaterThan(0);
          expect(query.filesTotal).toBe(SAMPLES.days * (recentFiles / 2));
          expect(query.bytesRead).toBeGreaterThan(0);
          expect(query.tableBytesRead).toBeGreaterThan(0);
        }
      }
    } finally {
      jest.useRealTimers();
    }
  });

  test('answers every query over own logs with gaps of days as without', async () => {
    const { status, stderr, queries } = await expectSame('--logs', logs, '--theme', 'all', ...INPUTS);
    expect({ status, stderr }).toEqual({ status: 0, stderr: NOTE(...OTHERS) });
    expect(queries).toHaveLength(QueryPack.ALL.length);
    for (const query of queries.filter(({ name }) => !OTHERS.includes(name))) {
      // An entry for each of seven days, of which four have events. No log file is of yesterday or today.
      expect(query).toMatchObject({ filesRead: 0, filesTotal: 8, bytesRead: 0, tableFilesTotal: 11 });
    }
  });

  test('reads the log files of yesterday and today beside it', async () => {
    const query = ['--query', 'get-object-requests'];
    const { queries, ofLogs } = await expectSame('--logs', comingLogs, ...query);
    expect(ofLogs.queries[0]).toMatchObject({ filesRead: 10, filesTotal: 10 });
    expect(queries[0]).toMatchObject({
      filesRead: 4,
      filesTotal: 10,
      bytesRead: bytesUnder(comingLogs, /2098.03.0[56].*gz$/),
    });
    expect(queries[0].rows.length).toBeGreaterThan(0);
  });

  test.each<[string, string[]]>([
    ['a window that begins behind events that are delivered again in it', ['--from', '2026-03-02']],
    ['a window that begins before all logs', ['--from', '2026-02-20', '--to', '2026-03-01']],
    ['a day', ['--from', '2026-03-05', '--to', '2026-03-05']],
  ])('answers %s as without', async (_, window) => {
    const file = join(newFolder(), 'ids.sql');
    writeFileSync(file, 'SELECT event_id, count(*) AS times, min(day) AS day FROM s3_requests GROUP BY event_id');
    const { status, stderr, queries } = await expectSame('--logs', logs, ...window, '--sql-file', file);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(queries[0].rows.length).toBeGreaterThan(0);
    expect(queries[0].rows.every(([, times]) => times === 1)).toBe(true);
  });

  test('answers from several buckets, in which an event counts once', async () => {
    const other = writeDays(DAYS.slice(1), [ACCOUNT, '444455556666']);
    const folders = ['--logs', logs, '--logs', other];
    const { status, queries } = await expectSame(...folders, '--query', 'sigv2-requests', '--query', 'signature-mix');
    expect(status).toBe(0);
    expect(queries.map(({ rows }) => rows.length > 0)).toEqual([true, true]);
  });

  test('prints in tables what was loaded, and what was read', async () => {
    const { status, stdout, stderr } = await run('--logs', logs, '--request-table', '--query', 'get-object-requests');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const bytes = bytesUnder(logs, /gz$/).toLocaleString('en');
    const [summary, empty, loaded, ...rest] = stdout.split('\n');
    expect(summary).toMatch(/^8 log files with /);
    expect(empty).toBe('');
    expect(loaded).toMatch(
      new RegExp(`^Request table: 7 days with [\\d,]+ requests, loaded from 8 log files \\(${bytes} bytes\\)$`),
    );
    expect(rest.slice(0, 2)).toEqual(['', expect.stringMatching(/^== get-object-requests: /)]);
    expect(stdout).toMatch(
      /\n\d+ rows, read 0 of 8 log files \(0 bytes\) and 1[01] of 11 Parquet files of the request table \([\d,]+ bytes\)\n/,
    );
  });

  test('reads fewer bytes of it for fewer columns', async () => {
    const folder = newFolder();
    const files = { many: 'SELECT * FROM s3_requests', few: 'SELECT bucket FROM s3_requests' };
    Object.entries(files).forEach(([name, sql]) => writeFileSync(join(folder, `${name}.sql`), sql));
    const options = Object.keys(files).flatMap((name) => ['--sql-file', join(folder, `${name}.sql`)]);
    const { queries } = await answersOf('--logs', logs, '--request-table', ...options);
    const [many, few] = queries.map(({ tableBytesRead }) => tableBytesRead!);
    expect(few).toBeLessThan(many);
    expect(many).toBeGreaterThan(0);
  });

  test('leaves out broken log files as without, and names them', async () => {
    const folder = writeDays(DAYS);
    const broken = join(folder, `AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/2026/03/01/broken.json.gz`);
    mkdirSync(dirname(broken), { recursive: true });
    writeFileSync(broken, 'x');
    const { status, stderr, queries, ofLogs } = await expectSame('--logs', folder, '--query', 'get-object-requests');
    expect(status).toBe(1);
    expect(stderr).toBe(ofLogs.stderr);
    expect(stderr).toContain(`  ${broken}: `);
    expect(queries[0].rows.length).toBeGreaterThan(0);
  });

  test('names a day that could not be loaded, fails the queries that ask for it, and exits with 1', async () => {
    const insert = jest.spyOn(RequestStore.prototype, 'insert');
    const inserted = insert.getMockImplementation()!;
    insert.mockImplementation(function (this: RequestStore, statement, values) {
      // The day's requests are lost, and the check of the load finds that out.
      const isLost = /^\s*INSERT INTO \S+\."requests"/.test(statement) && values[0] === '2026/03/02';
      return isLost ? Promise.resolve(0) : inserted.call(this, statement, values);
    });
    try {
      const query = ['--query', 'get-object-requests', '--query', 'sample-events', '--input', `region=${REGION}`];
      const { status, stderr, queries } = await answersOf('--logs', logs, '--request-table', ...query);
      expect(status).toBe(1);
      const [note, load, failed, ...rest] = stderr.split('\n');
      expect(`${note}\n`).toBe(NOTE('sample-events'));
      expect(load).toMatch(
        /^2026\/03\/02 is not loaded into the request table: .*'the request table has \d+ rows for the [1-9]\d* events of the day'/,
      );
      expect(failed).toMatch(
        /^get-object-requests failed: .*'1 days of the window are not in the request table, the first is 2026\/03\/02: /,
      );
      expect(rest).toEqual(['']);
      expect(queries.map(({ name, rows }) => [name, rows.length])).toEqual([['sample-events', 2]]);

      const later = ['--from', '2026-03-05', '--query', 'get-object-requests'];
      expect(await answersOf('--logs', logs, '--request-table', ...later)).toMatchObject({ status: 0, stderr: '' });
    } finally {
      jest.restoreAllMocks();
    }
  });

  test.each<[string, string[], string]>([
    ['no query that reads it', ['--query', 'sample-events'], '--request-table has nothing to answer: no query that'],
    ['a list of queries', ['--list'], '--list prints all queries, and takes no other option than --json\n'],
    ['a missing input', ['--query', 'bucket-users'], 'bucket-users needs --input bucket=...\n'],
  ])('fails with %s', async (_, args, message) => {
    await expectError(['--request-table', ...(args[0] === '--list' ? [] : ['--logs', logs]), ...args], message);
  });
});
