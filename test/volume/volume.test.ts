import { DuckDBEngine } from '../../engine/duckdb/engine';
import type { QueryEngine } from '../../engine/query-engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import { TrinoEngine } from '../../engine/trino/engine';
import { QueryCases, type Storage, expectCase } from '../cases/query-cases';
import { duckDBStorage, trinoStorage } from '../cases/stored-files';
import { newFolder } from '../new-folder';
import { todayForAWhile } from '../trino/today';

const START_MS = 3 * 60_000;
/** In each of the 34 log files that the table has. */
const EVENTS_PER_FILE = 6_400;

const today = todayForAWhile(45);
const cases = new QueryCases(today, EVENTS_PER_FILE);
const folder = newFolder();

beforeAll(() => writeLogFiles(folder, cases.logFiles), START_MS);

test('there are 200,000 events', () => {
  expect(cases.eventCount).toBeGreaterThan(200_000);
});

const ENGINES = [
  {
    name: 'DuckDB',
    open: () => DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today }),
    storageIn: duckDBStorage,
  },
  {
    name: 'Trino',
    open: () => TrinoEngine.open({ tables: cases.template.tables, folderOf: () => folder }),
    storageIn: trinoStorage,
  },
];

describe.each(ENGINES)('every query answers as a filter over the raw records does: $name', ({ open, storageIn }) => {
  let engine: QueryEngine;
  let storage: Storage;
  beforeAll(async () => {
    engine = await open();
    storage = storageIn(folder);
  }, START_MS);
  afterAll(async () => {
    await engine?.close();
  });

  test.each(cases.ofPack())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});
