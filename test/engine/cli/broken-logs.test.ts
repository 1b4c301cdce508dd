import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { newFolder } from '../../new-folder';
import { answersIn, run } from './run-main';

// Whole runs, on a machine that may be busy.
jest.setTimeout(60_000);

const ROOT = join(__dirname, '../../..');
const ACCOUNT = '111122223333';
const GETS = ['--query', 'get-object-requests'];
const DAY = '2026/03/01';
const OTHER_DAY = '2026/03/02';

/** A download, as CloudTrail records it. */
function download(eventID: string, changes: Record<string, unknown> = {}) {
  return {
    eventVersion: '1.11',
    eventID,
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.1',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/alice`, accountId: ACCOUNT },
    requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: `key of ${eventID}` },
    ...changes,
  };
}

let folder: string;
beforeEach(() => {
  folder = newFolder();
});

function write(name: string, content: string | Buffer, day = DAY): string {
  const path = join(folder, `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/${day}/${name}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function log(...records: unknown[]): string {
  return JSON.stringify({ Records: records });
}

/** The ids and the keys that a query lists. */
function listed({ queries }: ReturnType<ReturnType<typeof answersIn>>): unknown[][] {
  const [{ columns, rows }] = queries;
  return rows.map((row) => ['event_id', 'object_key'].map((column) => row[columns.indexOf(column)])).sort();
}

/** One of each kind beside two files that are sound. */
function writeAll(): { broken: string[]; inPart: string } {
  const zipped = gzipSync(log(...Array.from({ length: 50 }, (_, index) => download(`lost ${index}`))));
  write('sound.json.gz', gzipSync(log(download('1'), download('2'))));
  write('sound.json', log(download('3')), OTHER_DAY);
  const broken = [
    write('cut.json.gz', zipped.subarray(0, zipped.length / 2)),
    write('cut.json', log(download('lost')).slice(0, -20), OTHER_DAY),
    write('empty.json.gz', ''),
    write('error.json', '<Error><Code>AccessDenied</Code></Error>'),
    write('no-gzip.json.gz', log(download('lost'))),
    write('no-records.json', JSON.stringify(download('lost')), OTHER_DAY),
  ];
  const inPart = write('odd.json', log(download('4', { userIdentity: 'root' }), download('5')));
  return { broken, inPart };
}

const REASONS = [
  'It is cut short: its JSON ends too early',
  'It is cut short: its gzip data ends too early',
  'It is empty',
  'It is no JSON: unexpected character, at byte 1',
  'It holds no Records',
  'It is not compressed with gzip, as its name says',
];
const INCOMPLETE =
  'Incomplete: the answers are without 6 log files that cannot be read and 1 log file passed over, and have 1 log file in part';

describe('log files of each kind that is broken', () => {
  let broken: string[];
  let inPart: string;
  const stray = `${ACCOUNT}_CloudTrail_eu-west-1_20260301T0000Z_Mu0KsOhtH1ar15ZZ.json.gz`;
  beforeEach(() => {
    ({ broken, inPart } = writeAll());
    writeFileSync(join(folder, stray), '');
  });

  test('are named on stderr before and after the answers, the rest is answered, and the exit code is 1', async () => {
    const { status, stderr, answers } = await run('--logs', folder, '--json', ...GETS);
    expect(status).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe('1 log file is passed over:');
    expect(lines[2]).toBe('6 log files are broken, and left out:');
    const named = lines.slice(3, 9).map((line) => line.trim().split(': '));
    expect(named.map(([path]) => path).sort()).toEqual([...broken].sort());
    expect(named.map(([, ...reason]) => reason.join(': ')).sort()).toEqual([...REASONS].sort());
    expect(lines.slice(9)).toEqual([
      '1 log file has values that are not of the types that CloudTrail writes, and are empty here:',
      `  ${inPart}: Expected OBJECT, but got VARCHAR: "root"`,
      `${INCOMPLETE}. They are named above the answers`,
    ]);
    expect(listed(answers())).toEqual(['1', '2', '3', '4', '5'].map((id) => [id, `key of ${id}`]));
    expect(answers().queries[0]).toMatchObject({ filesRead: 3, filesTotal: 3 });
  });

  test('stand in the JSON document, too', async () => {
    const { answers } = await run('--logs', folder, '--json', ...GETS);
    const { broken: brokenFiles, inPart: filesInPart, passedOver } = answers();
    expect(brokenFiles.map(({ path }) => path).sort()).toEqual([...broken].sort());
    expect(brokenFiles.map(({ reason }) => reason).sort()).toEqual([...REASONS].sort());
    expect(filesInPart.map(({ path }) => path)).toEqual([inPart]);
    expect(passedOver.map(({ path }) => path)).toEqual([stray]);
  });

  test('are counted at the top of the tables, which may go into a file without stderr', async () => {
    const { status, stdout } = await run('--logs', folder, ...GETS);
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '3 log files with 5 records, of 1 account in 1 region, 2026/03/01 to 2026/03/02',
      INCOMPLETE,
      '',
    ]);
    expect(stdout).toContain('\n5 rows, read 3 of 3 log files\n');
  });

  test('are answered without where many queries read what is parsed once', async () => {
    const queries = ['top-talkers', 'bucket-volume', 'sample-events', 'get-object-requests'];
    const { status, answers } = await run('--logs', folder, '--json', ...queries.flatMap((name) => ['--query', name]));
    expect(status).toBe(1);
    const volume = answers().queries.find(({ name }) => name === 'bucket-volume')!;
    expect(volume.rows[0][volume.columns.indexOf('requests')]).toBe(5);
  });
});

test('all of 30 broken files are named', async () => {
  write('sound.json', log(download('1')));
  const broken = Array.from({ length: 30 }, (_, index) => write(`${index}.json.gz`, 'x'));
  const { stderr } = await run('--logs', folder, '--json', ...GETS);
  broken.forEach((path) => expect(stderr).toContain(`  ${path}: `));
  expect(stderr).not.toContain('more\n');
});

test('nothing is said where nothing is missing, also of a file without any record', async () => {
  write('sound.json', log(download('1')));
  write('empty.json.gz', gzipSync(log()), OTHER_DAY);
  const { status, stderr, stdout } = await run('--logs', folder, ...GETS);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^2 log files with 1 record, of .*\n\n== get-object-requests/);
  const { answers } = await run('--logs', folder, '--json', ...GETS);
  expect(answers()).toMatchObject({ broken: [], inPart: [], passedOver: [] });
});

test.each([
  { kind: 'tables', options: [], printed: () => '' },
  {
    kind: 'a JSON document',
    options: ['--json'],
    printed: (path: string) =>
      `{"queries":[],"failed":[],"broken":[{"path":"${path}","reason":"It is cut short: its gzip data ends too early"}],` +
      '"inPart":[],"passedOver":[]}\n',
  },
])('where no file can be read, each is named, and there is no answer, in $kind', ({ options, printed }) => {
  const path = write('cut.json.gz', gzipSync(log(download('1'))).subarray(0, -5));
  const args = ['--import', 'tsx', 'engine/cli/start.ts', '--logs', folder, ...options, ...GETS];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: printed(path) });
  expect(stderr.split('\n')).toEqual([
    '1 log file is broken, and left out:',
    `  ${path}: It is cut short: its gzip data ends too early`,
    'No log file can be read, so there is nothing to answer from',
    '',
  ]);
});

test('a file of 30 MB is answered whole, beside others', async () => {
  const records = Array.from({ length: 30_000 }, (_, index) => download(`${index}`, { userAgent: 'x'.repeat(700) }));
  const text = log(...records);
  expect(text.length).toBeGreaterThan(30 * 1000 * 1000);
  write('large.json.gz', gzipSync(text));
  write('small.json', log(download('small')), OTHER_DAY);
  const { status, stderr, answers } = await run('--logs', folder, '--json', '--query', 'bucket-volume');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const [{ columns, rows }] = answers().queries;
  expect(rows.map((row) => row[columns.indexOf('requests')])).toEqual([30_001]);
});
