import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../engine/template/json';
import { examplePages } from './doc-examples';

const ROOT = join(__dirname, '..');
/** What rosetta reads of a package that is built. */
const OF_PACKAGE = ['lib', 'package.json', 'rosetta'];

/**
 * Translates every example of README, docs and docstrings into the languages of jsii, and fails where one doesn't compile, or
 * uses what another language has no word for. Rosetta knows of README and docstrings only, so the pages of docs are added to
 * the README of a copy.
 */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'rosetta-'));
  try {
    OF_PACKAGE.forEach((path) => cpSync(join(ROOT, path), join(folder, path), { recursive: true }));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as JsonObject;
    assembly.readme = { markdown: examplePages() };
    writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
    const { status } = spawnSync('npx', ['jsii-rosetta', 'extract', '--compile', '--strict', '--fail', folder], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
    });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
