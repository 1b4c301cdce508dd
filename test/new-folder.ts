import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

// In the test file that imports this, once its tests have run.
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder that is removed once the tests of the file have run, also if they fail. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-s3-audit-trail-'));
  folders.push(folder);
  return folder;
}
