import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { DuckDBEngine } from '../engine/duckdb/engine';
import type { QueryEngine } from '../engine/query-engine';
import { TrinoEngine } from '../engine/trino/engine';
import { type Contender, SPANS, type Span, contenders } from './contenders';
import { DAYS, layOut } from './corpus';
import { type Cost, Costs } from './costs';

/** Trino is measured at this size only, unless it is asked for. */
const TRINO_EVENTS = 200_000;

const HELP = `Prints what a question costs on the tables of AWS's page, and on that of the construct.

npm run bench -- [--events N ...] [--engine duckdb|trino ...]

  --events N     size of the corpus, over 3 accounts, 4 regions and 30 days; may be repeated.
                 By default 200000 and 1000000; 5000000 takes some minutes
  --engine NAME  duckdb or trino; may be repeated. By default both, Trino at 200000 events only; it needs a JDK and Maven
`;

async function main(): Promise<void> {
  process.env.CDK_VALIDATION ??= 'false';
  const { values } = parseArgs({
    options: {
      events: { type: 'string', multiple: true, default: ['200000', '1000000'] },
      engine: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const stranger = [
    ...values.engine.filter((name) => !['duckdb', 'trino'].includes(name)),
    ...values.events.filter((size) => !/^[1-9]\d*$/.test(size)),
  ][0];
  if (stranger !== undefined) {
    throw new Error(`${stranger} is neither an engine nor a number of events; see --help`);
  }
  const sizes = values.events.map(Number);
  const engines = values.engine.length > 0 ? values.engine : ['duckdb', 'trino'];
  const costs = new Costs();
  for (const events of sizes) {
    process.stderr.write(`Laying out ${events} events\n`);
    const folder = layOut(events);
    for (const name of engines) {
      if (name === 'duckdb' || events === TRINO_EVENTS || values.engine.length > 0) {
        process.stderr.write(`Measuring ${name} at ${events} events\n`);
        await measure(name, events, folder, costs);
      }
    }
    rmSync(folder, { recursive: true });
  }
  engines.forEach((name) => console.log(costs.table(name)));
}

async function measure(name: string, events: number, folder: string, costs: Costs): Promise<void> {
  const all = contenders();
  const options = { tables: all.map(({ table }) => table), folderOf: () => folder };
  const engine =
    name === 'trino' ? await TrinoEngine.open(options) : await DuckDBEngine.open({ ...options, today: DAYS.at(-1) });
  try {
    // The first query of a server also warms it up.
    await costOf(engine, all[0], SPANS[0]);
    for (const span of SPANS) {
      for (const contender of all) {
        costs.add(name, `${span.name} | ${contender.name}`, events, await costOf(engine, contender, span));
      }
    }
  } finally {
    await engine.close();
  }
}

async function costOf(engine: QueryEngine, contender: Contender, span: Span): Promise<Cost> {
  const { sql, parameters } = contender.ask(span);
  const start = performance.now();
  const { rows, scan, filesTotal } = await engine.run(sql, parameters);
  const seconds = (performance.now() - start) / 1000;
  const requests = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  return { lists: contender.lists(scan.partitions.length, filesTotal), bytes: scan.bytes, seconds, requests };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
