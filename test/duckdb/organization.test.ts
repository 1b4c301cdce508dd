import { DuckDBEngine } from '../../engine/duckdb/engine';
import { AuditQuery } from '../../lib';
import { OrganizationCases, together } from '../cases/organization-cases';
import { type Storage, expectCase } from '../cases/query-cases';
import { duckDBStorage } from '../cases/stored-files';

const TODAY = '2026/11/12';
/** Trino is asked all of them. */
const QUERIES = [
  AuditQuery.SAMPLE_EVENTS,
  AuditQuery.SIGV2_REQUESTS,
  AuditQuery.SIGV2_REQUESTERS_IN_REGION,
  AuditQuery.OBJECT_DELETE_REQUESTS,
];

describe.each([
  ['by a list of accounts', false],
  ['by accounts that each query names', true],
])('the logs of an organization in several places, %s', (_, injected) => {
  const cases = new OrganizationCases(TODAY, injected, QUERIES, 10);
  let engine: DuckDBEngine;
  let storage: Storage;
  beforeAll(async () => {
    cases.write();
    storage = together([...cases.folders.values()].map(duckDBStorage));
    engine = await DuckDBEngine.open({
      tables: cases.template.tables,
      views: cases.template.views,
      folderOf: (bucket) => cases.folders.get(bucket)!,
      today: TODAY,
    });
    // It writes some hundred files, beside whatever else the machine does.
  }, 60_000);
  afterAll(async () => {
    await engine?.close();
  });

  test.each([...cases.all(), cases.ofView()])('$name', async (queryCase) => {
    await expectCase(engine, queryCase, storage);
  });
});
