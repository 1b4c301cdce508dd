import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { newFolder } from '../new-folder';

const ROOT = join(__dirname, '../..');
const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');

/** The check of a release whose changelog calls what comes next so. */
function check(tag: string, heading: string) {
  const folder = newFolder();
  ['.ci/check-release', 'package.json'].forEach((file) => cpSync(join(ROOT, file), join(folder, file)));
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog.replace('## [Unreleased]', heading));
  return spawnSync('.ci/check-release', [tag], { cwd: folder, encoding: 'utf8' });
}

const RELEASED = `## [${version}] - 2026-12-01`;

test('a release has the tag of its version, and the changelog has it', () => {
  expect(changelog).toContain('\n## [Unreleased]\n');
  expect(check(`v${version}`, RELEASED)).toMatchObject({ status: 0, stdout: '' });
});

test.each([version, `v${version}-rc.1`, 'v', 'v0.0.0'])('fails for the tag %s', (tag) => {
  const expected = expect.stringContaining(`v${version} is expected`);
  expect(check(tag, RELEASED)).toMatchObject({ status: 1, stdout: expected });
});

test.each(['## [Unreleased]', `## ${version}`, `## [${version}]`, '## [9.9.9] - 2026-12-01'])(
  'fails for the changelog with %s',
  (heading) => {
    const expected = expect.stringContaining(`no section ## [${version}]`);
    expect(check(`v${version}`, heading)).toMatchObject({ status: 1, stdout: expected });
  },
);
