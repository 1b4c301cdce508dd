import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBEngine } from '../engine/duckdb/engine';
import { writeLogFiles } from '../engine/log-files';
import { AuditQuery, QueryPack } from '../lib';
import { comparableRows } from './comparable-rows';
import { newFolder } from './new-folder';
import { predicateMutants } from './predicate-mutants';
import { QueryCases, inputsOf } from './query-cases';
import { ENV } from './util';

const [DAY_BEFORE, TODAY] = ['2026/11/17', '2026/11/18'];

const cases = new QueryCases(TODAY);
const folder = newFolder();
const [table] = cases.template.tables;

let engine: DuckDBEngine;
beforeAll(async () => {
  writeLogFiles(
    folder,
    cases.logFiles.filter(({ account, day }) => account !== ENV.account && day >= DAY_BEFORE),
  );
  engine = await DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

const mutants = QueryPack.ALL.flatMap(({ queryName }) => {
  const original = readFileSync(join(__dirname, `../lib/queries/${queryName}.sql`), 'utf8');
  return predicateMutants(original).map((mutant) => ({ queryName, original, ...mutant }));
});

/** What a text answers over two days; and over one, with the defaults of its header. Rows are in an order of their own. */
async function answers(queryName: string, text: string): Promise<unknown[]> {
  const query = AuditQuery.fromText(queryName, text);
  // Which two events a sample has is left to the engine.
  const sql = query._preparedText(`"${table.database}"."${table.name}"`).replace(/\nLIMIT 2$/, '');
  const inputs = inputsOf(query);
  const defaults = query.inputs.map(({ name, defaultValue }) => defaultValue ?? inputs[name]);
  const runs = [
    await engine.run(sql, [DAY_BEFORE, TODAY, ...Object.values(inputs)]),
    await engine.run(sql, [TODAY, TODAY, ...defaults]),
  ];
  return runs.map(({ columns, rows }) => comparableRows(columns, rows));
}

// `test/queries.test.ts` holds the answers themselves; here is shown that the logs tell a query without one of its
// predicates from the query.
describe('no predicate of a query can be left out unnoticed', () => {
  const originals = new Map<string, Promise<unknown[]>>();

  test.each(mutants)('$queryName without $without', async ({ queryName, original, text }) => {
    originals.set(queryName, originals.get(queryName) ?? answers(queryName, original));
    expect(await answers(queryName, text)).not.toEqual(await originals.get(queryName));
  });
});
