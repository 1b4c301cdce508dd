import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '..', '.cache');
const QUIETLY = ['--quiet', '--disable-pip-version-check', '--no-input'];

/** What has to be on the machine: the command that shows it, and where to get it. */
export interface Need {
  readonly command: string;
  readonly args: string[];
  readonly hint: string;
}

export interface VirtualEnvironmentOptions {
  /** Name of its folder in the cache outside the tracked files. */
  readonly name: string;
  /** Path of the requirements, each with its hashes. */
  readonly requirements: string;
  /** The oldest Python 3 that these are for. */
  readonly minor: number;
  /** What needs it, for an error; 'The deployment tests need'. */
  readonly neededBy: string;
  /** What is needed besides. @default - nothing */
  readonly needs?: Need[];
}

/**
 * A Python with locked requirements in it. It is made once, and anew where they change.
 *
 * @returns path of the interpreter
 * @throws if something is missing on this machine; nothing is skipped
 */
export function virtualEnvironment(options: VirtualEnvironmentOptions): string {
  const { name, minor, neededBy, needs = [] } = options;
  requireAll([...pythonNeeds(minor), ...needs], neededBy);
  const folder = join(CACHE, name);
  const python = join(folder, 'bin', 'python');
  const installed = join(folder, 'requirements.txt');
  const requirements = readFileSync(options.requirements, 'utf8');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== requirements || !succeeds(python, ['--version'])) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run('python3', ['-m', 'venv', folder]);
    install(python, ['--require-hashes', '-r', options.requirements]);
    // Last, so that what was interrupted is made anew.
    writeFileSync(installed, requirements);
  }
  return python;
}

/** Installs what pip takes by these arguments. */
export function install(python: string, args: string[]): void {
  run(python, ['-m', 'pip', 'install', ...QUIETLY, ...args]);
}

function pythonNeeds(minor: number): Need[] {
  const version = `import sys; sys.exit(sys.version_info < (3, ${minor}))`;
  const hint = "Python's module venv (Debian and Ubuntu: apt-get install python3-venv)";
  return [
    { command: 'python3', args: ['-c', version], hint: `Python 3.${minor} or newer, as python3` },
    { command: 'python3', args: ['-c', 'import ensurepip, venv'], hint },
  ];
}

function requireAll(needs: Need[], neededBy: string): void {
  const missing = needs.filter(({ command, args }) => !succeeds(command, args)).map(({ hint }) => hint);
  if (missing.length > 0) {
    throw new Error(`${neededBy} ${missing.join(', and ')}`);
  }
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
