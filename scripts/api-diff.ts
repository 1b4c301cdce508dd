import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOutAssembly, releasedAssembly } from './released-assembly';

const ROOT = join(__dirname, '..');
const JSII_DIFF = join(ROOT, 'node_modules/jsii-diff/bin/jsii-diff');
const ALLOWED = join(ROOT, 'test/package/allowed-breaks.txt');

// Compares a built package, by default this one, with the release. All of ours is experimental, and still must not break.
const [updated = ROOT] = process.argv.slice(2);
const released = mkdtempSync(join(tmpdir(), 'released-assembly-'));
try {
  layOutAssembly(releasedAssembly(), released);
  const options = ['--error-on', 'all', '--keys', '--ignore-file', ALLOWED];
  const { status } = spawnSync(process.execPath, [JSII_DIFF, released, updated, ...options], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(released, { recursive: true });
}
