import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ACCOUNTS, newCorpusFolder } from './corpus';
import { eventSizes } from './event-sizes';
import { JsonRowCounter, type RowCounter, TableRowCounter } from './row-counters';

const ROOT = join(__dirname, '..');
const HELP = `Prints how much memory npm start takes at its peak, for the queries that it runs by default.

npm run bench:memory -- [--events N ...]

  --events N  size of the corpus, over 3 accounts, 4 regions and 30 days; may be repeated. By default 1000000;
              5000000 takes half an hour and 1 GB in the folder for temporary files
`;
/** Without them, two of the queries would be left out. */
const INPUTS = ['networks=10.0.0.0/8,192.0.2.0/24', `principals=arn:aws:iam::${ACCOUNTS[0]}:user/alice`];

interface Form {
  readonly name: string;
  readonly options: string[];
  readonly newCounter: () => RowCounter;
}

const FORMS: Form[] = [
  { name: 'JSON', options: ['--json'], newCounter: () => new JsonRowCounter() },
  { name: 'table', options: [], newCounter: () => new TableRowCounter() },
];

async function main(): Promise<void> {
  const sizes = eventSizes(HELP, ['1000000']);
  if (sizes === undefined) {
    return;
  }
  const lines: string[] = [];
  for (const events of sizes) {
    lines.push(...(await measureAll(events)));
  }
  const head = ['| Events | Output | s | Peak, MB | Rows |', '| ---: | --- | ---: | ---: | ---: |'];
  console.log([...head, ...lines].join('\n'));
}

/** A line of the table for each form. */
async function measureAll(events: number): Promise<string[]> {
  process.stderr.write(`Laying out ${events} events\n`);
  const folder = newCorpusFolder();
  await ended(node([join(__dirname, 'write-corpus.ts'), folder, String(events)]));
  const lines: string[] = [];
  for (const form of FORMS) {
    process.stderr.write(`Measuring ${form.name} at ${events} events\n`);
    lines.push(`| ${events.toLocaleString('en')} | ${form.name} | ${await measure(folder, form)} |`);
  }
  rmSync(folder, { recursive: true });
  return lines;
}

/** Runs what `npm start` runs, and throws away what it prints. */
async function measure(folder: string, { options, newCounter }: Form): Promise<string> {
  const counter = newCounter();
  const inputs = INPUTS.flatMap((input) => ['--input', input]);
  const start = performance.now();
  const child = node(
    ['--import', join(__dirname, 'tell-memory.ts'), 'engine/cli/start.ts', '--logs', folder, ...options, ...inputs],
    true,
  );
  child.stdout!.on('data', (piece: Buffer) => counter.add(piece));
  const [kibibytes] = await Promise.all([text(child.stdio[3] as Readable), ended(child)]);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = (Number(kibibytes) * 1024) / 1e6;
  return [seconds, megabytes, counter.rows].map((figure) => Math.round(figure).toLocaleString('en')).join(' | ');
}

function node(args: string[], isRead = false): ChildProcess {
  const output = isRead ? 'pipe' : 'ignore';
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    stdio: ['ignore', output, 'inherit', output],
  });
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
