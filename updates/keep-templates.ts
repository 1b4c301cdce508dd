import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditTemplate } from './audit-template';
import { VARIANTS } from './variants';

/** Keeps the templates of a release, whose version is the argument, for the tests of later ones. */
const folder = join(__dirname, '../test/updates/releases', process.argv[2]);
mkdirSync(folder, { recursive: true });
for (const [name, props] of Object.entries(VARIANTS)) {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(auditTemplate(props), undefined, 1)}\n`);
}
