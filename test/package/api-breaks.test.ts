import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { layOutAssembly, releasedAssembly } from '../../scripts/released-assembly';
import { newFolder } from '../new-folder';

const ROOT = join(__dirname, '../..');

interface Assembly {
  types: Record<string, { properties: { name: string; optional?: boolean }[] }>;
}

/** Compares the assembly that was released with a changed copy of it, as `.ci/run` compares it with today's. */
function compare(change: (assembly: Assembly) => void): { status: number | null; stderr: string } {
  const folder = newFolder();
  const assembly = JSON.parse(releasedAssembly()) as Assembly;
  change(assembly);
  layOutAssembly(JSON.stringify(assembly), folder);
  return spawnSync('npm', ['run', '--silent', 'api:diff', '--', folder], { cwd: ROOT, encoding: 'utf8' });
}

const TRAIL = 'cdk-s3-audit-trail.S3AuditTrail';

test('an API that is what was released passes', () => {
  const { status, stderr } = compare(() => undefined);
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('incompatible') });
}, 60_000);

test.each<[string, (assembly: Assembly) => void, string]>([
  [
    'a member that was removed',
    ({ types }) => {
      types[TRAIL].properties = types[TRAIL].properties.filter(({ name }) => name !== 'trail');
    },
    `[removed:${TRAIL}.trail]`,
  ],
  [
    'a prop that has to be given now',
    ({ types }) => {
      delete types[`${TRAIL}Props`].properties.find(({ name }) => name === 'dataEvents')!.optional;
    },
    `${TRAIL}Props`,
  ],
])(
  'fails for %s',
  (_, change, message) => {
    const { status, stderr } = compare(change);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
    expect(stderr).toContain('err  -');
  },
  60_000,
);
