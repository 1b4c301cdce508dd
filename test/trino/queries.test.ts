import type { QueryAnswer } from '../../engine/query-engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import type { GlueTable } from '../../engine/template/template';
import { TrinoEngine } from '../../engine/trino/engine';
import { AuditQuery } from '../../lib';
import { parameterDays } from '../../lib/relation/query-window';
import { NO_DAYS, QueryCases, type Storage, expectCase } from '../cases/query-cases';
import { trinoStorage } from '../cases/stored-files';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

const today = todayForAWhile();
const cases = new QueryCases(today);
const folder = newFolder();
const [table] = cases.template.tables;

/** Tables that the construct can't make, and what a query for today asks of S3 there. None of them is an error. */
const wrongTables: { name: string; parameters: Record<string, string | undefined>; partitions: string[] }[] = [
  {
    name: 'without_template',
    parameters: { 'storage.location.template': undefined },
    // Hive's layout, which CloudTrail's is not.
    partitions: ['eu-west-1', 'us-east-1'].flatMap((region) =>
      ['111122223333', '444455556666'].map(
        (account) => `AWSLogs/account=${account}/region=${region}/day=${today.replaceAll('/', '%2F')}/`,
      ),
    ),
  },
  { name: 'without_projection', parameters: { 'projection.enabled': 'false' }, partitions: [] },
  {
    name: 'with_dashes',
    parameters: { 'projection.day.format': 'yyyy-MM-dd', 'projection.day.range': 'NOW-9DAYS,NOW' },
    partitions: [],
  },
  {
    name: 'with_another_account',
    parameters: { 'projection.account.values': '777788889999' },
    partitions: ['eu-west-1', 'us-east-1'].map((region) => `AWSLogs/777788889999/CloudTrail/${region}/${today}/`),
  },
];

function wrongTable({ name, parameters }: (typeof wrongTables)[number]): GlueTable {
  const all = Object.entries({ ...table.parameters, ...parameters });
  return {
    ...table,
    name,
    parameters: Object.fromEntries(all.filter((entry): entry is [string, string] => !!entry[1])),
  };
}

let engine: TrinoEngine;
let storage: Storage;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  storage = trinoStorage(folder);
  engine = await TrinoEngine.open({
    tables: [...cases.template.tables, ...wrongTables.map(wrongTable)],
    folderOf: () => folder,
  });
}, START_MS);
afterAll(async () => {
  await engine?.close();
});

describe('every query is valid, answers as a filter over the raw records does, and lists and reads nothing besides', () => {
  test.each(cases.all())('$name', async (queryCase) => {
    await engine.validate(queryCase.sql, queryCase.parameters);
    await expectCase(engine, queryCase, storage);
  });

  test.each(cases.all().filter(({ limited }) => limited))('$name, without its limit', async (queryCase) => {
    const sql = queryCase.sql.replace(/\nLIMIT 2$/, '');
    expect(sql).not.toBe(queryCase.sql);
    const check = ({ rows }: QueryAnswer) => expect(rows.length).toBeGreaterThan(2);
    await expectCase(engine, { ...queryCase, sql, limited: false, check }, storage);
  });
});

describe('so it does with other inputs, and with those that stand in its header', () => {
  test.each(cases.variants())('$name', async (queryCase) => {
    await engine.validate(queryCase.sql, queryCase.parameters);
    await expectCase(engine, queryCase, storage);
  });
});

describe('answers what there is, without an error', () => {
  test.each(cases.silent())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});

describe('a day', () => {
  test.each(NO_DAYS)('that is none fails: "%s"', async (day) => {
    await expect(engine.run(cases.preparedText(AuditQuery.SIGV2_REQUESTS), [day, today])).rejects.toThrow(
      'INVALID_FUNCTION_ARGUMENT',
    );
  });

  test('with one digit is understood', async () => {
    const { firstDay, lastDay } = parameterDays();
    const answer = await engine.run(`SELECT ${firstDay}, ${lastDay}`, ['2026/11/9', '2026-1-09']);
    expect(answer.rows).toEqual([['2026/11/09', '2026/01/09']]);
  });
});

describe('finds nothing, without an error, in a table', () => {
  test.each(wrongTables)('$name', async ({ name, partitions }) => {
    const sql = cases.preparedText(AuditQuery.SIGV2_REQUESTERS);
    const { rows, scan } = await engine.run(sql.replace(`"${table.name}"`, `"${name}"`), [today, today]);
    expect(rows).toEqual([]);
    expect(scan).toEqual({ partitions: partitions.sort(), files: [], bytes: 0 });
    // The construct's own table finds them.
    expect((await engine.run(sql, [today, today])).rows).not.toEqual([]);
  });
});

test.each([
  [`SELECT lowr(eventid) FROM "${table.database}"."${table.name}"`, /FUNCTION_NOT_FOUND|not registered/],
  [`SELECT CAST(eventid AS txt) FROM "${table.database}"."${table.name}"`, /TYPE_NOT_FOUND|Unknown type/],
  [`SELECT evntid FROM "${table.database}"."${table.name}"`, /COLUMN_NOT_FOUND|cannot be resolved/],
])('validation refuses %s', async (statement, message) => {
  await expect(engine.validate(statement)).rejects.toThrow(message);
});
