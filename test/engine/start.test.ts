import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLogFiles } from '../../engine/log-files';
import { generateLogFiles } from '../../engine/log-generator';
import { main } from '../../engine/main';
import { QueryPack } from '../../lib';

const ROOT = join(__dirname, '..', '..');
const TYPE_ERROR = `Invalid 'inputs of probing: threshold': got "many", allowed is a whole number`;
const DAYS = ['2026/02/28', '2026/03/01', '2026/03/02'];

interface Answers {
  queries: { name: string; columns: string[]; rows: unknown[][]; filesRead: number; filesTotal: number }[];
}

let logs: string;
beforeAll(() => {
  logs = mkdtempSync(join(tmpdir(), 'start-test-'));
  writeLogFiles(logs, generateLogFiles({ accounts: ['111122223333'], regions: ['eu-west-1', 'xx-new-1'], days: DAYS }));
});
afterAll(() => {
  rmSync(logs, { recursive: true });
});

function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'engine/start.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  return { status, stdout, stderr, answers: () => JSON.parse(stdout) as Answers };
}

/** The command itself, without a process of its own: an error is one line, and nothing is printed before it. */
async function expectError(args: string[], message: string): Promise<void> {
  const print = jest.spyOn(console, 'log').mockImplementation();
  const line = await main(args).then(
    () => 'no error',
    (error: Error) => error.message,
  );
  expect(`${line}\n`).toContain(message);
  expect(line.split('\n')).toHaveLength(1);
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
}

describe('npm start', () => {
  test('runs every saved query over samples', () => {
    const { status, stdout, stderr } = start();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/^== [a-z0-9-]+: /gm)).toHaveLength(11);
    expect(stdout.match(/^[1-9]\d* rows?, read \d+ of 84 log files$/gm)).toHaveLength(11);
    expect(stdout).toContain('FROM s3_requests\nWHERE signature_version');
  });

  test('runs a query with inputs over samples', () => {
    const inputs = ['--input', 'bucket=amzn-s3-demo-bucket', '--input', 'key=docs/example-qr.png'];
    const { status, stdout, stderr } = start('--query', 'object-history', ...inputs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/^== .*$/gm)).toEqual(['== object-history: History of one object']);
    expect(stdout).toContain("concat('amzn-s3-demo-bucket', '/', 'docs/example-qr.png')");
    expect(stdout).toMatch(/^[1-9]\d* rows, read 48 of 84 log files$/m);
  });

  test('runs a theme over samples, with other inputs than their own', () => {
    const options = ['--theme', 'deletion', '--query', 'probing', '--input', 'threshold=1000000', '--json'];
    const { status, stderr, answers } = start(...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers().queries.map(({ name, rows }) => [name, rows.length > 0])).toEqual([
      ['delete-object-requests', true],
      ['probing', false],
      ['bulk-deletes', false],
      ['version-deletes', true],
      ['extortion-pattern', false],
    ]);
  });

  test('lists all queries by theme, with their inputs', () => {
    const { status, stdout, stderr } = start('--list');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const names = [...stdout.matchAll(/^[* ] ([a-z0-9-]+): \S.*[.?]$/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(QueryPack.ALL.map(({ queryName }) => queryName).sort());
    expect(stdout.match(/^\* [a-z0-9-]+: /gm)).toHaveLength(QueryPack.REQUEST_IDENTIFICATION.length);
    expect(stdout).toMatch(/^cost-and-volume: \S.*\n {2}bucket-volume: /m);
    expect(stdout).toMatch(/^ {2}probing: .*\n {4}--input threshold \(integer = 20\): the fewest /m);
  });

  test('runs the prepared statements over own logs, and prints one JSON document', () => {
    const { status, stderr, answers } = start('--logs', logs, '--json');
    const { queries } = answers();
    expect(status).toBe(0);
    expect(stderr).toBe(
      [
        'Note: requests-outside-networks is left out; it needs --input networks=...',
        'Note: requests-outside-principals is left out; it needs --input principals=...',
        'Note: the input region is eu-west-1, which has the most log files; --input region=... takes another',
        '',
      ].join('\n'),
    );
    expect(queries).toHaveLength(9);
    expect(queries.every(({ rows, filesTotal }) => rows.length > 0 && filesTotal === 6)).toBe(true);
    expect(Object.keys(queries[0])).toEqual(['name', 'columns', 'rows', 'filesRead', 'filesTotal']);
    const puts = queries.find(({ name }) => name === 'put-object-requests')!;
    expect(puts.filesRead).toBe(6);
    expect(puts.rows[0][puts.columns.indexOf('event_time')]).toMatch(/^2026-03-02T\d\d:\d\d:\d\dZ$/);
    const requesters = queries.find(({ name }) => name === 'sigv2-requesters-in-region')!;
    expect(requesters.filesRead).toBe(3);
    expect(typeof requesters.rows[0][1]).toBe('number');
  });

  test('takes days, queries and inputs', () => {
    const days = ['--from', '2026-03-01', '--to', '2026/03/01'];
    const queries = ['--query', 'sigv2-requesters-in-region', '--query', 'requests-outside-networks'];
    const inputs = ['--input', 'region=xx-new-1', '--input', 'networks=10.0.0.0/8'];
    const { status, stderr, answers } = start('--logs', logs, '--json', ...days, ...queries, ...inputs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers().queries.map(({ name, filesRead }) => [name, filesRead])).toEqual([
      ['sigv2-requesters-in-region', 1],
      ['requests-outside-networks', 2],
    ]);
  });

  test('takes a theme over own logs, with the defaults of inputs that are not given', () => {
    const { status, stderr, answers } = start('--logs', logs, '--json', '--theme', 'access', '--input', 'top=1');
    expect(status).toBe(0);
    expect(stderr).toBe(
      [
        'Note: object-history is left out; it needs --input bucket=... --input key=...',
        'Note: principal-activity is left out; it needs --input principal=...',
        'Note: bucket-users is left out; it needs --input bucket=...',
        '',
      ].join('\n'),
    );
    const { queries } = answers();
    expect(queries).toHaveLength(7);
    const talkers = queries.find(({ name }) => name === 'top-talkers')!;
    expect([1, 2]).toContain(talkers.rows.length);

    const byDefault = start('--logs', logs, '--query', 'data-event-costs');
    expect({ status: byDefault.status, stderr: byDefault.stderr }).toEqual({ status: 0, stderr: '' });
    expect(byDefault.stdout).toContain("-- USING '2026/02/28', '2026/03/02', '1.00'\n");
  });

  test('names a broken file, answers the rest, and exits with 1', () => {
    const parent = join(logs, 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01');
    const broken = join(parent, 'broken.json.gz');
    writeFileSync(broken, 'no gzip');
    const { status, stderr, answers } = start('--logs', logs, '--json', '--query', 'sigv2-requesters');
    rmSync(broken);
    expect(status).toBe(1);
    expect(stderr).toContain(`Broken log file ${broken}: `);
    expect(answers().queries).toMatchObject([{ name: 'sigv2-requesters', filesRead: 6, filesTotal: 6 }]);
  });

  test('names a query that fails, answers the rest, and exits with 1', () => {
    const options = ['--query', 'data-event-costs', '--query', 'sigv2-requesters', '--input', 'price=150'];
    const { status, stderr, answers } = start('--logs', logs, '--json', ...options);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^data-event-costs failed: .*"150".*\n$/);
    expect(answers().queries.map(({ name }) => name)).toEqual(['sigv2-requesters']);
  });

  test('prints help', () => {
    const { status, stdout } = start('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm start --silent -- --logs DIR');
  });

  test('prints an error as one line, and exits with 1', () => {
    expect(start('--logs', logs, '--query', 'nope')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'There is no query nope; --list names them all\n',
    });
  });
});

describe('fails at', () => {
  test.each<[string, string[], string]>([
    ['an unknown option', ['--color'], "Unknown option '--color'"],
    ['a folder that does not exist', ['--logs', 'nowhere'], '--logs nowhere is no folder'],
    ['a folder without logs', ['--logs', 'engine'], 'holds no log files'],
    ['days without logs', ['--from', '2026-03-03'], 'holds no log files from 2026/03/03 to 2026/03/02, only from'],
    ['a region without logs', ['--input', 'region=eu-wst-1'], 'holds no log files of region eu-wst-1, only of'],
    ['an unknown query', ['--query', 'nope'], 'There is no query nope; --list names them all'],
    ['an unknown theme', ['--theme', 'nope'], 'There is no theme nope, only signatures, access, '],
    [
      'an unknown input',
      ['--input', 'bucket=b'],
      'No query that runs has the input bucket, only region, networks, principals',
    ],
    [
      'an input where there is none',
      ['--query', 'copies', '--input', 'top=1'],
      'No query that runs has the input top\n',
    ],
    [
      'a missing input',
      ['--query', 'requests-outside-networks'],
      'requests-outside-networks needs --input networks=...',
    ],
    ['a missing input of several', ['--query', 'object-history', '--input', 'key=k'], 'needs --input bucket=...\n'],
    ['an input of another type', ['--query', 'probing', '--input', 'threshold=many'], TYPE_ERROR],
  ])('%s', async (_, args, message) => {
    const folder = args.includes('--color') || args.includes('--logs') ? [] : ['--logs', logs];
    await expectError([...folder, ...args], message);
  });

  test.each<[string, string[], string]>([
    ['an input of another type', ['--query', 'probing', '--input', 'threshold=many'], TYPE_ERROR],
    ['an unknown input', ['--input', 'bucket=b'], 'No query that runs has the input bucket, only region, networks'],
    ['a region without logs', ['--input', 'region=eu-wst-1'], 'The samples hold no log files of region eu-wst-1, only'],
  ])('%s with samples', async (_, args, message) => {
    await expectError(args, message);
  });
});
