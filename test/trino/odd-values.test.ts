import { DuckDBEngine } from '../../engine/duckdb/engine';
import type { QueryEngine } from '../../engine/query-engine';
import { TrinoEngine } from '../../engine/trino/engine';
import { ODD_VALUES } from '../cases/odd-values';
import { START_MS } from './start-time';

/** What an engine answers where it fails: each in words of its own. */
const FAILS = 'fails';

let trino: TrinoEngine;
let duckDB: DuckDBEngine;
beforeAll(async () => {
  const options = { tables: [], folderOf: () => '' };
  trino = await TrinoEngine.open(options);
  duckDB = await DuckDBEngine.open(options);
}, START_MS);
afterAll(async () => {
  await trino?.close();
  await duckDB?.close();
});

/** The value of the expression for each of the values; where one fails, they are asked for one by one. */
async function answers(engine: QueryEngine, expression: string, values: (string | null)[]): Promise<unknown[]> {
  const literals = values.map((value) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`));
  const rows = literals.map((literal, index) => `SELECT ${index} AS n, CAST(${literal} AS varchar) AS x`);
  try {
    const answer = await engine.run(`SELECT ${expression} FROM (${rows.join(' UNION ALL ')}) AS texts ORDER BY n`);
    return answer.rows.map(([value]) => value);
  } catch {
    return values.length === 1
      ? [FAILS]
      : (await Promise.all(values.map((value) => answers(engine, expression, [value])))).flat();
  }
}

describe('DuckDB answers as Trino does, or fails as Trino does', () => {
  test.each(ODD_VALUES)('$expression', async ({ expression, values }) => {
    const expected = await answers(trino, expression, values);
    const found = await answers(duckDB, expression, values);
    const named = (results: unknown[]) => values.map((value, index) => [value, results[index]]);
    expect(named(found)).toEqual(named(expected));
  });
});
