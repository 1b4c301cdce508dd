import { join } from 'node:path';
import { DuckDBEngine } from '../duckdb/engine';
import { type AnswerPrinter, JsonPrinter, TablePrinter } from './answer-printer';
import { type AuditRun, type Execution, readsLogs, sampleRun } from './audit-run';
import { type CommandLine, HELP, parseCommandLine } from './command-line';
import { gapsInWords, reportPassedOver, reportUnread } from './gaps';
import { logFolders } from './log-folders';
import { logsRun } from './logs-run';
import { report } from './printable';
import { Progress } from './progress';
import { queriesAsJson, queryList } from './query-list';
import { reasonOf } from './reason';
import { loadInWords, loadRequests } from './request-load';
import { inTemporaryFolder } from './temporary-folder';

/** So that large logs need no large machine: what doesn't fit goes into a temporary folder. */
const MEMORY_LIMIT = 768 * 1024 * 1024;
/** From so many queries over log files alone on, these are parsed once, and not once a query. */
const PARSED_ONCE = 3;

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
    process.stdout.write(commandLine.json ? queriesAsJson() : queryList());
    return 0;
  }
  // `cdk synth` validates the template; here it would take most of the time.
  process.env.CDK_VALIDATION ??= 'false';
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  if (commandLine.logs.length > 0) {
    return execute(logsRun(logFolders(commandLine.logs), today, commandLine), commandLine);
  }
  return inTemporaryFolder('audit-logs-', (folder) => execute(sampleRun(folder, today, commandLine), commandLine));
}

/** Runs the statements over the logs, and prints the answers. */
function execute(run: AuditRun, commandLine: CommandLine): Promise<number> {
  run.notes.forEach((note) => report(`Note: ${note}`));
  reportPassedOver(run.passedOver);
  return inTemporaryFolder('audit-spill-', (spillFolder) => answerAll(run, spillFolder, commandLine));
}

async function answerAll(run: AuditRun, spillFolder: string, { json, sql }: CommandLine): Promise<number> {
  const progress = new Progress(process.stderr);
  const { load } = run;
  const engine = await DuckDBEngine.open({
    tables: run.tables,
    iceberg: load && { tables: load.tables, folder: join(spillFolder, 'request-table') },
    folderOf: run.folderOf,
    today: run.today,
    memory: { limit: MEMORY_LIMIT, spillFolder },
    onProgress: (checked, total) => progress.show(`checked ${checked} of ${total} log files`),
  });
  try {
    progress.clear();
    const gaps = { passedOver: run.passedOver, broken: engine.brokenFiles, inPart: engine.oddFiles };
    reportUnread(gaps);
    const printer = json ? new JsonPrinter(process.stdout, gaps) : new TablePrinter(process.stdout, sql);
    if (gaps.broken.length > 0 && engine.fileCount === 0) {
      await printer.end();
      throw new Error('No log file can be read, so there is nothing to answer from');
    }
    const incomplete = gapsInWords(gaps);
    if (!json) {
      process.stdout.write(summaryOf(run, engine, incomplete));
    }
    const loaded = load && (await loadRequests(engine, load, progress));
    if (loaded && !json) {
      process.stdout.write(`${loadInWords(loaded)}\n\n`);
    }
    if (run.executions.filter((execution) => readsLogs(run, execution)).length >= PARSED_ONCE) {
      progress.show('parsing the log files');
      await engine.parseOnce(spillFolder);
      progress.clear();
    }
    const notLoaded = loaded?.failures ?? 0;
    const failures = notLoaded + (await answer(engine, run.executions, printer, progress));
    if (incomplete !== undefined) {
      // Once more, since what was said first has scrolled away.
      report(`${incomplete}. They are named above the answers`);
    }
    return incomplete !== undefined || failures > 0 ? 1 : 0;
  } finally {
    progress.clear();
    await engine.close();
  }
}

/** What is asked, in a line, and what is missing, in another one. */
function summaryOf({ logs }: AuditRun, { fileCount, eventCount }: DuckDBEngine, incomplete?: string): string {
  const { accounts, regions, days, places, buckets } = logs;
  const of = (count: number, thing: string) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
  const spread = [
    ...(places > 1 ? [` in ${of(places, 'place')}`] : []),
    ...(buckets > 1 ? [` of ${of(buckets, 'bucket')}`] : []),
  ];
  return (
    `${of(fileCount, 'log file')} with ${of(eventCount, 'record')}${spread.join('')}, of ${of(accounts.length, 'account')} ` +
    `in ${of(regions.length, 'region')}, ${days[0]} to ${days[days.length - 1]}\n` +
    `${incomplete === undefined ? '' : `${incomplete}\n`}\n`
  );
}

/** Prints each answer as soon as it is there, and gives the number of queries that fail: the rest is answered. */
async function answer(
  engine: DuckDBEngine,
  executions: Execution[],
  printer: AnswerPrinter,
  progress: Progress,
): Promise<number> {
  let failures = 0;
  for (const execution of executions) {
    progress.show(`running ${execution.query.queryName}`);
    try {
      const streamed = await engine.stream(execution.sql, execution.parameters);
      progress.clear();
      await printer.print(execution, streamed);
    } catch (error) {
      progress.clear();
      report(`${execution.query.queryName} failed: ${reasonOf(error as Error)}`);
      failures++;
    }
  }
  await printer.end();
  return failures;
}
