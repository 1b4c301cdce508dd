import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { objectKeys, writeLogFiles } from '../../engine/log-files';
import type { QueryEngine } from '../../engine/query-engine';
import { TrinoEngine } from '../../engine/trino/engine';
import { recordLines } from '../../engine/trino/record-lines';
import { newFolder } from '../new-folder';
import { QueryCases, type Storage, expectCase } from '../query-cases';
import { todayForAWhile } from '../trino/today';

const START_MS = 3 * 60_000;
/** In each of the 34 log files that the table has. */
const EVENTS_PER_FILE = 6_400;

const today = todayForAWhile(45);
const cases = new QueryCases(today, EVENTS_PER_FILE);
const folder = newFolder();

let files: string[];
beforeAll(() => {
  writeLogFiles(folder, cases.logFiles);
  files = objectKeys(folder, '');
}, START_MS);

test('there are 200,000 events', () => {
  expect(cases.eventCount).toBeGreaterThan(200_000);
});

/** How each engine opens the logs, and what it finds in the bucket. */
const ENGINES = [
  {
    name: 'DuckDB',
    open: () => DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today }),
    listsEmptyFolders: false,
    sizeOf: (key: string) => statSync(join(folder, key)).size,
  },
  {
    name: 'Trino',
    open: () => TrinoEngine.open({ tables: cases.template.tables, folderOf: () => folder }),
    listsEmptyFolders: true,
    sizeOf: (key: string) => recordLines(key, readFileSync(join(folder, key))).length,
  },
];

describe.each(ENGINES)(
  'every query answers as a filter over the raw records does: $name',
  ({ open, listsEmptyFolders, sizeOf }) => {
    let engine: QueryEngine;
    let storage: Storage;
    beforeAll(async () => {
      engine = await open();
      const sizes = new Map(files.map((key) => [key, sizeOf(key)]));
      storage = { files, listsEmptyFolders, sizeOf: (key) => sizes.get(key)! };
    }, START_MS);
    afterAll(async () => {
      await engine?.close();
    });

    test.each(cases.ofPack())('$name', async (queryCase) => {
      await expectCase(engine, queryCase, storage);
    });
  },
);
