import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withIndex } from './api-index';
import { WITH_ANSWERS, withAnswers } from './page-answers';
import { queryPage } from './query-page';
import { WITH_TABLES, withTables } from './readme-tables';
import { sampleAnswers } from './sample-answers';

const ROOT = join(__dirname, '..');
const PAGES = join(__dirname, '../docs/queries');

async function main(): Promise<void> {
  // It would take most of the time.
  process.env.CDK_VALIDATION ??= 'false';
  const made = new Map(
    WITH_TABLES.map((file) => [join(ROOT, file), withTables(readFileSync(join(ROOT, file), 'utf8'))]),
  );
  made.set(join(ROOT, 'API.md'), withIndex(readFileSync(join(ROOT, 'API.md'), 'utf8')));
  for (const file of WITH_ANSWERS) {
    made.set(join(ROOT, file), await withAnswers(readFileSync(join(ROOT, file), 'utf8')));
  }
  const answers = await sampleAnswers();
  // A query may have gone, or have another name now.
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  made.forEach((text, file) => writeFileSync(file, text));
  answers.forEach((sample) => writeFileSync(join(PAGES, `${sample.query.queryName}.md`), queryPage(sample)));
}

void main();
