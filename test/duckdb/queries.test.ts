import { DuckDBEngine } from '../../engine/duckdb/engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import { AuditQuery } from '../../lib';
import { NO_DAYS, QueryCases, type Storage, expectCase } from '../cases/query-cases';
import { duckDBStorage } from '../cases/stored-files';
import { wholeAnswer } from '../engine/whole-answer';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/12';

const cases = new QueryCases(TODAY);
const folder = newFolder();

let engine: DuckDBEngine;
let storage: Storage;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  storage = duckDBStorage(folder);
  engine = await DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

describe('every query answers as a filter over the raw records does, and reads no file besides', () => {
  test.each(cases.all())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});

describe('so it does with other inputs, and with those that stand in its header', () => {
  test.each(cases.variants())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});

describe('answers what there is, without an error', () => {
  test.each(cases.silent())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});

describe('so it does from log files that are parsed once, their values taken out of JSON', () => {
  beforeAll(async () => {
    await engine.parseOnce(
      newFolder(),
      cases.all().map(({ sql }) => sql),
    );
  });

  test.each(cases.all())('$name', async ({ sql, parameters, check }) => {
    const answer = await wholeAnswer(await engine.stream(sql, parameters));
    check({ ...answer, scan: { partitions: [], files: [], bytes: 0 } });
  });
});

test('a sample of events is looked for in its region only', async () => {
  const sample = cases.all().filter(({ limited }) => limited);
  expect(sample).toHaveLength(3);
  for (const { sql, parameters, partitions } of sample) {
    // What is planned, where the limit may be reached before.
    expect((await engine.run(sql, parameters)).filesRead).toBe(partitions.length);
  }
});

test.each(NO_DAYS)('a day that is none fails: "%s"', async (day) => {
  await expect(engine.run(cases.preparedText(AuditQuery.SIGV2_REQUESTS), [day, TODAY])).rejects.toThrow();
});

test('a day with one digit is understood', async () => {
  const sql = cases.preparedText(AuditQuery.SIGV2_REQUESTERS);
  const answer = await engine.run(sql, ['2026/11/9', '2026-11-9']);
  expect(answer.rows).not.toHaveLength(0);
  expect(answer).toEqual(await engine.run(sql, ['2026/11/09', '2026/11/09']));
});
