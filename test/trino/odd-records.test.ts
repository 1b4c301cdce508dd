import { writeLogFiles } from '../../engine/storage/log-files';
import { TrinoEngine } from '../../engine/trino/engine';
import { OddRecords } from '../cases/odd-records';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

const odd = new OddRecords(todayForAWhile());
const folder = newFolder();

let engine: TrinoEngine;
beforeAll(async () => {
  writeLogFiles(folder, odd.logFiles);
  engine = await TrinoEngine.open({ tables: odd.template.tables, folderOf: () => folder });
}, START_MS);
afterAll(async () => {
  await engine?.close();
});

describe('a record of another service is in no answer about S3', () => {
  test.each(odd.queryNames)('%s', async (name) => {
    await odd.expectNoneOfOthers(engine, name);
  });
});

test('a record of each version is answered, beside other services', async () => {
  await odd.expectVersions(engine);
});
