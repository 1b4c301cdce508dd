import { rmSync } from 'node:fs';
import { DuckDBEngine } from '../engine/duckdb/engine';
import { loadDay } from '../engine/load-requests';
import type { QueryEngine, Scan } from '../engine/query-engine';
import { objectKeys } from '../engine/storage/log-files';
import { addDays } from '../engine/storage/projected-table';
import type { LoadTexts } from '../engine/template/load-texts';
import type { DeployedTemplate } from '../engine/template/template';
import { contenders } from './contenders';
import { DAYS, FIRST_DAY, layOut, newCorpusFolder, sizeOf } from './corpus';
import { eventSizes } from './event-sizes';
import { paperTables } from './request-paper';
import { LATER, OVER_LOGS, QUESTION, anObject, auditOf, auditOfObject, overTable } from './request-queries';
import { type CorpusCosts, type Load, type TableRead, type Read, costTables } from './request-costs';
import { timed } from './timed';

const HELP = `Prints what questions cost on the table of AWS's page, on that of the construct, and on the request table.

npm run bench:request-table -- [--events N ...]

  --events N  size of the corpus, over 3 accounts, 4 regions and 30 days; may be repeated.
              By default 200000 and 1000000; 5000000 takes half an hour more. What it would cost on AWS is worked out from the
              largest one
`;

/** Of the log files, and of the request table. */
interface Folders {
  readonly logs: string;
  readonly requests: string;
}

const LAST_DAY = DAYS[DAYS.length - 1];
/** They are loaded by the last day of the corpus; the last two are read as log files. */
const LOADED_DAYS = DAYS.slice(0, -2);

async function main(): Promise<void> {
  process.env.CDK_VALIDATION ??= 'false';
  const sizes = eventSizes(HELP, ['200000', '1000000']);
  if (sizes === undefined) {
    return;
  }
  const costs: CorpusCosts[] = [];
  for (const events of sizes) {
    process.stderr.write(`Laying out ${events} events\n`);
    const folders = { logs: layOut(events), requests: newCorpusFolder() };
    costs.push({ events, ...(await measureRecent(folders)), ...(await measureLoaded(folders)) });
    Object.values(folders).forEach((folder) => rmSync(folder, { recursive: true }));
  }
  const largest = [...costs].sort((one, other) => other.events - one.events)[0];
  console.log([...costTables(costs), ...paperTables(largest)].join('\n\n'));
}

/** On the last day of the corpus: the logs, the load, and what a question reads of the last two days. */
async function measureRecent(
  folders: Folders,
): Promise<Pick<CorpusCosts, 'unpartitioned' | 'ours' | 'loads' | 'recent'>> {
  const [{ table, ask, lists }] = contenders();
  const { template } = auditOf(DAYS.length - 1);
  const engine = await openEngine(template, LAST_DAY, folders, [table]);
  try {
    process.stderr.write('Measuring the logs\n');
    const whole = await readOf(engine, ask({ name: '', firstDay: FIRST_DAY, lastDay: LAST_DAY }));
    const ours = await readSaved(engine, template, OVER_LOGS);
    process.stderr.write('Loading\n');
    const loads: Load[] = [];
    for (const day of LOADED_DAYS) {
      loads.push(await loadOf(engine, template.loads[0], folders.requests, day));
    }
    const recent = await readSaved(engine, template, QUESTION);
    return { unpartitioned: { ...whole, lists: lists(0, whole.files) }, ours, loads, recent };
  } finally {
    await engine.close();
  }
}

/** Some days later, when all days of the corpus are loaded, and an event of theirs can't come again. */
async function measureLoaded(folders: Folders): Promise<Pick<CorpusCosts, 'loaded' | 'objects'>> {
  const windowDays = DAYS.length - 1 + LATER;
  const { template } = auditOf(windowDays);
  const today = addDays(LAST_DAY, LATER);
  const engine = await openEngine(template, today, folders);
  try {
    // Those that late files could still have come for are not whole.
    for (let day = addDays(LAST_DAY, -2); day < addDays(today, -1); day = addDays(day, 1)) {
      await loadDay(engine, template.loads[0], day);
    }
    process.stderr.write('Measuring the loaded days\n');
    const loaded = await readAll(engine, template);
    const { rows } = await engine.run(anObject(template));
    return { loaded, objects: await readAll(engine, auditOfObject(windowDays, rows[0]).template) };
  } finally {
    await engine.close();
  }
}

function openEngine(
  { tables, icebergTables }: DeployedTemplate,
  today: string,
  { logs, requests }: Folders,
  others: DeployedTemplate['tables'] = [],
): Promise<DuckDBEngine> {
  const iceberg = { tables: icebergTables, folder: requests };
  return DuckDBEngine.open({ tables: [...tables, ...others], iceberg, folderOf: () => logs, today });
}

/** What a day's load reads and writes: once, of the three times that each day is loaded. */
async function loadOf(engine: QueryEngine, texts: LoadTexts, requests: string, day: string): Promise<Load> {
  const scans: Scan[] = [];
  const recorder: QueryEngine = {
    run: async (...statement) => {
      const answer = await engine.run(...statement);
      scans.push(answer.scan);
      return answer;
    },
    close: () => engine.close(),
  };
  const before = sizeOf(requests, objectKeys(requests, ''));
  const { seconds } = await timed(() => loadDay(recorder, texts, day));
  const sum = (figure: (scan: Scan) => number) => scans.reduce((total, scan) => total + figure(scan), 0);
  return {
    logBytes: sum(({ bytes }) => bytes),
    lists: sum(({ partitions }) => partitions.length),
    requestBytes: sum(({ inserted }) => inserted?.bytes ?? 0),
    written: sizeOf(requests, objectKeys(requests, '')) - before,
    seconds,
  };
}

/** What each of the queries reads that are saved over the request table. */
async function readAll(engine: DuckDBEngine, template: DeployedTemplate): Promise<Map<string, TableRead>> {
  const reads = new Map<string, TableRead>();
  for (const { name, sql } of overTable(template)) {
    reads.set(name, await timed(() => readOfTable(engine, sql)));
  }
  return reads;
}

/** Nobody keeps the rows: a list of all requests is larger than memory. */
async function readOfTable(engine: DuckDBEngine, sql: string): Promise<Omit<TableRead, 'seconds'>> {
  const { batches, sides } = await engine.stream(sql);
  let rows = 0;
  for await (const { count } of batches) {
    rows += count;
  }
  const { files, bytes } = sides!().table;
  return { rows, requestFiles: files, requestBytes: bytes };
}

function readSaved(engine: QueryEngine, { savedQueries }: DeployedTemplate, queryName: string): Promise<Read> {
  const { sql } = savedQueries.find(({ name }) => name === queryName)!;
  return readOf(engine, { sql, parameters: [] });
}

function readOf(engine: QueryEngine, { sql, parameters }: { sql: string; parameters: string[] }): Promise<Read> {
  return timed(async () => {
    const { scan, rows } = await engine.run(sql, parameters);
    const { files, bytes } = scan.inserted ?? { files: 0, bytes: 0 };
    return {
      bytes: scan.bytes,
      files: scan.files.length,
      lists: scan.partitions.length,
      requestBytes: bytes,
      requestFiles: files,
      rows: rows.length,
    };
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
