import { DuckDBEngine } from '../../engine/duckdb/engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import { PublicCases, USER_AGENTS } from '../cases/public-cases';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/25';

const cases = new PublicCases(TODAY);
const folder = newFolder();

let engine: DuckDBEngine;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  engine = await DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

describe('public records are answered right', () => {
  test.each(cases.answers)('$name', async (answer) => {
    await cases.expectAnswer(engine, answer);
  });
});

test('user agents of many products are known, each with its origin', () => {
  expect(new Set(USER_AGENTS.map(({ client }) => client)).size).toBeGreaterThan(90);
  expect(new Set(USER_AGENTS.map(({ userAgent }) => userAgent)).size).toBe(USER_AGENTS.length);
  expect(USER_AGENTS.filter(({ origin }) => !origin)).toEqual([]);
});

test('a client has the name and the version that a person would give', async () => {
  await cases.expectClients(engine);
});
