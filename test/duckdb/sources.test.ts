import { DuckDBEngine } from '../../engine/duckdb/engine';
import { SourceCases, textOfOne } from '../cases/source-cases';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/26';

test('a source of several tables puts their rows together, each with days of its own, and reads no other files', async () => {
  const cases = new SourceCases(TODAY);
  const folders = new Map(['before', 'today'].map((bucket) => [bucket, newFolder()]));
  folders.forEach((folder, bucket) => cases.write(bucket, folder));
  const engine = await DuckDBEngine.open({
    tables: cases.tables,
    folderOf: (bucket) => folders.get(bucket)!,
    today: TODAY,
  });
  try {
    await cases.expectAnswers(engine);
  } finally {
    await engine.close();
  }
});

test('a source of one table reads it as it is', () => {
  expect(textOfOne()).toBe('FROM t\nWHERE a\n  AND b');
});
