import { DuckDBEngine } from '../../engine/duckdb/engine';
import { QueryPack } from '../../lib';
import { type Storage, expectCase } from '../cases/query-cases';
import { duckDBStorage } from '../cases/stored-files';
import { DEPLOYMENTS, TemplateCases } from '../cases/template-cases';
import { newFolder } from '../new-folder';

const TODAY = '2026/11/20';

describe.each(Object.entries(DEPLOYMENTS))('the queries of a template with parameters: %s', (name, deployment) => {
  const cases = new TemplateCases(TODAY, deployment(TODAY));
  let engine: DuckDBEngine;
  let storage: Storage;
  beforeAll(async () => {
    const folder = newFolder();
    cases.write(folder);
    storage = duckDBStorage(folder);
    engine = await DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today: TODAY });
  }, 60_000);
  afterAll(() => engine?.close());

  test.each(cases.all())('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });

  test('all that need no more than the parameters are saved', () => {
    const needed = ['bucket', 'key', 'principal', ...(name === 'audit' ? [] : ['trail', 'log_bucket'])];
    const saved = QueryPack.ALL.filter(({ inputs }) => !inputs.some((input) => needed.includes(input.name)));
    const { savedQueries, preparedStatements } = cases.template;
    expect(savedQueries.map((query) => query.name).sort()).toEqual(saved.map(({ queryName }) => queryName).sort());
    expect(preparedStatements).toHaveLength(QueryPack.ALL.length);
  });
});
