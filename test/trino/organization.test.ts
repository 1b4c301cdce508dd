import { TrinoEngine } from '../../engine/trino/engine';
import { OrganizationCases, together } from '../cases/organization-cases';
import { type Storage, expectCase } from '../cases/query-cases';
import { trinoStorage } from '../cases/stored-files';
import { START_MS } from './start-time';
import { todayForAWhile } from './today';

describe.each([
  ['by a list of accounts', false],
  ['by accounts that each query names', true],
])('the logs of an organization in several places, %s', (_, injected) => {
  const cases = new OrganizationCases(todayForAWhile(10), injected);
  let engine: TrinoEngine;
  let storage: Storage;
  beforeAll(async () => {
    cases.write();
    storage = together([...cases.folders.values()].map(trinoStorage));
    engine = await TrinoEngine.open({
      tables: cases.template.tables,
      views: cases.template.views,
      folderOf: (bucket) => cases.folders.get(bucket)!,
    });
  }, START_MS);
  afterAll(async () => {
    await engine?.close();
  });

  test.each([...cases.all(), cases.ofView()])('$name', async (queryCase) => {
    await engine.validate(queryCase.sql, queryCase.parameters);
    await expectCase(engine, queryCase, storage);
  });

  test('a query that names no account is refused where each must name some', async () => {
    const [, organization] = cases.template.tables;
    const all = engine.run(`SELECT count(*) FROM "${organization.database}"."${organization.name}"`);
    await (injected ? expect(all).rejects.toThrow(/account/) : expect(all).resolves.toBeDefined());
    const [view] = cases.template.views;
    const ofView = engine.run(`SELECT count(*) FROM "${view.database}"."${view.name}" WHERE day = '2026/11/01'`);
    await (injected ? expect(ofView).rejects.toThrow(/account/) : expect(ofView).resolves.toBeDefined());
  });
});
