import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const FOLDER = join(__dirname, '..', '.cache', 'ministack-1.5.33');

/** What has to be on the machine, the command that shows it, and where to get it. */
const NEEDED: [command: string, args: string[], hint: string][] = [
  ['python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], 'Python 3.10 or newer, as python3'],
  [
    'python3',
    ['-c', 'import ensurepip, venv'],
    "Python's module venv (Debian and Ubuntu: apt-get install python3-venv)",
  ],
  ['openssl', ['version'], 'openssl'],
];

/**
 * The Python with the locked requirements in it. It is made once, in a cache outside the tracked files.
 *
 * @returns path of the interpreter
 * @throws if something is missing on this machine; nothing is skipped
 */
export function pythonEnvironment(): string {
  const missing = NEEDED.filter(([command, args]) => !succeeds(command, args)).map(([, , hint]) => hint);
  if (missing.length > 0) {
    throw new Error(`The deployment tests need ${missing.join(', and ')}`);
  }
  const python = join(FOLDER, 'bin', 'python');
  const installed = join(FOLDER, 'requirements.txt');
  const requirements = readFileSync(REQUIREMENTS, 'utf8');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== requirements || !succeeds(python, ['--version'])) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    run('python3', ['-m', 'venv', FOLDER]);
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-input'];
    run(python, ['-m', 'pip', 'install', ...quietly, '--require-hashes', '-r', REQUIREMENTS]);
    // Last, so that what was interrupted is made anew.
    writeFileSync(installed, requirements);
  }
  return python;
}

function succeeds(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
