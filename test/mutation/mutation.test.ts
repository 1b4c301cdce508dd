import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import type { QueryAnswer } from '../../engine/query-engine';
import { sqlFile } from '../../engine/query-themes';
import { writeLogFiles } from '../../engine/storage/log-files';
import { AuditQuery, QueryPack } from '../../lib';
import { comparableInOrder, comparableRows } from '../answers/comparable-rows';
import { QueryCases, inputsOf } from '../cases/query-cases';
import { newFolder } from '../new-folder';
import { mutantsOf } from '../queries/predicate-mutants';
import { ENV, preparedText } from '../util';

const [DAY_BEFORE, TODAY] = ['2026/11/17', '2026/11/18'];

const cases = new QueryCases(TODAY);
const folder = newFolder();

let engine: DuckDBEngine;
beforeAll(async () => {
  writeLogFiles(
    folder,
    cases.logFiles.filter(
      ({ account, region, day }) =>
        account !== ENV.account && [ENV.region, 'us-east-1'].includes(region) && day >= DAY_BEFORE,
    ),
  );
  engine = await DuckDBEngine.open({ tables: cases.template.tables, folderOf: () => folder, today: TODAY });
});
afterAll(async () => {
  await engine?.close();
});

const mutants = QueryPack.ALL.flatMap((query) => {
  const { queryName } = query;
  const original = readFileSync(join(__dirname, '../..', sqlFile(query)), 'utf8');
  return mutantsOf(original).map((mutant) => ({ queryName, original, ...mutant }));
});

/** Those that answer as the query does, by its name and their change, and why that is no gap in the logs. */
const SURVIVORS: Record<string, string | undefined> = {};

/** What a text is asked for: two days; and the last of them, with the defaults of its header. */
function runsOf(queryName: string, text: string) {
  const query = AuditQuery.fromText(queryName, text);
  // Which two events a sample has is left to the engine.
  const sql = preparedText(query, cases.table).replace(/\nLIMIT 2$/, '');
  const inputs = inputsOf(query);
  const defaults = query.inputs.map(({ name, defaultValue }) => defaultValue ?? inputs[name]);
  return [
    { sql, parameters: [DAY_BEFORE, TODAY, ...Object.values(inputs)] },
    { sql, parameters: [TODAY, TODAY, ...defaults] },
  ];
}

/** The answers of the queries themselves. */
const originals = new Map<string, QueryAnswer[]>();

async function originalAnswers(queryName: string, text: string): Promise<QueryAnswer[]> {
  const answers = originals.get(queryName) ?? [];
  if (answers.length === 0) {
    for (const { sql, parameters } of runsOf(queryName, text)) {
      answers.push(await engine.run(sql, parameters));
    }
    originals.set(queryName, answers);
  }
  return answers;
}

async function survives({ queryName, original, text, ofOrder }: (typeof mutants)[number]): Promise<boolean> {
  const comparable = ofOrder ? comparableInOrder : comparableRows;
  const answers = await originalAnswers(queryName, original);
  for (const [index, { sql, parameters }] of runsOf(queryName, text).entries()) {
    const { columns, rows } = await engine.run(sql, parameters);
    if (!isDeepStrictEqual(comparable(columns, rows), comparable(columns, answers[index].rows))) {
      return false;
    }
  }
  return true;
}

// `test/duckdb/queries.test.ts` holds the answers themselves; here is shown that the logs tell a query from one that has
// another predicate, bound, count or order.
describe('no part of a query can be another one unnoticed', () => {
  test.each(mutants)('$queryName $change', async (mutant) => {
    const reason = SURVIVORS[`${mutant.queryName} ${mutant.change}`];
    expect(await survives(mutant)).toBe(reason !== undefined);
  });

  test('what is said to survive is there', () => {
    const names = mutants.map(({ queryName, change }) => `${queryName} ${change}`);
    expect(names).toEqual(expect.arrayContaining(Object.keys(SURVIVORS)));
  });
});
