import { join } from 'node:path';
import { QueryPack } from '../../lib/index'; // not '../lib': see bin/
import { DuckDBEngine } from '../duckdb/engine';
import type { StreamedAnswer } from '../query-engine';
import { answersAhead } from './answers-ahead';
import { type AnswerPrinter, JsonPrinter, TablePrinter } from './answer-printer';
import { type AuditRun, type Execution, readsLogs, sampleRun } from './audit-run';
import { type CommandLine, HELP, parseCommandLine } from './command-line';
import { type FailedQuery, type Gaps, gapsInWords, reportPassedOver, reportUnread } from './gaps';
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
/** Then, so many answers are made while another one is printed, which takes one processor alone. */
const AHEAD = 2;

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
    const { brokenFiles: broken, oddFiles: inPart } = engine;
    const gaps: Gaps = { failed: [], passedOver: run.passedOver, broken, inPart };
    reportUnread(gaps);
    const printer = json ? new JsonPrinter(process.stdout, gaps, sql) : new TablePrinter(process.stdout, sql);
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
    const ahead = await parseOnce(run, engine, spillFolder, progress);
    const ask = ({ sql: statement, parameters }: Execution) => engine.stream(statement, parameters);
    await answer(answersAhead(run.executions, ahead, ask), printer, gaps.failed, progress);
    const failures = (loaded?.failures ?? 0) + gaps.failed.length;
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

/** Parses the log files once where that pays, and gives how many answers are to be made beside the one that is printed. */
async function parseOnce(
  run: AuditRun,
  engine: DuckDBEngine,
  spillFolder: string,
  progress: Progress,
): Promise<number> {
  const ofLogs = run.executions.filter((execution) => readsLogs(run, execution));
  if (ofLogs.length < PARSED_ONCE) {
    return 0;
  }
  progress.show('parsing the log files');
  const shipped = ofLogs.filter(({ query }) => QueryPack.ALL.includes(query));
  await engine.parseOnce(
    spillFolder,
    shipped.map(({ sql }) => sql),
  );
  progress.clear();
  // What was read of a request table is told of one answer after another.
  return run.load ? 0 : AHEAD;
}

/** Prints each answer as soon as it is there. A query that fails is named, and the rest is answered. */
async function answer(
  answers: Iterable<[Execution, Promise<StreamedAnswer>]>,
  printer: AnswerPrinter,
  failed: FailedQuery[],
  progress: Progress,
): Promise<void> {
  for (const [execution, asked] of answers) {
    const { queryName: name } = execution.query;
    progress.show(`running ${name}`);
    try {
      const streamed = await asked;
      progress.clear();
      await printer.print(execution, streamed);
    } catch (error) {
      progress.clear();
      const reason = reasonOf(error as Error);
      report(`${name} failed: ${reason}`);
      failed.push({ name, reason });
    }
  }
  await printer.end();
}
