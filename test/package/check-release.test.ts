import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { version } from '../../package.json';

const ROOT = join(__dirname, '../..');

const check = (tag: string) => spawnSync('.ci/check-release', [tag], { cwd: ROOT, encoding: 'utf8' });

test('a release has the tag of its version, and the changelog has it', () => {
  expect(check(`v${version}`)).toMatchObject({ status: 0, stdout: '' });
});

test.each([version, `v${version}-rc.1`, 'v', 'v0.0.0'])('fails for the tag %s', (tag) => {
  expect(check(tag)).toMatchObject({ status: 1, stdout: expect.stringContaining(`v${version} is expected`) });
});
