import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queryPage } from './query-page';
import { readmeWithTables } from './readme-tables';
import { sampleAnswers } from './sample-answers';

const README = join(__dirname, '../README.md');
const PAGES = join(__dirname, '../docs/queries');

async function main(): Promise<void> {
  // It would take most of the time.
  process.env.CDK_VALIDATION ??= 'false';
  writeFileSync(README, readmeWithTables(readFileSync(README, 'utf8')));
  const answers = await sampleAnswers();
  // A query may have gone, or have another name now.
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  answers.forEach((sample) => writeFileSync(join(PAGES, `${sample.query.queryName}.md`), queryPage(sample)));
}

void main();
