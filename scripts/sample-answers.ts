import { SAMPLES, sampleRun } from '../engine/cli/audit-run';
import { inTemporaryFolder } from '../engine/cli/temporary-folder';
import { DuckDBEngine } from '../engine/duckdb/engine';
import type { QueryAnswer } from '../engine/query-engine';
import { sampleInputs } from '../engine/samples/sample-inputs';
import { addDays } from '../engine/storage/projected-table';
import type { AuditQuery } from '../lib/index'; // not '../lib': see bin/

/** What a saved query answers over the sample logs. */
export interface SampleAnswer {
  readonly query: AuditQuery;
  /** Its inputs, each with the value that it was given. */
  readonly inputs: [name: string, value: string][];
  readonly answer: QueryAnswer;
}

/** So that the answers are the same whenever they are asked for. */
export const SAMPLE_DAY = '2026/11/18';
/** The window of a saved query on that day. */
export const SAMPLE_WINDOW = { firstDay: addDays(SAMPLE_DAY, -7), lastDay: SAMPLE_DAY, days: 8 };

/** The answers of all queries, as `npm start` gives them, but on a fixed day. */
export async function sampleAnswers(): Promise<SampleAnswer[]> {
  return inTemporaryFolder('sample-answers-', async (folder) => {
    const run = sampleRun(folder, SAMPLE_DAY, { queries: [], themes: ['all'], sqlFiles: [], inputs: {} });
    const engine = await DuckDBEngine.open({ tables: run.tables, folderOf: () => folder, today: run.today });
    try {
      const answers: SampleAnswer[] = [];
      for (const { query, sql } of run.executions) {
        const inputs = sampleInputs(query, SAMPLES.accounts[0], SAMPLES.regions[0]);
        answers.push({ query, inputs, answer: await engine.run(sql) });
      }
      return answers;
    } finally {
      await engine.close();
    }
  });
}
