import { DuckDBEngine } from '../../engine/duckdb/engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import { type Storage, expectCase } from '../cases/query-cases';
import { duckDBStorage } from '../cases/stored-files';
import { COLUMNS, ViewCases } from '../cases/view-cases';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/18';

const cases = new ViewCases(TODAY);
const folder = newFolder();

let engine: DuckDBEngine;
let storage: Storage;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  storage = duckDBStorage(folder);
  const { tables, views } = cases.template;
  engine = await DuckDBEngine.open({ tables, views, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

describe('through the view, every question answers as a filter over the raw records does, and reads no file besides', () => {
  test.each(cases.all())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});

test('it has the columns of the relation, and all of them hold something', async () => {
  const counts = COLUMNS.map((name) => `count(${name}) AS ${name}`);
  const { columns, rows } = await engine.run(`SELECT ${counts.join(', ')} FROM ${cases.name}`);
  expect(columns).toEqual(COLUMNS);
  expect(columns.filter((_, index) => rows[0][index] === 0)).toEqual([]);
});
