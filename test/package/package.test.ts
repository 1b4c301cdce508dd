import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { distFiles } from '../../scripts/dist';
import { newFolder } from '../new-folder';
import { deadLinks } from './dead-links';

const ROOT = join(__dirname, '../..');
const APP = `
const { App, Stack } = require('aws-cdk-lib');
const { S3AuditTrail } = require('cdk-s3-audit-trail');
const app = new App({ outdir: 'out' });
new S3AuditTrail(new Stack(app, 'Stack'), 'Audit');
app.synth();
`;

const LAZY = `
const library = require('cdk-s3-audit-trail');
const loaded = () => Object.keys(require.cache).filter((file) => /cdk-s3-audit-trail.lib.\\w+[/\\\\]/.test(file)).length;
const before = loaded();
console.log(JSON.stringify([before, library.AuditQuery.COPIES.title, loaded() > 0]));
`;
const ESM = `
import { AuditQuery, S3AuditTrail } from 'cdk-s3-audit-trail';
console.log(JSON.stringify([typeof S3AuditTrail, AuditQuery.COPIES.title]));
`;

test('the packed tarball holds what it should, and synthesises in an empty app, bundled, too', () => {
  const folder = newFolder();
  const run = (command: string, args: string[], cwd: string) =>
    execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CDK_VALIDATION: 'false' },
    });

  // `npm pack` compiles first; jsii prints on standard output, so the answer is its last lines.
  const packed = run('npm', ['pack', '--json', '--pack-destination', folder], ROOT);
  const [{ filename, files }] = JSON.parse(packed.slice(packed.lastIndexOf('\n[') + 1)) as [
    { filename: string; files: { path: string }[] },
  ];
  // What is uploaded, and what Python's wheel holds, is the same file.
  const [shipped] = distFiles('js', '.tgz');
  expect(readFileSync(shipped).equals(readFileSync(join(folder, filename)))).toBe(true);
  const paths = files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      '.jsii',
      'lib/index.js',
      'lib/index.d.ts',
      'lib/queries/signatures/sigv2-requests.sql',
      'README.md',
      'LICENSE',
      'API.md',
    ]),
  );
  expect(
    paths.filter(
      (path) =>
        !/^(lib\/.*\.(js|d\.ts|sql)|docs\/.*\.md|examples\/.*\.(ts|py|sql|json|md)|rosetta\/default\.ts-fixture|\.jsii|package\.json|LICENSE|(README|API|CHANGELOG|CONTRIBUTING|SECURITY)\.md)$/.test(
          path,
        ),
    ),
  ).toEqual([]);
  // What users of it may stumble over: what package.json says of its files, and how its types are found.
  // Below a warning is that the repository has no git+https, which PyPI refuses.
  expect(run('npx', ['publint', '--strict', '--level', 'warning', join(folder, filename)], ROOT)).toContain(
    'All good!',
  );
  expect(run('npx', ['attw', join(folder, filename)], ROOT)).toContain('No problems found');

  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const peers = ['aws-cdk-lib', 'constructs'].map((peer) => `file:${join(ROOT, 'node_modules', peer)}`);
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`, ...peers], folder);
  const installed = join(folder, 'node_modules', 'cdk-s3-audit-trail');
  expect(paths.filter((path) => path.endsWith('.md')).flatMap((path) => deadLinks(join(installed, path)))).toEqual([]);
  writeFileSync(join(folder, 'app.js'), APP);
  run('node', ['app.js'], folder);
  // A file of the package is loaded when something in it is first used, also where an ES module imports it.
  writeFileSync(join(folder, 'lazy.js'), LAZY);
  expect(JSON.parse(run('node', ['lazy.js'], folder))).toEqual([0, 'Copies', true]);
  writeFileSync(join(folder, 'module.mjs'), ESM);
  expect(JSON.parse(run('node', ['module.mjs'], folder))).toEqual(['function', 'Copies']);
  const template = readFileSync(join(folder, 'out', 'Stack.template.json'), 'utf8');
  expect(template).toContain('AWS::Athena::PreparedStatement');

  // Bundled, it is imported without its .sql files, and misses them when it needs them.
  const bundle = join(folder, 'bundle');
  buildSync({
    entryPoints: [join(folder, 'app.js')],
    outfile: join(bundle, 'app.js'),
    bundle: true,
    platform: 'node',
    external: ['aws-cdk-lib', 'constructs'],
  });
  const failed = spawnSync('node', ['app.js'], { cwd: bundle, encoding: 'utf8' });
  expect(failed.stderr).toContain(
    `sample-events.sql of cdk-s3-audit-trail is missing. Where the package is bundled, copy what its folder lib/queries holds to ${bundle}.`,
  );
  cpSync(join(installed, 'lib', 'queries'), bundle, { recursive: true });
  run('node', ['app.js'], bundle);
  expect(readFileSync(join(bundle, 'out', 'Stack.template.json'), 'utf8')).toBe(template);
}, 180_000);
