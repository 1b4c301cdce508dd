import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEMPLATES, textOf } from './index';

const folder = join(__dirname, '../dist/templates');

process.env.CDK_VALIDATION ??= 'false';
mkdirSync(folder, { recursive: true });
for (const [file, template] of Object.entries(TEMPLATES)) {
  writeFileSync(join(folder, file), textOf(template()));
}
