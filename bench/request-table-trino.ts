import { rmSync } from 'node:fs';
import { loadDay } from '../engine/load-requests';
import { objectKeys } from '../engine/storage/log-files';
import { addDays } from '../engine/storage/projected-table';
import type { DeployedTemplate } from '../engine/template/template';
import { TrinoEngine } from '../engine/trino/engine';
import { FIRST_DAY, layOut, sizeOf } from './corpus';
import { eventSizes } from './event-sizes';
import { type LoadedCosts, type LoadedRead, loadedTables } from './request-costs';
import { anObject, auditOf, auditOfObject, overTable } from './request-queries';
import { timed } from './timed';

const HELP = `Prints what questions cost on the request table, as an Iceberg table of Trino's, which Athena is made of.

npm run bench:request-table:trino -- [--events N ...]

  --events N  size of the corpus, over 3 accounts, 4 regions and 30 days; may be repeated.
              By default 200000 and 1000000; 5000000 takes half an hour more. It needs a JDK, Maven,
              and 12 GB of memory
`;

/** So that it can put all requests of a large corpus in order. */
const GIGABYTES = 8;

async function main(): Promise<void> {
  process.env.CDK_VALIDATION ??= 'false';
  const sizes = eventSizes(HELP, ['200000', '1000000']);
  if (sizes === undefined) {
    return;
  }
  const costs: LoadedCosts[] = [];
  for (const events of sizes) {
    process.stderr.write(`Laying out ${events} events\n`);
    const folder = layOut(events);
    costs.push({ events, ...(await measure(folder)) });
    rmSync(folder, { recursive: true });
  }
  console.log(loadedTables(costs).join('\n\n'));
}

/** Trino has no other clock than the machine's: each day since the corpus began is loaded, of which the later ones are empty. */
async function measure(folder: string): Promise<Omit<LoadedCosts, 'events'>> {
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const windowDays = daysBetween(FIRST_DAY, today);
  const { template } = auditOf(windowDays);
  const { tables, icebergTables, loads } = template;
  const engine = await TrinoEngine.open({ tables, icebergTables, folderOf: () => folder, gigabytes: GIGABYTES });
  try {
    process.stderr.write('Loading\n');
    for (let day = FIRST_DAY; day < addDays(today, -1); day = addDays(day, 1)) {
      await loadDay(engine, loads[0], day);
    }
    process.stderr.write('Measuring\n');
    const { rows } = await engine.run(anObject(template));
    return {
      unpartitioned: { bytes: sizeOf(folder, objectKeys(folder, '')) },
      loaded: await readAll(engine, template),
      objects: await readAll(engine, auditOfObject(windowDays, rows[0]).template),
    };
  } finally {
    await engine.close();
  }
}

async function readAll(engine: TrinoEngine, template: DeployedTemplate): Promise<Map<string, LoadedRead>> {
  const reads = new Map<string, LoadedRead>();
  for (const { name, sql } of overTable(template)) {
    const { rows, bytes, seconds } = await timed(() => engine.effortOf(sql));
    process.stderr.write(`${name}: ${rows} rows, ${bytes} bytes\n`);
    reads.set(name, { rows, requestBytes: bytes, seconds });
  }
  return reads;
}

function daysBetween(first: string, last: string): number {
  const [start, end] = [first, last].map((day) => Date.parse(day.replaceAll('/', '-')));
  return Math.round((end - start) / 86_400_000);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
