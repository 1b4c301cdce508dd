import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository, version } from '../package.json';
import { virtualEnvironment } from './virtual-environment';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');
/** What relative links of the README are resolved against: other registries than npm leave them as they are. */
const PAGES = `${repository.url.replace(/\.git$/, '')}/blob/v${version}/`;

/**
 * Builds what is shipped into dist/: the tarball for npm, wheel and source distribution for Python, the code for Java, .NET and
 * Go, and the plain templates.
 */
function main(): void {
  rmSync(DIST, { recursive: true, force: true });
  run('npm', ['run', '--silent', 'templates']);
  run('npm', ['run', '--silent', 'build']);
  // Every example in the README and in docstrings, in each language.
  jsii('jsii-rosetta', ['extract', '--strict', '.']);
  jsii('jsii-pacmak', ['--code-only', '--no-npmignore', '--rosetta-unknown-snippets=fail']);
  buildForPython();
}

/** jsii-pacmak would install the tools for it without their hashes. */
function buildForPython(): void {
  const python = virtualEnvironment({
    name: 'python-build',
    requirements: join(__dirname, 'requirements.txt'),
    minor: 11,
    neededBy: 'Packaging for Python needs',
  });
  const code = join(DIST, 'python-code');
  renameSync(join(DIST, 'python'), code);
  const readme = join(code, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(/\]\((?![a-z]+:|#)/g, `](${PAGES}`));
  run(python, ['-m', 'build', '--quiet', '--no-isolation', '--outdir', join(DIST, 'python'), code]);
  rmSync(code, { recursive: true });
}

function jsii(tool: string, args: string[]): void {
  run(process.execPath, [join(ROOT, 'node_modules', tool, 'bin', tool), ...args]);
}

function run(command: string, args: string[]): void {
  // Without scripts, since jsii-pacmak packs what is built already.
  const env = {
    ...process.env,
    npm_config_ignore_scripts: 'true',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  };
  execFileSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

main();
