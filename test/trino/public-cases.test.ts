import { writeLogFiles } from '../../engine/storage/log-files';
import { TrinoEngine } from '../../engine/trino/engine';
import { PublicCases } from '../cases/public-cases';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

const cases = new PublicCases(todayForAWhile());
const folder = newFolder();

let engine: TrinoEngine;
beforeAll(async () => {
  writeLogFiles(folder, cases.logFiles);
  engine = await TrinoEngine.open({ tables: cases.template.tables, folderOf: () => folder });
}, START_MS);
afterAll(async () => {
  await engine?.close();
});

describe('public records are answered right', () => {
  test.each(cases.answers)('$name', async (answer) => {
    await cases.expectAnswer(engine, answer);
  });
});

test('a client has the name and the version that a person would give', async () => {
  await cases.expectClients(engine);
});
