import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './median';

const HELP = `Prints what importing the package adds to importing the modules of the CDK that it uses.

npm run build && npm run bench:import -- [--runs N] [DIR ...]

  --runs N  how often it is imported, each time in a process of its own; 15 by default
  DIR       folders with the package, compiled, such as another version's; by default this one
`;

/** Prints the milliseconds, and the files of the package that were opened. */
const SCRIPT = `
const fs = require('node:fs');
for (const name of ['', '/assertions', '/region-info', ...['athena', 'cloudtrail', 'glue', 'iam', 's3'].map((one) => '/aws-' + one)]) {
  Object.values(require('aws-cdk-lib' + name));
}
const { readFileSync } = fs;
let queries = 0;
fs.readFileSync = (file, ...rest) => ((queries += String(file).endsWith('.sql') ? 1 : 0), readFileSync(file, ...rest));
const before = performance.now();
const library = require(process.argv[1]);
const imported = performance.now() - before;
library.S3AuditTrail;
console.log(JSON.stringify([imported, performance.now() - before, queries]));
`;

function main(): void {
  const { values, positionals } = parseArgs({
    options: { runs: { type: 'string', default: '15' }, help: { type: 'boolean', short: 'h', default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  console.log('| Package | import, ms | and S3AuditTrail, ms | .sql files read |\n| --- | ---: | ---: | ---: |');
  for (const folder of positionals.length > 0 ? positionals : [join(__dirname, '..')]) {
    const index = join(folder, 'lib/index.js');
    if (!existsSync(index)) {
      throw new Error(`${index} isn't there; compile the package with npm run build`);
    }
    const runs = Array.from({ length: Number(values.runs) }, () => {
      const printed = execFileSync(process.execPath, ['--eval', SCRIPT, index], { cwd: folder, encoding: 'utf8' });
      return JSON.parse(printed) as [number, number, number];
    });
    const medians = [0, 1].map((index) => median(runs.map((run) => run[index])).toFixed(1));
    console.log(`| ${folder} | ${medians.join(' | ')} | ${runs[0][2]} |`);
  }
}

main();
