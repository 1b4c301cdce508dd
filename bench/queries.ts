import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sampleInputs } from '../engine/samples/sample-inputs';
import { type AuditQuery, QueryPack } from '../lib/index'; // not '../lib': see bin/
import { ACCOUNTS, REGIONS, layOut } from './corpus';
import { median } from './median';

const ROOT = join(__dirname, '..');
const HELP = `Prints how long npm start takes for one query, and for forty over the same log files.

npm run bench:queries -- [--events N]

  --events N  size of the corpus, over 3 accounts, 4 regions and 30 days; 200000 by default
`;

function main(): void {
  process.env.CDK_VALIDATION ??= 'false';
  const { values } = parseArgs({
    options: { events: { type: 'string', default: '200000' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = layOut(Number(values.events));
  const all = QueryPack.ALL.slice(0, 40);
  const alone = all.map((query) => seconds(folder, [query]));
  const together = seconds(folder, all);
  rmSync(folder, { recursive: true });
  const one = median(alone);
  const row = [one, alone.reduce((sum, each) => sum + each, 0), together].map((figure) => figure.toFixed(1));
  console.log('| One query, s (median) | Forty, one after another, s | Forty at once, s | Forty at once / one |');
  console.log('| ---: | ---: | ---: | ---: |');
  console.log(`| ${row.join(' | ')} | ${(together / one).toFixed(1)} |`);
}

/** How long the queries take, with what is printed for a program to read. */
function seconds(folder: string, queries: AuditQuery[]): number {
  const names = queries.flatMap(({ queryName }) => ['--query', queryName]);
  const values = new Map(queries.flatMap((query) => sampleInputs(query, ACCOUNTS[0], REGIONS[0])));
  const inputs = [...values].flatMap(([name, value]) => ['--input', `${name}=${value}`]);
  const args = ['--import', 'tsx', 'engine/cli/start.ts', '--logs', folder, '--json', ...names, ...inputs];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) {
    throw new Error(String(stderr));
  }
  return (performance.now() - start) / 1000;
}

main();
