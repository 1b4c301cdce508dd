import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { loadDay } from '../../engine/load-requests';
import { objectKeys, writeLogFiles } from '../../engine/storage/log-files';
import { LoadedHistory } from '../cases/loaded-history';
import { STEPS } from '../cases/loaded-history-steps';
import { QueryCases } from '../cases/query-cases';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/12';
const YESTERDAY = '2026/11/11';

describe('every query over a request table answers as a filter over the raw records does', () => {
  const cases = new QueryCases(TODAY, undefined, true);
  const folder = newFolder();
  const iceberg = { tables: cases.template.icebergTables, folder: newFolder() };
  let engine: DuckDBEngine;
  beforeAll(async () => {
    writeLogFiles(folder, cases.logFiles);
    engine = await DuckDBEngine.open({ tables: cases.template.tables, iceberg, folderOf: () => folder, today: TODAY });
    for (const day of cases.loadedDays) {
      await loadDay(engine, cases.template.loads[0], day);
    }
  });
  afterAll(async () => {
    await engine?.close();
  });

  // Each query as it is saved, and the most asked ones with parameters; on Trino, all with both.
  const some = cases.all().filter(({ parameters }) => parameters.length === 0 || parameters[0].includes('-'));
  test.each(some)('$name', async ({ sql, parameters, check, partitions }) => {
    const answer = await engine.run(sql, parameters);
    check(answer);
    expect(answer.rows).not.toHaveLength(0);
    expect(answer.scan.partitions).toEqual(expect.arrayContaining(partitions));
    // Not all of them need be: DuckDB takes bounds that are parameters into no other scan.
    expect(answer.scan.partitions.filter((path) => ![TODAY, YESTERDAY].includes(path.slice(-11, -1)))).toEqual([]);
  });

  test('what is read of the table are the columns that are named, whatever was read before', async () => {
    const [{ database, name }] = cases.template.icebergTables;
    const files = objectKeys(iceberg.folder, `${database}/${name}/`);
    const size = files.reduce((sum, key) => sum + statSync(join(iceberg.folder, key)).size, 0);
    const read = async (column: string) => {
      const { scan } = await engine.run(`SELECT max(${column}) FROM "${database}"."${name}"`);
      return scan.inserted!;
    };
    const region = await read('region');
    const parameters = await read('request_parameters');
    expect([region.files, parameters.files]).toEqual([files.length, files.length]);
    expect(region.bytes).toBeGreaterThan(0);
    expect(region.bytes).toBeLessThan(parameters.bytes);
    expect(parameters.bytes).toBeLessThan(size);
    expect(await read('request_parameters')).toEqual(parameters);
  });
});

describe.each([
  ['a list of accounts', false],
  ['accounts that each query names', true],
])('a request table in some days, with %s', (_, injected) => {
  const folder = newFolder();
  const requests = newFolder();
  const engines: DuckDBEngine[] = [];
  const history = new LoadedHistory(
    TODAY,
    folder,
    async ({ tables, icebergTables }) => {
      // It looks for files when it is opened.
      const iceberg = { tables: icebergTables, folder: requests };
      engines.push(await DuckDBEngine.open({ tables, iceberg, folderOf: () => folder, today: TODAY }));
      return engines[engines.length - 1];
    },
    injected,
  );
  afterAll(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.close()));
  });

  test.each(STEPS)('%s', async (_name, check) => {
    await check(history);
  });
});
