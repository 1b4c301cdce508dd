import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateLogFiles } from '../../../engine/samples/log-generator';
import { type LogFile, logFileText, writeLogFiles } from '../../../engine/storage/log-files';
import { partitionOf } from '../../../lib/logs/region-partitions';
import { newFolder } from '../../new-folder';
import { expectError, run } from './run-main';

// Whole runs, on a machine that may be busy.
jest.setTimeout(60_000);

const ORGANIZATION = 'o-a1b2c3d4e5';
const MANAGEMENT = '111122223333';
const ACCOUNTS = [MANAGEMENT, '444455556666'];
const REGIONS = ['eu-west-1', 'us-east-1', 'us-gov-west-1', 'cn-north-1'];
const REGION = ['--input', 'region=eu-west-1'];
const DAYS = ['2026/02/28', '2026/03/01', '2026/03/02'];
const FILES = [...generateLogFiles({ accounts: ACCOUNTS, regions: REGIONS, days: DAYS })];
/** Of an account's trail, with a prefix, of an organization's, of Control Tower, and of Control Tower before 3.0. */
const ROOTS = [
  'AWSLogs',
  'audit/AWSLogs',
  `AWSLogs/${ORGANIZATION}`,
  `${ORGANIZATION}/AWSLogs/${ORGANIZATION}`,
  `${ORGANIZATION}/AWSLogs`,
];
const OTHER_KINDS = ['Digest', 'Insight', 'NetworkActivity', 'Aggregated'];
/** Those that lie in two layouts at once. */
const TWICE = FILES.filter(({ account, region }) => account === MANAGEMENT && region === 'eu-west-1');

/** Where a file lies, by its number: files of all partitions are in each root. */
function rootOf(index: number): string {
  return ROOTS[index % ROOTS.length];
}

function write(root: string, { account, region, day, records }: LogFile, kind = 'CloudTrail'): string {
  const name = `${account}_${kind}_${region}_${day.replaceAll('/', '')}T0000Z_Mu0KsOhtH1ar15ZZ.json.gz`;
  const path = join(root, account, kind, region, day, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(logFileText(records)));
  return path;
}

/** Files of the other kinds, whose events would be seen if they were read. */
function writeOthers(folder: string): void {
  for (const root of ROOTS) {
    for (const kind of OTHER_KINDS) {
      const [file] = FILES;
      const records = file.records.map((record, index) => ({
        ...record,
        eventID: `stranger ${root} ${kind} ${index}`,
      }));
      write(join(folder, root), { ...file, records }, `CloudTrail-${kind}`);
    }
  }
}

/** Every file in one of the layouts; those of the management account under the organization and beside it. */
function layOut(folderOf: (root: string) => string): number {
  const paths = FILES.map((file, index) => write(join(folderOf(rootOf(index)), rootOf(index)), file));
  const again = ['AWSLogs', `AWSLogs/${ORGANIZATION}`].flatMap((root) =>
    TWICE.map((file) => write(join(folderOf(root), root), file)),
  );
  return new Set([...paths, ...again]).size;
}

let plain: string;
let mixed: string;
let filesInMixed: number;
/** Prints the id of each event, as often as it counts. */
let ids: string;
beforeAll(() => {
  plain = newFolder();
  writeLogFiles(plain, FILES);
  mixed = newFolder();
  filesInMixed = layOut(() => mixed);
  writeOthers(mixed);
  ids = join(newFolder(), 'ids.sql');
  writeFileSync(ids, 'SELECT event_id, count(*) AS times FROM aws_requests GROUP BY event_id ORDER BY event_id');
});

/** The answers over some folders, each with its rows in one order. */
async function answersOver(folders: string[], ...args: string[]) {
  const { status, stderr, answers } = await run(...folders.flatMap((folder) => ['--logs', folder]), '--json', ...args);
  const { queries } = answers();
  return { status, stderr, queries: queries.map((each) => ({ ...each, rows: each.rows.map(shown).sort() })) };
}

function shown(row: unknown[]): string {
  return JSON.stringify(row);
}

/** Each event, once. */
function allIds(files = FILES): string[] {
  const all = files.flatMap(({ records }) => records.map(({ eventID }) => String(eventID)));
  return [...new Set(all)].map((id) => shown([id, 1])).sort();
}

describe('every layout in one folder', () => {
  test('is read, each event once, and no other kind of file', async () => {
    const { status, stderr, queries } = await answersOver([mixed], '--sql-file', ids);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(queries[0].rows).toEqual(allIds());
    expect(filesInMixed).toBeGreaterThan(FILES.length);
    expect([queries[0].filesRead, queries[0].filesTotal]).toEqual([filesInMixed, filesInMixed]);
  });

  test('is summed up', async () => {
    const { stdout } = await run('--logs', mixed, '--query', 'sigv2-requesters');
    const places = new Set(FILES.map(({ region }, index) => `${rootOf(index)} ${partitionOf(region)}`));
    expect(places.size).toBe(ROOTS.length * 3);
    expect(stdout.split('\n')[0]).toMatch(
      new RegExp(
        `^${filesInMixed} log files with [\\d,]+ records in ${places.size} places, of 2 accounts in 4 regions, 2026/02/28 to 2026/03/02$`,
      ),
    );
  });

  test.each<[string, string[]]>([
    ['the default queries', [...REGION, '--input', 'networks=10.0.0.0/8', '--input', 'principals=anonymous']],
    ['one query', ['--query', 'top-talkers']],
    ['a theme', ['--theme', 'cost-and-volume']],
    [
      'of other services',
      ['--query', 'audit-changes', '--input', 'trail=audit-trail', '--input', 'log_bucket=audit-logs'],
    ],
    ['a region of another partition', ['--query', 'sigv2-requesters-in-region', '--input', 'region=cn-north-1']],
    ['one day', ['--theme', 'signatures', ...REGION, '--from', '2026-03-01', '--to', '2026-03-01']],
  ])('answers as one plain folder does: %s', async (_, args) => {
    const inPlain = await answersOver([plain], ...args);
    const inMixed = await answersOver([mixed], ...args);
    expect(inMixed.status).toBe(0);
    expect(inMixed.stderr).toBe(inPlain.stderr);
    // A sample may be any of the events.
    const answers = ({ queries }: typeof inPlain) =>
      queries.map(({ name, rows }) => ({ name, rows: name === 'sample-events' ? rows.length : rows }));
    expect(answers(inMixed)).toEqual(answers(inPlain));
    expect(inPlain.queries.some(({ rows }) => rows.length > 0)).toBe(true);
  });

  test('reads no more files than the days and the region have', async () => {
    const options = ['--query', 'sigv2-requesters-in-region', '--input', 'region=us-gov-west-1', '--to', '2026-03-01'];
    const { queries } = await answersOver([mixed], ...options);
    expect([queries[0].filesRead, queries[0].filesTotal]).toEqual([ACCOUNTS.length * 2, filesInMixed]);
  });

  test('says which inputs the changes of a trail need', async () => {
    const { stderr } = await answersOver([mixed], '--theme', 'configuration');
    expect(stderr).toContain('Note: audit-changes is left out; it needs --input trail=... --input log_bucket=...\n');
  });
});

describe('several folders', () => {
  test('are several buckets of one history, each event once', async () => {
    const [one, other] = [newFolder(), newFolder()];
    const count = layOut((root) => (root === 'AWSLogs' ? one : other));
    // In both of them.
    FILES.filter((_, index) => rootOf(index) === 'AWSLogs').forEach((file) => write(join(other, 'AWSLogs'), file));
    const total = count + FILES.filter((_, index) => rootOf(index) === 'AWSLogs').length;
    writeOthers(other);
    const { status, stderr, queries } = await answersOver([one, other], '--sql-file', ids, '--query', 'bucket-volume');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const byName = new Map(queries.map((query) => [query.name, query]));
    expect(byName.get('ids')!.rows).toEqual(allIds());
    expect([byName.get('ids')!.filesRead, byName.get('ids')!.filesTotal]).toEqual([total, total]);
    const inPlain = await answersOver([plain], '--query', 'bucket-volume');
    expect(byName.get('bucket-volume')!.rows).toEqual(inPlain.queries[0].rows);

    const { stdout } = await run('--logs', one, '--logs', other, '--query', 'sigv2-requesters');
    expect(stdout.split('\n')[0]).toMatch(/ records in 18 places of 2 buckets, of 2 accounts in 4 regions, /);
  });

  test('are read once where one lies in the other, and what is passed over is named with its folder', async () => {
    const outer = newFolder();
    const inner = join(outer, 'my logs');
    FILES.forEach((file, index) => write(join(index % 2 === 0 ? outer : inner, 'AWSLogs'), file));
    const stray = `${MANAGEMENT}_CloudTrail_eu-west-1_20260301T0000Z_Mu0KsOhtH1ar15ZZ.json`;
    writeFileSync(join(inner, stray), '');
    const { status, stderr, queries } = await answersOver([outer, inner], '--sql-file', ids);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^1 log file is passed over:\n/);
    expect(stderr).toContain(`  ${join(inner, stray)}: it does not lie in`);
    expect(queries[0].rows).toEqual(allIds());
    expect([queries[0].filesRead, queries[0].filesTotal]).toEqual([FILES.length, FILES.length]);
  });

  test('have the region with the most files together by default, and the days of all', async () => {
    const [one, other] = [newFolder(), newFolder()];
    const [file] = FILES;
    const laid = (folder: string, region: string, days: string[]) =>
      days.forEach((day) => write(join(folder, 'AWSLogs'), { ...file, region, day }));
    laid(one, 'us-east-1', ['2026/03/01', '2026/03/02']);
    laid(one, 'eu-west-1', ['2026/03/01']);
    laid(other, 'eu-west-1', ['2026/03/04', '2026/03/05']);
    const query = ['--query', 'sigv2-requesters-in-region'];
    const { stderr, queries } = await answersOver([one, other], ...query);
    expect(stderr).toBe(
      'Note: the input region is eu-west-1, which has the most log files; --input region=... takes another\n',
    );
    expect([queries[0].filesRead, queries[0].filesTotal]).toEqual([3, 5]);
    const all = ['--logs', one, '--logs', other, ...query];
    await expectError([...all, '--from', '2026-03-03', '--to', '2026-03-03'], `${one} and ${other} hold no log files`);
    await expectError(
      [...all, '--input', 'region=eu-west-2'],
      'hold no log files of region eu-west-2, only of eu-west-1, ',
    );
  });
});

test('a place of regions that are all newer than the CDK is read', async () => {
  const folder = newFolder();
  const ofNew = ['cn-new-1', 'us-gov-new-1', 'xx-new-1'].map((region) => ({ ...FILES[0], region }));
  ofNew.forEach((file, index) =>
    write(join(folder, 'AWSLogs'), { ...file, records: [{ ...file.records[0], eventID: `new ${index}` }] }),
  );
  write(join(folder, 'AWSLogs'), FILES[0]);
  const { status, stderr, queries } = await answersOver([folder], '--sql-file', ids);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(queries[0].rows).toEqual(
    [...allIds([FILES[0]]), ...ofNew.map((_, index) => shown([`new ${index}`, 1]))].sort(),
  );
});

test('logs that were copied a folder too deep are passed over, the rest is answered', async () => {
  const folder = newFolder();
  const [file, ...others] = FILES;
  write(join(folder, 'AWSLogs'), file);
  others.forEach((other) => write(join(folder, 'AWSLogs/AWSLogs'), other));
  const { status, stderr, queries } = await answersOver([folder], '--sql-file', ids);
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`^${others.length} log files are passed over:\n`));
  expect(stderr).toContain(': AWSLogs is no prefix that a LogLocation takes; a folder of its own needs none\n');
  expect(queries[0].rows).toEqual(allIds([file]));
});

describe('fails at', () => {
  test('a folder that is there twice, also by another path or a link', async () => {
    const link = join(newFolder(), 'link');
    symlinkSync(plain, link);
    const other = relative(process.cwd(), realpathSync(plain));
    await expectError(['--logs', plain, '--logs', plain], `--logs ${plain} is there twice\n`);
    await expectError(['--logs', mixed, '--logs', plain, '--logs', link], `--logs ${link} and --logs ${plain} are the`);
    await expectError(['--logs', other, '--logs', plain], `--logs ${plain} and --logs ${other} are the same folder\n`);
  });

  test('a second folder that is none, or holds no logs', async () => {
    const empty = newFolder();
    await expectError(['--logs', plain, '--logs', 'nowhere'], '--logs nowhere is no folder\n');
    await expectError(['--logs', plain, '--logs', empty], `${empty} holds no log files where they are looked for, `);
  });

  test.each(['AWSLogs', `AWSLogs/${ORGANIZATION}`])(
    'a folder within the path, and says which to give: %s',
    async (root) => {
      const folder = newFolder();
      write(join(folder, root), FILES[0]);
      await expectError(['--logs', join(folder, root)], `. Try --logs ${folder}\n`);
    },
  );

  test('a folder under a name that is no prefix, and says which to give', async () => {
    const folder = newFolder();
    write(join(folder, 'my logs/AWSLogs'), FILES[0]);
    await expectError(['--logs', folder], `. Try --logs ${join(folder, 'my logs')}\n`);
  });

  test('a folder whose logs lie a folder too deep, and says which to give', async () => {
    const folder = newFolder();
    write(join(folder, 'AWSLogs/AWSLogs'), FILES[0]);
    await expectError(['--logs', folder], `. Try --logs ${join(folder, 'AWSLogs')}\n`);
  });
});
