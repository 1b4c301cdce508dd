import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBEngine, type DuckDBEngineOptions } from '../../../engine/duckdb/engine';
import type { BrokenFile, RowBatch } from '../../../engine/query-engine';
import { type LogFile, writeLogFiles } from '../../../engine/storage/log-files';
import { newFolder } from '../../new-folder';
import { glueTable } from '../template/glue-table';
import { wholeAnswer } from '../whole-answer';

const TODAY = '2026/03/02';
const DAYS = ['2026/02/27', '2026/02/28', '2026/03/01', '2026/03/02'];
const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['us-east-1', 'eu-west-1'];
const TABLE = '"audit"."cloudtrail_logs"';
const RELATION = `SELECT DISTINCT account, region, eventid AS event_id, eventname AS action
  FROM ${TABLE} WHERE day BETWEEN`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** One file for each account, region and day, each with one event. */
function* logFiles(): Generator<LogFile> {
  for (const account of ACCOUNTS) {
    for (const region of REGIONS) {
      for (const day of DAYS) {
        yield { account, region, day, records: [{ eventID: `${account} ${region} ${day}`, eventName: 'GetObject' }] };
      }
    }
  }
}

function write(key: string, content: string | Buffer): string {
  const path = join(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function withEngine<Result>(
  use: (engine: DuckDBEngine) => Promise<Result>,
  parameters = {},
  options: Partial<DuckDBEngineOptions> = {},
): Promise<Result> {
  const tables = [glueTable(parameters)];
  const engine = await DuckDBEngine.open({ tables, folderOf: () => folder, today: TODAY, ...options });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

describe('files read', () => {
  test.each<[string, string, string[], number, number]>([
    ['all', `SELECT eventid FROM ${TABLE}`, [], 16, 16],
    ['a window of days', `${RELATION} '2026/02/28' AND '2026/03/01'`, [], 8, 8],
    [
      'a window by current_date',
      `${RELATION} date_format(current_date - interval '1' day, '%Y/%m/%d') AND '2026/03/02'`,
      [],
      8,
      8,
    ],
    [
      'a region above DISTINCT',
      `WITH r AS (${RELATION} '2026/02/28' AND '2026/03/01') SELECT * FROM r WHERE region = 'eu-west-1'`,
      [],
      4,
      4,
    ],
    [
      'parameters',
      `WITH r AS (${RELATION} date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d') AND ?)
        SELECT * FROM r WHERE region = ? AND account = '444455556666'`,
      ['2026-02-28', '2026/03/01', 'eu-west-1'],
      2,
      2,
    ],
    [
      'a relation that is read twice',
      `WITH r AS (${RELATION} '2026/03/01' AND '2026/03/01') SELECT a.action FROM r a JOIN r b USING (event_id)`,
      [],
      4,
      4,
    ],
    ['nothing', `${RELATION} '2027/01/01' AND '2027/01/02'`, [], 0, 0],
  ])('%s', async (_, statement, parameters, filesRead, rows) => {
    writeLogFiles(folder, logFiles());
    const answer = await withEngine((engine) => engine.run(statement, parameters));
    expect(answer).toMatchObject({ filesRead, filesTotal: 16 });
    expect(answer.rows).toHaveLength(rows);
  });

  test('only those that are projected', async () => {
    writeLogFiles(folder, logFiles());
    const settings = { 'projection.day.range': 'NOW-1DAYS,NOW', 'projection.region.values': 'eu-west-1' };
    const answer = await withEngine((engine) => engine.run(`SELECT DISTINCT day FROM ${TABLE} ORDER BY day`), settings);
    expect(answer).toMatchObject({
      columns: ['day'],
      rows: [['2026/03/01'], ['2026/03/02']],
      filesRead: 4,
      filesTotal: 4,
    });
  });

  test('none but logs of the layout', async () => {
    const day = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01';
    write(`${day}/plain.json`, '{"Records":[{"eventID":"1"}]}');
    write(`${day}/more/below.json`, 'broken');
    write(`${day}/notes.txt`, 'broken');
    write(`${day.replace('CloudTrail', 'CloudTrail-Digest')}/digest.json.gz`, 'broken');
    write(`${day.replace('CloudTrail', 'CloudTrail-Insight')}/insight.json.gz`, 'broken');
    write('other.json', 'broken');
    await withEngine(async (engine) => {
      expect(engine.brokenFiles).toEqual([]);
      expect(await engine.run(`SELECT eventid, region FROM ${TABLE}`)).toMatchObject({
        rows: [['1', 'us-east-1']],
        filesTotal: 1,
      });
    });
  });

  test('none where nothing can match', async () => {
    writeLogFiles(folder, logFiles());
    const answer = await withEngine((engine) => engine.run(`SELECT eventid FROM ${TABLE} WHERE false`));
    expect(answer).toMatchObject({ rows: [], filesRead: 0, filesTotal: 16 });
  });

  test('none of an empty bucket', async () => {
    const answer = await withEngine((engine) => engine.run(`SELECT count(*) AS n FROM ${TABLE}`));
    expect(answer).toMatchObject({ columns: ['n'], rows: [[0]], filesRead: 0, filesTotal: 0 });
  });
});

describe('values', () => {
  test('are read in CloudTrail’s spelling, and answered in plain JavaScript', async () => {
    const record = {
      eventTime: '2026-03-01T10:00:00Z',
      sourceIPAddress: '192.0.2.1',
      readOnly: true,
      userIdentity: {
        accountId: ACCOUNTS[0],
        sessionContext: { webIdFederationData: { attributes: { A: 'b' } } },
      },
      requestParameters: { bucketName: 'b', acl: ['x'] },
      resources: [{ ARN: 'arn', ARNPrefix: 'prefix' }],
      unknown: 1,
    };
    writeLogFiles(folder, [{ account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records: [record] }]);
    const { columns, rows } = await withEngine((engine) => engine.run(`SELECT * FROM ${TABLE}`));
    const row = Object.fromEntries(columns.map((column, index) => [column, rows[0][index]]));
    expect(columns.slice(-3)).toEqual(['account', 'region', 'day']);
    expect(row).toMatchObject({
      eventtime: '2026-03-01T10:00:00Z',
      sourceipaddress: '192.0.2.1',
      readonly: 'true',
      requestparameters: '{"bucketName":"b","acl":["x"]}',
      resources: [{ arn: 'arn', arnprefix: 'prefix', accountid: null }],
      errorcode: null,
      account: ACCOUNTS[0],
      region: REGIONS[0],
      day: DAYS[0],
    });
    expect(row.useridentity).toMatchObject({
      accountid: ACCOUNTS[0],
      sessioncontext: { webidfederationdata: { attributes: { A: 'b' } } },
    });
  });

  test('may come from a file over 16 MiB', async () => {
    const records = [{ eventID: 'large', userAgent: 'x'.repeat(40 * 1024 * 1024) }];
    writeLogFiles(folder, [{ account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records }]);
    await withEngine(async (engine) => {
      expect(engine.brokenFiles).toEqual([]);
      expect((await engine.run(`SELECT eventid FROM ${TABLE}`)).rows).toEqual([['large']]);
    });
  }, 30_000);

  test('fail in a column that CloudTrail is not known to write', async () => {
    const table = { ...glueTable(), columns: [{ name: 'eventcolor', type: 'string' }] };
    await expect(DuckDBEngine.open({ tables: [table], folderOf: () => folder })).rejects.toThrow(
      'cloudtrail_logs.eventcolor is no field that CloudTrail is known to write',
    );
  });
});

describe('file names', () => {
  const day = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01';
  /** Each beside others that it would match, were it a pattern. */
  const names = [
    'a"b',
    'a?b',
    'a*b',
    'a**b',
    '*',
    '**',
    '?',
    'a[x]b',
    'a[!x]b',
    'a[a-z]b',
    'a[b',
    '[[]',
    'a]b',
    'axb',
    'ayb',
    'ab',
    "a'b",
    ' a b ',
    'a\nb',
    'a\tb',
    '{a,b}',
    'a',
    'b',
    'a#b',
    'a%b',
    'a%20b',
    'a\\b',
    'a:b',
    's3:',
    '~',
    '$a',
    '-',
    'é',
    'e\u0301',
    '\u202e\u001b\ufeff',
    '😀',
    '","op":"READ"',
  ];
  const files = names.flatMap((name) => [`${name}.json`, `${name}.json.gz`]);

  function writeNamed(parent: string, name: string, id = name): string {
    const text = JSON.stringify({ Records: [{ eventID: id }] });
    return write(join(parent, name), name.endsWith('.gz') ? gzipSync(text) : text);
  }

  async function idsIn(parent: string): Promise<{ ids: unknown[]; brokenFiles: BrokenFile[]; read: number }> {
    return withEngine(
      async (engine) => {
        const { rows, scan } = await engine.run(`SELECT eventid, account, region, day FROM ${TABLE} ORDER BY eventid`);
        expect(new Set(rows.map((row) => row.slice(1).join(' ')))).toEqual(
          new Set(rows.length > 0 ? ['111122223333 us-east-1 2026/03/01'] : []),
        );
        return { ids: rows.map(([id]) => id), brokenFiles: engine.brokenFiles, read: scan.files.length };
      },
      {},
      { folderOf: () => join(folder, parent) },
    );
  }

  test('are no patterns', async () => {
    files.forEach((name) => writeNamed(day, name));
    const { ids, brokenFiles, read } = await idsIn('');
    expect(brokenFiles).toEqual([]);
    expect([...ids].sort()).toEqual([...files].sort());
    expect(read).toBe(files.length);
  });

  test.each(['a"b', 'a?b', 'a*b', '**', 'a[x]b', '[!a]', 'a[b', "a'b", ' a b ', 'a\nb', '{a,b}', 'a#b', 'a%20b'])(
    'are none in the folder %j either',
    async (parent) => {
      const own = ['a?b.json', 'a*b.json.gz', 'axb.json', "a'b.json.gz", 'a"b.json'];
      own.forEach((name) => writeNamed(join(parent, day), name));
      // Beside it, such as it would match.
      ['ab', 'axb', 'ayb', 'a', 'b', 'x', 'axyb', '[!a'].forEach((name) =>
        writeNamed(join(name, day), 'a?b.json', 'stranger'),
      );
      const { ids, brokenFiles } = await idsIn(parent);
      expect(brokenFiles).toEqual([]);
      expect([...ids].sort()).toEqual([...own].sort());
    },
  );

  test('with a backslash and what stands in a pattern are named, and no other is read instead', async () => {
    const broken = ['a\\*b.json', 'a\\?b.json.gz', 'a\\[b].json', '\\*.json', 'a*\\b.json'].map((name) =>
      writeNamed(day, name),
    );
    writeNamed(day, 'sound.json.gz');
    writeNamed(day, 'a\\b.json');
    // DuckDB takes a backslash for the end of a folder's name.
    writeNamed(join(day, 'a'), '*b.json', 'stranger');
    writeNamed(join(day, 'a*'), 'b.json', 'stranger');
    const { ids, brokenFiles } = await idsIn('');
    expect(ids).toEqual(['a\\b.json', 'sound.json.gz']);
    expect(brokenFiles.map(({ path }) => path).sort()).toEqual(broken.sort());
    expect(brokenFiles.every(({ reason }) => reason !== '' && !reason.includes(folder))).toBe(true);
  });

  test('are named as they are where the file is broken', async () => {
    const path = write(`${day}/a"?*[b]\n'.json`, '{"Records":[');
    await withEngine((engine) => {
      expect(engine.brokenFiles).toMatchObject([{ path }]);
      expect(engine.brokenFiles[0].reason).toMatch(/^[\x20-\x7e]+$/);
      expect(engine.brokenFiles[0].reason).not.toContain(folder);
      return Promise.resolve();
    });
  });
});

describe('a streamed answer', () => {
  const ROWS = 5000;
  const ORDERED = `SELECT eventid, eventname FROM ${TABLE} WHERE eventid <> ? ORDER BY eventid`;

  beforeEach(() => {
    const records = Array.from({ length: ROWS }, (_, index) => ({ eventID: `${1e6 + index}`, eventName: 'GetObject' }));
    writeLogFiles(folder, [{ account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records }]);
  });

  test('has the same as one that is held, in batches', async () => {
    await withEngine(async (engine) => {
      const { columns, rows, filesRead, filesTotal } = await engine.run(ORDERED, ['1000001']);
      const streamed = await engine.stream(ORDERED, ['1000001']);
      expect(streamed).toMatchObject({ columns, filesRead, filesTotal });
      const batches: unknown[][][] = [];
      for await (const batch of streamed.batches) {
        batches.push(batch.rows());
        expect(batch.rows()).toHaveLength(batch.count);
      }
      expect(batches.length).toBeGreaterThan(1);
      expect(batches.flat()).toEqual(rows);
      expect(rows).toHaveLength(ROWS - 1);
    });
  });

  test('may have no rows', async () => {
    await withEngine(async (engine) => {
      const { columns, batches } = await engine.stream(`SELECT eventid FROM ${TABLE} WHERE eventid = 'none'`);
      expect(columns).toEqual(['eventid']);
      for await (const batch of batches) {
        expect(batch).toBeUndefined();
      }
    });
  });

  test('may be read beside another one', async () => {
    await withEngine(async (engine) => {
      const iterators = [];
      for (const without of ['1000000', '1000001']) {
        const { batches } = await engine.stream(ORDERED, [without]);
        iterators.push(batches[Symbol.asyncIterator]());
      }
      const ids: unknown[][] = [[], []];
      const steps = [0, 1, 0, 1, 1, 0, 0, 0, 1, 1];
      for (const index of steps) {
        const { value, done } = await iterators[index].next();
        ids[index].push(...(done ? [] : value.rows().map(([id]) => id)));
      }
      expect(ids.map((each) => each.length)).toEqual([ROWS - 1, ROWS - 1]);
      expect(ids.map(([first]) => first)).toEqual(['1000001', '1000000']);
    });
  });

  test('may be left before its end', async () => {
    await withEngine(async (engine) => {
      for await (const batch of (await engine.stream(ORDERED, [''])).batches) {
        expect(batch.count).toBeGreaterThan(0);
        break;
      }
      expect((await engine.run(ORDERED, [''])).rows).toHaveLength(ROWS);
    });
  });

  // JavaScript's garbage collection doesn't know how much memory it is.
  test('lets go of a batch when the next one is asked for', async () => {
    await withEngine(async (engine) => {
      let last: RowBatch | undefined;
      for await (const batch of (await engine.stream(ORDERED, [''])).batches) {
        expect(last?.rows() ?? []).toEqual([]);
        last = batch;
      }
      expect(last!.rows()).toEqual([]);
    });
  });

  test('fails at once where it must, and else where it breaks off', async () => {
    await withEngine(async (engine) => {
      await expect(engine.stream('SELECT nothing')).rejects.toThrow('nothing');
      await expect(engine.stream(`SELECT CAST(eventname AS bigint) FROM ${TABLE}`)).rejects.toThrow('GetObject');
      const { batches } = await engine.stream(
        "SELECT CASE WHEN i < 200000 THEN i ELSE error('late') END FROM range(300000) AS numbers(i)",
      );
      let count = 0;
      const read = async () => {
        for await (const batch of batches) {
          count += batch.count;
        }
      };
      await expect(read()).rejects.toThrow('The answer breaks off');
      expect(count).toBeGreaterThan(0);
      expect((await engine.run(ORDERED, [''])).rows).toHaveLength(ROWS);
    });
  });
});

describe('memory', () => {
  const SETTINGS =
    "SELECT current_setting('threads'), current_setting('memory_limit'), current_setting('temp_directory')";

  async function settings(limit: number, cores: number): Promise<unknown[]> {
    const processors = jest.spyOn(os, 'availableParallelism').mockReturnValue(cores);
    try {
      const memory = { limit, spillFolder: join(folder, "it's") };
      return await withEngine(async (engine) => (await engine.run(SETTINGS)).rows[0], {}, { memory });
    } finally {
      processors.mockRestore();
    }
  }

  test('is limited, and enough for each thread', async () => {
    writeLogFiles(folder, logFiles());
    expect(await settings(1024 ** 3, 1)).toEqual([1, '1.0 GiB', join(folder, "it's")]);
    expect(await settings(1024 ** 3, 64)).toEqual([3, '1.0 GiB', join(folder, "it's")]);
    expect(await settings(8 * 1024 ** 3, 64)).toEqual([28, '8.0 GiB', join(folder, "it's")]);
  });

  test('is more where a file needs more', async () => {
    const records = [{ eventID: 'large', userAgent: 'x'.repeat(20 * 1024 * 1024) }];
    writeLogFiles(folder, [{ account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records }]);
    // 64 MiB, and eight times the file, thrice.
    expect((await settings(300 * 1024 * 1024, 64)).slice(0, 2)).toEqual([1, '672.0 MiB']);
  });

  test('is more also where the largest file is not that of the last table', async () => {
    const records = [{ eventID: 'large', userAgent: 'x'.repeat(20 * 1024 * 1024) }];
    writeLogFiles(folder, [
      { account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records },
      { account: ACCOUNTS[0], region: REGIONS[1], day: DAYS[0], records: [{ eventID: 'small' }] },
    ]);
    const tables = REGIONS.map((region) => ({ ...glueTable({ 'projection.region.values': region }), name: region }));
    const memory = { limit: 300 * 1024 * 1024, spillFolder: join(folder, 'spill') };
    const limits = async (engine: DuckDBEngine) => (await engine.run(SETTINGS)).rows[0].slice(0, 2);
    expect(await withEngine(limits, {}, { tables, memory })).toEqual([1, '672.0 MiB']);
  });

  test('is the machine’s without a limit', async () => {
    const [threads] = await withEngine(async (engine) => (await engine.run(SETTINGS)).rows[0]);
    expect(threads).toBeGreaterThanOrEqual(os.availableParallelism());
  });
});

test('a text keeps a byte order mark at its beginning', async () => {
  await withEngine(async (engine) => {
    expect((await engine.run(`SELECT chr(65279) || 'a', chr(65279)`)).rows).toEqual([['\ufeffa', '\ufeff']]);
  });
});

test('a table has all three parts of its name', async () => {
  const answer = await withEngine((engine) => engine.run(`SELECT count(*) FROM AwsDataCatalog.${TABLE}`));
  expect(answer.rows).toEqual([[0]]);
});

test.each<[string, string[], string]>([
  [`SELECT ? FROM ${TABLE}`, [], 'parameter'],
  [`SELECT 1 FROM ${TABLE}`, ['2026/03/01'], 'parameter'],
  ['SELECT 1 FROM "audit"."elsewhere"', [], 'elsewhere does not exist'],
])('fails at %s with %j', async (statement, parameters, message) => {
  await expect(withEngine((engine) => engine.run(statement, parameters))).rejects.toThrow(message);
});

describe('log files that are parsed once', () => {
  const answersOf = async (engine: DuckDBEngine, statement: string, parameters: string[] = []) =>
    wholeAnswer(await engine.stream(statement, parameters));
  const STATEMENTS: [string, string[]][] = [
    [`SELECT account, region, day, eventid FROM ${TABLE} ORDER BY eventid`, []],
    [
      `SELECT eventid FROM ${TABLE} WHERE day BETWEEN ? AND ? AND region = ? ORDER BY eventid`,
      [DAYS[1], DAYS[2], 'eu-west-1'],
    ],
    [`SELECT date_format(current_date, '%Y/%m/%d') AS today, count(*) AS events FROM ${TABLE}`, []],
    [`SELECT count(*) AS events FROM awsdatacatalog.${TABLE}`, []],
  ];

  test('are answered as from the files, and tell what a plan over the files reads', async () => {
    writeLogFiles(folder, logFiles());
    const spillFolder = newFolder();
    await withEngine(async (engine) => {
      const before = [];
      for (const [statement, parameters] of STATEMENTS) {
        before.push(await answersOf(engine, statement, parameters));
      }
      expect(before.map(({ rows, filesRead }) => [rows.length, filesRead])).toEqual([
        [16, 16],
        [4, 4],
        [1, 16],
        [1, 16],
      ]);
      expect([engine.fileCount, engine.eventCount]).toEqual([16, 16]);
      await engine.parseOnce(spillFolder);
      // None has anything left to be parsed again.
      writeLogFiles(
        folder,
        [...logFiles()].map((file) => ({ ...file, records: [] })),
      );
      for (const [index, [statement, parameters]] of STATEMENTS.slice(0, 3).entries()) {
        expect(await answersOf(engine, statement, parameters)).toEqual(before[index]);
      }
    });
  });

  test('give what is taken out of JSON once, and show no column of it', async () => {
    const take = (path: string) => `json_extract_scalar(requestparameters, '$.${path}')`;
    const shipped = `SELECT eventid, ${take('key')} AS lower, ${take('Key')} AS upper, ${take('x.y')} AS inner
      FROM (SELECT *, '*' AS more FROM ${TABLE}) ORDER BY eventid`;
    const own = [
      `SELECT * FROM ${TABLE}`,
      `SELECT ${take('key')} AS own FROM (SELECT upper(requestparameters) AS requestparameters FROM ${TABLE})`,
    ];
    const parameters = ['{"key":"a","Key":"b","x":{"y":1}}', '{"key":{"z":1}}', 'no JSON', null];
    const records = parameters.map((requestParameters, index) => ({ eventID: String(index), requestParameters }));
    writeLogFiles(folder, [{ account: ACCOUNTS[0], region: REGIONS[0], day: DAYS[0], records }]);
    const spillFolder = newFolder();
    await withEngine(async (engine) => {
      const before = await Promise.all([shipped, ...own].map((statement) => engine.run(statement)));
      expect(before[0].rows).toEqual([
        ['0', 'a', 'b', '1'],
        ['1', null, null, null],
        ['2', null, null, null],
        ['3', null, null, null],
      ]);
      await engine.parseOnce(spillFolder, [shipped]);
      for (const [index, statement] of [shipped, ...own].entries()) {
        const { columns, rows } = before[index];
        expect(await answersOf(engine, statement)).toMatchObject({ columns, rows });
      }
    });
  });

  test('an answer that is not read to its end does not disturb the next one', async () => {
    writeLogFiles(folder, logFiles());
    const spillFolder = newFolder();
    await withEngine(async (engine) => {
      await engine.parseOnce(spillFolder);
      await engine.stream(STATEMENTS[0][0]);
      expect((await answersOf(engine, STATEMENTS[0][0])).rows).toHaveLength(16);
      expect((await engine.run(STATEMENTS[0][0])).rows).toHaveLength(16);
    });
  });
});
