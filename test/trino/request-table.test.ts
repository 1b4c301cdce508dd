import { loadDay } from '../../engine/load-requests';
import { writeLogFiles } from '../../engine/storage/log-files';
import { TrinoEngine } from '../../engine/trino/engine';
import { LoadedHistory } from '../cases/loaded-history';
import { STEPS } from '../cases/loaded-history-steps';
import { QueryCases, type Storage, expectScan } from '../cases/query-cases';
import { trinoStorage } from '../cases/stored-files';
import { newFolder } from '../new-folder';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

const today = todayForAWhile(10);

describe('every query over a request table is valid, answers as a filter over the raw records does, and of the logs reads the last days alone', () => {
  const cases = new QueryCases(today, undefined, true);
  const folder = newFolder();
  let engine: TrinoEngine;
  let storage: Storage;
  beforeAll(async () => {
    writeLogFiles(folder, cases.logFiles);
    storage = trinoStorage(folder);
    const { tables, icebergTables, loads } = cases.template;
    engine = await TrinoEngine.open({ tables, icebergTables, folderOf: () => folder });
    for (const day of cases.loadedDays) {
      await loadDay(engine, loads[0], day);
    }
  }, START_MS);
  afterAll(async () => {
    await engine?.close();
  });

  test.each(cases.all())('$name', async (queryCase) => {
    const { sql, parameters, check } = queryCase;
    await engine.validate(sql, parameters);
    const answer = await engine.run(sql, parameters);
    check(answer);
    expect(answer.rows).not.toHaveLength(0);
    expectScan(answer, queryCase, storage);
  });
});

describe.each([
  ['a list of accounts', false],
  ['accounts that each query names', true],
])('a request table in some days, with %s', (_, injected) => {
  const folder = newFolder();
  let engine: TrinoEngine;
  const history = new LoadedHistory(today, folder, () => Promise.resolve(engine), injected);
  beforeAll(async () => {
    const { tables, icebergTables } = history.template;
    engine = await TrinoEngine.open({ tables, icebergTables, folderOf: () => folder });
  }, START_MS);
  afterAll(async () => {
    await engine?.close();
  });

  test.each(STEPS)('%s', async (_name, check) => {
    await check(history);
  });
});
