import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as library from '../lib/index'; // not '../lib': see bin/
import { withIndex } from './api-index';
import { VARIANTS } from './audit-variants';
import { controlsPage } from './controls-page';
import { WITH_ANSWERS, withAnswers } from './page-answers';
import { findingsOf } from './policy-findings';
import { policyPacksPage } from './policy-packs-page';
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
  const nodeRequire = createRequire(__filename);
  const findings = findingsOf(VARIANTS, (name) => (name === 'cdk-s3-audit-trail' ? library : nodeRequire(name)));
  made.set(join(ROOT, 'docs/policy-packs.md'), policyPacksPage(findings));
  made.set(join(ROOT, 'docs/controls.md'), controlsPage());
  const answers = await sampleAnswers();
  // A query may have gone, or have another name now.
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  made.forEach((text, file) => writeFileSync(file, text));
  answers.forEach((sample) => writeFileSync(join(PAGES, `${sample.query.queryName}.md`), queryPage(sample)));
}

void main();
