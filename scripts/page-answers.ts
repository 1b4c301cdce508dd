import { sampleRun } from '../engine/cli/audit-run';
import { parseCommandLine } from '../engine/cli/command-line';
import { inTemporaryFolder } from '../engine/cli/temporary-folder';
import { cellText } from '../engine/cli/text-table';
import { DuckDBEngine } from '../engine/duckdb/engine';
import type { QueryAnswer } from '../engine/query-engine';
import { code, markdownTable, plain } from './markdown';
import { SAMPLE_DAY } from './sample-answers';

/** The files that show what commands answer over the samples. */
export const WITH_ANSWERS = ['docs/investigation.md'];

/** A command that asks one query, perhaps for the rows with some texts only, and the columns of its answer that are shown. */
const COMMAND =
  /(```sh\nnpm start --silent -- ([^|\n]+?)((?: \| grep \S+)*)\n```\n\n<!-- answer with ([\w, ]+): npm run docs -->\n)[^]*?(<!-- end of answer -->)/g;
const ROWS_SHOWN = 4;

/** The text of such a file with its answers made anew. */
export async function withAnswers(text: string): Promise<string> {
  return inTemporaryFolder('page-answers-', async (folder) => {
    const runs = [...text.matchAll(COMMAND)].map(([, , options]) =>
      sampleRun(folder, SAMPLE_DAY, parseCommandLine(options.split(' '))),
    );
    const [{ tables, today }] = runs;
    const engine = await DuckDBEngine.open({ tables, folderOf: () => folder, today });
    try {
      const answers: QueryAnswer[] = [];
      for (const { executions } of runs) {
        answers.push(await engine.run(executions[0].sql));
      }
      return text.replace(
        COMMAND,
        (_, command: string, _options: string, greps: string, columns: string, end: string) =>
          `${command}\n${shown(answers.shift()!, columns.split(', '), greps.split(' | grep ').slice(1))}\n\n${end}`,
      );
    } finally {
      await engine.close();
    }
  });
}

/** @throws if a column is missing, or if no row is left */
function shown({ columns, rows }: QueryAnswer, wantedColumns: string[], texts: string[]): string {
  const lines = rows
    .map((row) => row.map(cellText))
    .filter((cells) => texts.every((text) => cells.some((cell) => cell.includes(text))));
  const indexes = wantedColumns.map((column) => columns.indexOf(column));
  if (lines.length === 0 || indexes.includes(-1)) {
    throw new Error(`${lines.length} rows with ${texts.join(' and ')}, of the columns ${columns.join(', ')}`);
  }
  const wanted = texts.length > 0 ? `, ${lines.length} with ${texts.map(code).join(' and ')}` : '';
  const first = lines.slice(0, ROWS_SHOWN);
  const rest = lines.length > first.length ? `, of which the first ${first.length}` : '';
  const cells = first.map((line) => indexes.map((index) => plain(line[index])));
  return `${rows.length} rows${wanted}${rest}:\n\n${markdownTable(wantedColumns, cells)}`;
}
