import { DuckDBEngine } from '../../engine/duckdb/engine';
import { writeLogFiles } from '../../engine/storage/log-files';
import { OddRecords } from '../cases/odd-records';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/25';

const odd = new OddRecords(TODAY);
const folder = newFolder();

let engine: DuckDBEngine;
beforeAll(async () => {
  writeLogFiles(folder, odd.logFiles);
  engine = await DuckDBEngine.open({ tables: odd.template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

test('every file of them is sound', () => {
  expect([engine.brokenFiles, engine.oddFiles, engine.fileCount]).toEqual([[], [], odd.logFiles.length]);
});

describe('a record of another service is in no answer about S3', () => {
  test.each(odd.queryNames)('%s', async (name) => {
    await odd.expectNoneOfOthers(engine, name);
  });

  test('which would have it, were it S3’s', async () => {
    expect(odd.otherServices.length).toBeGreaterThan(30);
    expect(odd.otherServices).not.toContain('s3.amazonaws.com');
    expect(await odd.answeredIfDisguised(engine)).toEqual(expect.arrayContaining(['sample-events', 'top-talkers']));
  }, 60_000);
});

test('a record of each version is answered, beside other services', async () => {
  await odd.expectVersions(engine);
});
