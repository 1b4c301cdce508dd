import { TrinoEngine } from '../../engine/trino/engine';
import { SourceCases } from '../cases/source-cases';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

test(
  'a source of several tables puts their rows together, each with days of its own, and reads no other files',
  async () => {
    const cases = new SourceCases(todayForAWhile());
    const folders = new Map(['before', 'today'].map((bucket) => [bucket, newFolder()]));
    folders.forEach((folder, bucket) => cases.write(bucket, folder));
    const engine = await TrinoEngine.open({ tables: cases.tables, folderOf: (bucket) => folders.get(bucket)! });
    try {
      await cases.expectAnswers(engine);
    } finally {
      await engine.close();
    }
  },
  START_MS,
);
