import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { generateLogFiles } from '../../../engine/samples/log-generator';
import { writeLogFiles } from '../../../engine/storage/log-files';
import { QueryPack } from '../../../lib';
import { newFolder } from '../../new-folder';
import { answersIn, expectError, run } from './run-main';

// Whole runs, on a machine that may be busy.
jest.setTimeout(60_000);

const ROOT = join(__dirname, '../../..');
const TYPE_ERROR = `Invalid 'inputs of probing: threshold': got "many", allowed is a whole number`;
const DAYS = ['2026/02/28', '2026/03/01', '2026/03/02'];
const ACCOUNT = '111122223333';
/** What steers a terminal, or turns a text around. */
const CONTROLS = '\u001b[2J\u0007\u009b1m\u202e\u2028\ufeff\n';
const NO_CONTROLS = /^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u;

let logs: string;
beforeAll(() => {
  logs = newFolder();
  writeLogFiles(logs, generateLogFiles({ accounts: [ACCOUNT], regions: ['eu-west-1', 'xx-new-1'], days: DAYS }));
});

/** The process, as a user has it. */
function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'engine/cli/start.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  return { status, stdout, stderr, answers: answersIn(stdout) };
}

describe('npm start', () => {
  test('runs every saved query over samples', () => {
    const { status, stdout, stderr } = start();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/^== [a-z0-9-]+: /gm)).toHaveLength(11);
    expect(stdout.match(/^[1-9]\d* rows?, read \d+ of 84 log files$/gm)).toHaveLength(11);
    expect(stdout).toMatch(
      /^84 log files with [\d,]+ records, of 2 accounts in 3 regions, \d{4}\/\d\d\/\d\d to \d{4}\/\d\d\/\d\d\n\n== /,
    );
    expect(stdout).toContain('\nWho wrote which object, when, and from where?');
    expect(stdout).not.toContain('FROM s3_requests');
  });

  test('runs a query with inputs over samples', async () => {
    const inputs = ['--input', 'bucket=amzn-s3-demo-bucket', '--input', 'key=docs/example-qr.png'];
    const { status, stdout, stderr } = await run('--query', 'object-history', '--sql', ...inputs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.match(/^== .*$/gm)).toEqual(['== object-history: History of one object']);
    expect(stdout).toContain("concat('amzn-s3-demo-bucket', '/', 'docs/example-qr.png')");
    expect(stdout).toMatch(/^[1-9]\d* rows, read 48 of 84 log files$/m);
  });

  test('runs a theme over samples, with other inputs than their own', async () => {
    const thresholds = ['--input', 'threshold=1000000', '--input', 'in_place_threshold=1000000'];
    const { status, stderr, answers } = await run('--theme', 'deletion', '--query', 'probing', ...thresholds, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers().queries.map(({ name, rows }) => [name, rows.length > 0])).toEqual([
      ['delete-object-requests', true],
      ['probing', false],
      ['bulk-deletes', false],
      ['version-deletes', true],
      ['extortion-pattern', false],
    ]);
  });

  test('answers many queries, whose log files are parsed once, as it answers each alone', async () => {
    const names = ['copies', 'signature-mix', 'sigv2-requesters', 'top-talkers'];
    const all = await run('--logs', logs, '--json', ...names.flatMap((name) => ['--query', name]));
    const { queries } = all.answers();
    expect(queries.map(({ name }) => name).sort()).toEqual(names);
    for (const query of queries) {
      const alone = await run('--logs', logs, '--json', '--query', query.name);
      expect(alone.answers().queries).toEqual([query]);
      expect(query.rows.length).toBeGreaterThan(0);
    }
  });

  test('tells the statements with their parameters, and which queries fail, in the document', async () => {
    const file = join(newFolder(), 'no-column.sql');
    writeFileSync(file, 'SELECT no_column FROM s3_requests');
    const two = ['--query', 'copies', '--query', 'listings'];
    for (const queries of [two.slice(0, 2), two, [...two, '--query', 'probing']]) {
      const { status, stderr, answers } = await run('--logs', logs, '--json', '--sql', '--sql-file', file, ...queries);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^no-column failed: .*no_column/);
      const { failed, queries: answered } = answers();
      expect(failed).toEqual([{ name: 'no-column', reason: expect.stringContaining('no_column') }]);
      expect(answered).toHaveLength(queries.length / 2);
      expect(answered[0]).toMatchObject({
        sql: expect.stringContaining('WITH s3_requests AS ('),
        parameters: [DAYS[0], DAYS[2]],
      });
    }
  });

  test('takes inputs of one’s own over samples, and asks for those that are missing', async () => {
    const file = join(newFolder(), 'of-a-caller.sql');
    writeFileSync(file, '-- input: who - a caller\nSELECT action FROM s3_requests WHERE principal <> :who');
    const { status, answers } = await run('--json', '--sql-file', file, '--input', 'who=nobody');
    expect([status, answers().queries[0].rows.length > 0]).toEqual([0, true]);
    await expectError(['--sql-file', file], 'of-a-caller needs --input who=..., for which the samples have no value\n');
  });

  test('lists all queries by theme, with their inputs', async () => {
    const { status, stdout, stderr } = await run('--list');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const names = [...stdout.matchAll(/^[* ] ([a-z0-9-]+)\n {4}\S/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(QueryPack.ALL.map(({ queryName }) => queryName).sort());
    expect(stdout.match(/^\* [a-z0-9-]+$/gm)).toHaveLength(QueryPack.REQUEST_IDENTIFICATION.length);
    expect(stdout).toMatch(/^cost-and-volume: \S.*\n {2}bucket-volume\n/m);
    expect(stdout).toMatch(/^ {2}probing\n {4}Who .*\n {6}--input threshold \(integer = 20\): the fewest /m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);

    const json = await run('--list', '--json');
    const { queries } = JSON.parse(json.stdout) as {
      queries: { name: string; theme: string | null; isDefault: boolean }[];
    };
    expect(queries.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(queries.find(({ name }) => name === 'probing')).toMatchObject({
      theme: 'exposure',
      isDefault: false,
      inputs: [{ name: 'threshold', valueType: 'integer', defaultValue: '20' }],
    });
  });

  test('runs a query of one’s own from a file, over samples and over own logs', async () => {
    const file = join(newFolder(), 'busy-buckets.sql');
    writeFileSync(
      file,
      `-- title: Busy buckets\n-- input: least (integer = 1) - bytes\n
       SELECT bucket, count(*) AS requests FROM s3_requests WHERE bytes_out >= CAST(:least AS bigint) GROUP BY bucket`,
    );
    for (const folder of [[], ['--logs', logs]]) {
      const { status, stderr, answers } = await run(...folder, '--json', '--sql-file', file, '--input', 'least=10');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const [{ name, columns, rows }] = answers().queries;
      expect([name, columns, rows.length > 0]).toEqual(['busy-buckets', ['bucket', 'requests'], true]);
    }
  });

  test('runs the prepared statements over own logs, and prints one JSON document', async () => {
    const { status, stderr, answers } = await run('--logs', logs, '--json');
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

  test('takes days, queries and inputs', async () => {
    const days = ['--from', '2026-03-01', '--to', '2026/03/01'];
    const queries = ['--query', 'sigv2-requesters-in-region', '--query', 'requests-outside-networks'];
    const inputs = ['--input', 'region=xx-new-1', '--input', 'networks=10.0.0.0/8'];
    const { status, stderr, answers } = await run('--logs', logs, '--json', ...days, ...queries, ...inputs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(answers().queries.map(({ name, filesRead }) => [name, filesRead])).toEqual([
      ['sigv2-requesters-in-region', 1],
      ['requests-outside-networks', 2],
    ]);
  });

  test('takes a theme over own logs, with the defaults of inputs that are not given', async () => {
    const { status, stderr, answers } = await run('--logs', logs, '--json', '--theme', 'access', '--input', 'top=1');
    expect(status).toBe(0);
    expect(stderr).toBe(
      [
        'Note: object-history is left out; it needs --input bucket=... --input key=...',
        'Note: object-requests is left out; it needs --input bucket=... --input key=...',
        'Note: principal-activity is left out; it needs --input principal=...',
        'Note: bucket-users is left out; it needs --input bucket=...',
        '',
      ].join('\n'),
    );
    const { queries } = answers();
    expect(queries).toHaveLength(7);
    const talkers = queries.find(({ name }) => name === 'top-talkers')!;
    expect([1, 2]).toContain(talkers.rows.length);

    const byDefault = await run('--logs', logs, '--query', 'data-event-costs', '--sql');
    expect({ status: byDefault.status, stderr: byDefault.stderr }).toEqual({ status: 0, stderr: '' });
    expect(byDefault.stdout).toContain("-- USING '2026/02/28', '2026/03/02', '1.00'\n");
  });

  test('names a query that fails, answers the rest, and exits with 1', async () => {
    const options = ['--query', 'data-event-costs', '--query', 'sigv2-requesters', '--input', 'price=150'];
    const { status, stderr, answers } = await run('--logs', logs, '--json', ...options);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^data-event-costs failed: .*"150".*\n$/);
    expect(answers().queries.map(({ name }) => name)).toEqual(['sigv2-requesters']);
  });

  test('prints help', async () => {
    const { status, stdout } = await run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('npm start --silent -- --logs DIR');
  });

  test('prints an error as one line, and exits with 1', () => {
    expect(start('--logs', logs, '--query', 'nope')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'There is no query nope. --list names them all, and --help the options\n',
    });
  });
});

/** A record of a download, as text: JSON has numbers that JavaScript has not. */
function record(eventID: string, changes: Record<string, unknown> = {}, bytes = '7'): string {
  const whole = {
    eventID,
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.1',
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/alice`, accountId: ACCOUNT },
    requestParameters: { bucketName: 'amzn-s3-demo-bucket', key: 'key' },
    additionalEventData: { bytesTransferredOut: '@' },
    ...changes,
  };
  return JSON.stringify(whole).replace('"@"', bytes);
}

function writeRecords(folder: string, path: string, records: string[]): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `{"Records":[${records.join(',')}]}`);
}

function dayFolder(region: string, day = '2026/03/01'): string {
  return `AWSLogs/${ACCOUNT}/CloudTrail/${region}/${day}`;
}

function cloudTrailName(end = ''): string {
  return `${ACCOUNT}_CloudTrail_eu-west-1_20260301T0000Z_Mu0KsOhtH1ar15ZZ${end}.json`;
}

describe('log files elsewhere', () => {
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
    const outside = newFolder();
    writeRecords(outside, 'a.json', [record('outside')]);
    for (const path of [
      `${dayFolder('eu-west-1')}/${cloudTrailName()}`,
      `${dayFolder('eu-west-1')}/a.json`,
      `${dayFolder('eu-west-1')}/a"?*[x].json`,
      `${dayFolder('eu-west-1')}/12/${cloudTrailName()}`,
      `${dayFolder('eu-west-1', '2026/13/45')}/${cloudTrailName()}`,
      `${dayFolder('eu-west-1', '1999/01/01')}/${cloudTrailName()}`,
      `my logs/${dayFolder('cn-north-1')}/${cloudTrailName()}`,
      `AWSLogs/o-abc/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/01/${cloudTrailName(CONTROLS)}`,
      `${ACCOUNT}_CloudTrail-Digest_eu-west-1_name_eu-west-1_20260301T000000Z.json`,
    ]) {
      writeRecords(folder, path, [record(path)]);
    }
    symlinkSync(join(outside, 'a.json'), join(folder, dayFolder('eu-west-1'), 'link.json'));
  });

  test('are counted and named, the rest is answered, and the exit code is 1', () => {
    const { status, stderr, answers } = start('--logs', folder, '--json', '--query', 'get-object-requests');
    const elsewhere = 'it does not lie in [prefix/]AWSLogs/[<organization>/]<account>/CloudTrail/<region>/yyyy/MM/dd';
    const shown = '\ufffd[2J\ufffd\ufffd1m\ufffd\ufffd\ufffd\ufffd';
    expect(stderr.split('\n')).toEqual([
      '6 log files are passed over:',
      `  ${dayFolder('eu-west-1', '1999/01/01')}/${cloudTrailName()}: 1999/01/01 is no day of a log`,
      `  ${dayFolder('eu-west-1')}/12/${cloudTrailName()}: ${elsewhere}`,
      `  ${dayFolder('eu-west-1')}/link.json: it is a link, or lies behind one`,
      `  ${dayFolder('eu-west-1', '2026/13/45')}/${cloudTrailName()}: 2026/13/45 is no day of a log`,
      `  AWSLogs/o-abc/${ACCOUNT}/CloudTrail/eu-west-1/2026/03/01/${cloudTrailName(shown)}: ${elsewhere}`,
      `  my logs/${dayFolder('cn-north-1')}/${cloudTrailName()}: my logs is no prefix that a LogLocation takes; a folder of its own needs none`,
      'Incomplete: the answers are without 6 log files passed over. They are named above the answers',
      '',
    ]);
    expect(answers()).toMatchObject({ broken: [], inPart: [] });
    expect(answers().passedOver).toHaveLength(6);
    expect(status).toBe(1);
    const [{ rows, filesRead, filesTotal }] = answers().queries;
    expect([filesRead, filesTotal]).toEqual([3, 3]);
    expect(rows.map((row) => row.at(-1)).sort()).toEqual(
      [cloudTrailName(), 'a"?*[x].json', 'a.json'].map((name) => `${dayFolder('eu-west-1')}/${name}`),
    );
  });

  test('are named in part where they are many', async () => {
    const many = newFolder();
    writeRecords(many, `${dayFolder('eu-west-1')}/a.json`, [record('1')]);
    Array.from({ length: 22 }, (_, index) => writeRecords(many, `${index}/${cloudTrailName()}`, []));
    const { status, stderr } = await run('--logs', many, '--json', '--query', 'sigv2-requesters');
    expect(status).toBe(1);
    expect(stderr.split('\n')).toHaveLength(1 + 20 + 3);
    expect(stderr).toMatch(/^22 log files are passed over:\n {2}0\/1111/);
    expect(stderr).toContain('\n  ... and 2 more\n');
  });

  test('are an error where they are all that there is', async () => {
    const only = newFolder();
    writeRecords(only, `copy/${cloudTrailName()}`, []);
    await expectError(
      ['--logs', only],
      `/*.json.gz, but 1 elsewhere, such as copy/${cloudTrailName()}: it does not lie in [prefix/]AWSLogs/`,
    );
  });
});

describe('what an event holds', () => {
  const query = ['--query', 'get-object-requests'];
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });

  test('is shown without control characters, and so are names of files and errors', async () => {
    const requestParameters = { bucketName: 'amzn-s3-demo-bucket', key: CONTROLS };
    const userIdentity = { type: 'IAMUser', arn: `arn:${CONTROLS}`, accountId: CONTROLS };
    writeRecords(folder, `${dayFolder('eu-west-1')}/a${CONTROLS}.json`, [
      record(`id${CONTROLS}`, { requestParameters, userIdentity, userAgent: CONTROLS, errorCode: CONTROLS }),
    ]);
    writeFileSync(join(folder, dayFolder('eu-west-1'), `broken${CONTROLS}.json`), `{"Records":[${CONTROLS}]}`);
    const failing = ['--query', 'data-event-costs', '--input', 'price=150'];

    const table = start('--logs', folder, ...query, ...failing);
    expect(table.status).toBe(1);
    table.stdout.split('\n').forEach((line) => expect(line).toMatch(NO_CONTROLS));
    expect(table.stdout).toContain('id\ufffd[2J');
    expect(table.stderr.split('\n')).toHaveLength(5);
    table.stderr.split('\n').forEach((line) => expect(line).toMatch(NO_CONTROLS));
    expect(table.stderr).toContain('/broken\ufffd[2J');

    const json = await run('--logs', folder, ...query, ...failing, '--json');
    expect(json.stdout).toMatch(/^[\x20-\x7e]*\n$/);
    expect(json.stderr).toBe(table.stderr);
    const [{ columns, rows }] = json.answers().queries;
    const row = Object.fromEntries(columns.map((column, index) => [column, rows[0][index]]));
    expect(row).toMatchObject({ object_key: CONTROLS, user_agent: CONTROLS, event_id: `id${CONTROLS}` });
    expect(row).toMatchObject({ principal: `arn:${CONTROLS}`, error_code: CONTROLS });
  });

  test('never costs the rest of the answer', async () => {
    const noTimes = [
      'yesterday',
      '',
      null,
      5,
      [1],
      '2026-02-30T10:00:00Z',
      '2026-03-01T25:00:00Z',
      '0000-00-00T00:00:00Z',
    ];
    const noNumbers = ['"NaN"', 'NaN', '1e400', '-1e400', '"1e400"', '"12 apples"', '[1]', '{"a":1}', 'null', '1e300'];
    const records = [
      record('whole'),
      ...noTimes.map((eventTime, index) => record(`time ${index}`, { eventTime })),
      ...noNumbers.map((bytes, index) => record(`bytes ${index}`, {}, bytes)),
    ];
    writeRecords(folder, `${dayFolder('eu-west-1')}/a.json`, records);
    writeRecords(folder, `${dayFolder('eu-west-1')}/b.json`, [record('other')]);
    const volume = ['--query', 'bucket-volume'];
    const { status, stderr, answers } = await run('--logs', folder, '--json', ...query, ...volume);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [gets, volumes] = answers().queries;
    expect(gets.rows).toHaveLength(records.length + 1);
    const times = gets.rows.filter((row) => String(row.at(-1)).startsWith('time')).map(([time]) => time);
    expect(times).toEqual(noTimes.map(() => null));
    // Those with a broken time have seven bytes each, too.
    const [, ...figures] = volumes.rows[0];
    expect(figures).toContain(7 * (records.length - noNumbers.length + 1));
  });
});

describe('told to end', () => {
  const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const NODE = [process.execPath, '--import', 'tsx', 'engine/cli/start.ts'];

  /**
   * Starts a process, does something to it once it has printed something, and tells by which signal it ended, and what is left of
   * its temporary files.
   */
  async function leftBy(end: (child: ChildProcess) => void, [command, ...args]: string[]) {
    const folder = newFolder();
    // What tsx has compiled, which takes its time.
    const cache = `tsx-${userInfo().uid}`;
    mkdirSync(join(tmpdir(), cache), { recursive: true });
    symlinkSync(join(tmpdir(), cache), join(folder, cache));
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    expect(readdirSync(folder)).not.toEqual([cache]);
    end(child);
    child.stdout.resume();
    // Of npm, once all have ended that it has started.
    const [, signal] = (await closed) as [unknown, NodeJS.Signals | null];
    return { signal, left: readdirSync(folder).filter((name) => name !== cache) };
  }

  test.each<[string, NodeJS.Signals, string[], boolean]>([
    ['SIGINT', 'SIGINT', NODE, false],
    ['SIGTERM', 'SIGTERM', NODE, false],
    ['SIGINT over logs', 'SIGINT', NODE, true],
    ['SIGTERM over logs', 'SIGTERM', NODE, true],
    ['SIGTERM to npm', 'SIGTERM', [NPM, 'start', '--silent', '--'], false],
    ['SIGTERM to npm over logs', 'SIGTERM', [NPM, 'start', '--silent', '--'], true],
  ])('by %s, it leaves no temporary folder', async (_, signal, command, overLogs) => {
    const { left } = await leftBy((child) => child.kill(signal), [...command, ...(overLogs ? ['--logs', logs] : [])]);
    expect(left).toEqual([]);
  });

  // A query that is made meanwhile may wait for a function in JavaScript, which is not called any more.
  test.each([1, 2, 3, 4])('by nobody who reads on, it ends at once, and leaves no temporary folder: %s', async () => {
    const exposure = [...NODE, '--theme', 'exposure', '--json'];
    expect(await leftBy((child) => child.stdout!.destroy(), exposure)).toEqual({ signal: 'SIGPIPE', left: [] });
  });
});

describe('fails at', () => {
  test.each<[string, string[], string]>([
    ['an unknown option', ['--color'], "Unknown option '--color'"],
    ['a folder that does not exist', ['--logs', 'nowhere'], '--logs nowhere is no folder'],
    ['a folder without logs', ['--logs', 'engine'], 'holds no log files'],
    ['days without logs', ['--from', '2026-03-03'], 'holds no log files from 2026/03/03 to 2026/03/02, only from'],
    ['a region without logs', ['--input', 'region=eu-wst-1'], 'holds no log files of region eu-wst-1, only of'],
    ['an unknown query', ['--query', 'nope'], 'There is no query nope. --list names them all'],
    ['a query by its statement’s name', ['--query', 'sigv2_requests'], 'Did you mean sigv2-requests? --list'],
    ['a query with a wrong letter', ['--query', 'bulk-delete'], 'Did you mean bulk-deletes? --list'],
    ['a theme with a wrong letter', ['--theme', 'signature'], 'Did you mean signatures?'],
    ['a file that is not there', ['--sql-file', 'nope.sql'], '--sql-file nope.sql: Invalid '],
    ['an input with a wrong letter', ['--input', 'regoin=a'], 'networks, principals. Did you mean region?\n'],
    ['an unknown theme', ['--theme', 'nope'], 'There is no theme nope, only signatures, access, '],
    [
      'an unknown input',
      ['--input', 'bucket=b'],
      'No query that runs has the input bucket, only region, networks, principals',
    ],
    [
      'an input where there is none',
      ['--query', 'copies', '--input', 'top=1'],
      'No query that runs has the input top; none has any\n',
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
