import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBEngine } from '../../../engine/duckdb/engine';
import { type LogFile, writeLogFiles } from '../../../engine/log-files';
import { glueTable } from '../glue-table';

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

async function withEngine<Result>(use: (engine: DuckDBEngine) => Promise<Result>, parameters = {}): Promise<Result> {
  const engine = await DuckDBEngine.open({ tables: [glueTable(parameters)], folderOf: () => folder, today: TODAY });
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

test('broken files are named and left out, the rest is answered', async () => {
  writeLogFiles(folder, logFiles());
  const day = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01';
  const zipped = gzipSync(JSON.stringify({ Records: Array.from({ length: 99 }, (_, i) => ({ eventID: `${i * i}` })) }));
  const broken = [
    write(`${day}/cut.json.gz`, zipped.subarray(0, zipped.length / 2)),
    write(`${day}/empty.json`, ''),
    write(`${day}/empty.json.gz`, ''),
    write(`${day}/empty-inside.json.gz`, gzipSync('')),
    write(`${day}/list.json`, '[{"eventID":"1"}]'),
    write(`${day}/no-gzip.json.gz`, '{"Records":[]}'),
    write(`${day}/no-json.json`, 'Access Denied'),
    write(`${day}/no-records.json`, '{"digestPublicKeyFingerprint":"x"}'),
    write(`${day}/record-lines.json`, '{"eventID":"1"}\n{"eventID":"2"}'),
    write(`${day}/object.json`, '{"Records":{"eventID":"1"}}'),
    write(`${day}/shape.json`, '{"Records":[{"eventID":"1"},{"eventID":"2","userIdentity":"root"}]}'),
  ];
  await withEngine(async (engine) => {
    expect(engine.brokenFiles.map(({ path }) => basename(path)).sort()).toEqual(
      broken.map((path) => basename(path)).sort(),
    );
    expect(engine.brokenFiles.every(({ reason }) => reason !== '' && !reason.includes(folder))).toBe(true);
    expect(await engine.run(`SELECT count(*) AS n FROM ${TABLE}`)).toMatchObject({ rows: [[16]], filesTotal: 16 });
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
