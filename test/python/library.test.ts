import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies, peerDependencies, version } from '../../package.json';
import { distFiles } from '../../scripts/dist';
import { packedAssembly } from '../package/assembly';
import { PYTHON, runPython } from './run-python';

interface Library {
  metadata: Record<string, string> & { classifier: string[]; project_url: string[]; requires_dist: string[] };
  files: Record<string, string>;
  names: string[];
  members: number;
  undocumented: string[];
  help: string;
}

const REPOSITORY = 'https://github.com/cdk-s3-audit-trail/cdk-s3-audit-trail';
const linesOf = (file: string) => readFileSync(join(__dirname, file), 'utf8').split('\n');

let library: Library;
let readme: string;

beforeAll(() => {
  library = runPython('describe_library.py');
  readme = library.metadata.description;
});

test('it has the names and the requirements that users of the CDK expect', () => {
  const { metadata } = library;
  expect(metadata).toMatchObject({ name: 'cdk-s3-audit-trail', version, requires_python: '>=3.10' });
  const [cdk, constructs] = [peerDependencies['aws-cdk-lib'], peerDependencies.constructs].map((range) =>
    range.slice(1),
  );
  expect(metadata.requires_dist).toEqual([
    `aws-cdk-lib <3.0.0,>=${cdk}`,
    `constructs <11.0.0,>=${constructs}`,
    `jsii <2.0.0,>=${devDependencies['jsii-pacmak']}`,
    expect.stringMatching(/^publication /),
  ]);
  expect(metadata.classifier).toEqual(
    expect.arrayContaining(['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2', 'Typing :: Typed']),
  );
});

test('its addresses are those that PyPI takes', () => {
  expect(library.metadata.home_page).toBe(`${REPOSITORY}.git`);
  expect(library.metadata.project_url).toEqual([`Source, ${REPOSITORY}.git`]);
});

test('it is tested with the lowest versions that it takes', () => {
  expect(linesOf('requirements.in').filter((line) => line !== '')).toEqual([
    `aws-cdk-lib==${devDependencies['aws-cdk-lib']}`,
    `constructs==${devDependencies.constructs}`,
    `jsii==${devDependencies['jsii-pacmak']}`,
  ]);
  const locked = linesOf('requirements.txt').filter((line) => /^[a-z]/.test(line));
  expect(locked).toEqual(
    expect.arrayContaining(
      linesOf('requirements.in')
        .filter(Boolean)
        .map((pin) => `${pin} \\`),
    ),
  );
  expect(execFileSync(PYTHON, ['-m', 'pip', 'check'], { encoding: 'utf8' })).toContain('No broken requirements');
});

test('it holds what npm has, and says that it has types', () => {
  const [tarball] = Object.keys(library.files).filter((file) => file.endsWith('.tgz'));
  const [ofNpm] = distFiles('js', '.tgz');
  expect(readFileSync(library.files[tarball]).equals(readFileSync(ofNpm))).toBe(true);
  expect(Object.keys(library.files)).toContain('cdk_s3_audit_trail/py.typed');
});

test('everything is there, with its text', () => {
  const names = Object.values(packedAssembly().types).map(({ name }) => name);
  expect(library.names.sort()).toEqual(names.sort());
  expect(library.members).toBeGreaterThan(200);
  expect(library.undocumented).toEqual([]);
});

test('examples are in Python', () => {
  expect(library.help).toMatch(/from cdk_s3_audit_trail import S3AuditTrail\s+S3AuditTrail\(self, "Audit"\)/);
  expect(readme).toContain('S3AuditTrail(stack, "Audit")\napp.synth()\n');
  expect(readme).not.toMatch(/new S3Audit|```ts/);
});

test('the links of its README lead to the files of the release', () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).filter((link) => !link.startsWith('#'));
  expect(links).toContain(`${REPOSITORY}/blob/v${version}/docs/limits.md`);
  expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
});
