import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AuditRun, type Execution, logsRun, sampleRun } from './audit-run';
import { type CommandLine, HELP, parseCommandLine } from './command-line';
import { DuckDBEngine } from './duckdb/engine';
import { literal } from './duckdb/sql';
import { Progress } from './progress';
import { queryList } from './query-choice';
import type { QueryAnswer, QueryEngine } from './query-engine';
import { textTable } from './text-table';

/** Lines of a file or of a pipe, where nobody knows how wide they may be. */
const DEFAULT_WIDTH = 240;
const ROWS_SHOWN = 15;

/**
 * Does what the arguments ask for, and gives the exit code.
 *
 * @throws if they can't be followed
 */
export async function main(args: string[]): Promise<number> {
  const commandLine = parseCommandLine(args);
  if (commandLine.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (commandLine.list) {
    process.stdout.write(queryList());
    return 0;
  }
  // `cdk synth` validates the template; here it would take most of the time.
  process.env.CDK_VALIDATION ??= 'false';
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  if (commandLine.logs !== undefined) {
    // npm runs this in the package's folder, wherever it was called.
    const folder = resolve(process.env.INIT_CWD ?? '.', commandLine.logs);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`--logs ${commandLine.logs} is no folder`);
    }
    return execute(logsRun(folder, today, commandLine), folder, commandLine);
  }
  const folder = mkdtempSync(join(tmpdir(), 'audit-logs-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return execute(sampleRun(folder, today, commandLine), folder, commandLine);
}

/** Runs the statements over the logs in a folder, and prints the answers. */
async function execute(run: AuditRun, folder: string, { json }: CommandLine): Promise<number> {
  run.notes.forEach((note) => console.error(`Note: ${note}`));
  const progress = new Progress(process.stderr);
  const engine = await DuckDBEngine.open({
    tables: run.tables,
    folderOf: () => folder,
    today: run.today,
    onProgress: (checked, total) => progress.show(`checked ${checked} of ${total} log files`),
  });
  try {
    progress.clear();
    engine.brokenFiles.forEach(({ path, reason }) => console.error(`Broken log file ${path}: ${reason}`));
    const answered = await answers(engine, run.executions, progress, json ? undefined : printAnswer);
    if (json) {
      console.log(JSON.stringify({ queries: answered.map(jsonAnswer) }));
    }
    return engine.brokenFiles.length > 0 || answered.length < run.executions.length ? 1 : 0;
  } finally {
    progress.clear();
    await engine.close();
  }
}

interface Answered {
  readonly execution: Execution;
  readonly answer: QueryAnswer;
}

/** The answers, each handed on as soon as it is there. A query that fails is named, and the rest is answered. */
async function answers(
  engine: QueryEngine,
  executions: Execution[],
  progress: Progress,
  onAnswer?: (answered: Answered) => void,
): Promise<Answered[]> {
  const all: Answered[] = [];
  for (const execution of executions) {
    progress.show(`running ${execution.query.queryName}`);
    try {
      const answered = { execution, answer: await engine.run(execution.sql, execution.parameters) };
      progress.clear();
      onAnswer?.(answered);
      all.push(answered);
    } catch (error) {
      progress.clear();
      console.error(`${execution.query.queryName} failed: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  return all;
}

function jsonAnswer({ execution, answer: { columns, rows, filesRead, filesTotal } }: Answered): object {
  return { name: execution.query.queryName, columns, rows, filesRead, filesTotal };
}

function printAnswer({ execution, answer }: Answered): void {
  console.log(answerText(execution, answer));
}

function answerText({ query, sql, parameters }: Execution, answer: QueryAnswer): string {
  const using = parameters.length > 0 ? `\n-- USING ${parameters.map(literal).join(', ')}` : '';
  const limits = { width: process.stdout.columns || DEFAULT_WIDTH, rows: ROWS_SHOWN };
  const { columns, rows, filesRead, filesTotal } = answer;
  return [
    `== ${query.queryName}: ${query.title}`,
    `${sql}${using}\n`,
    `${textTable(columns, rows, limits)}\n`,
    `${rows.length} row${rows.length === 1 ? '' : 's'}, read ${filesRead} of ${filesTotal} log files\n`,
  ].join('\n');
}
