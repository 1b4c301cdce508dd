import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');
/** What is in it, and what makes it. */
const SOURCES = [
  ...['lib', 'engine', 'docs', 'examples', 'rosetta', 'templates', 'scripts'],
  ...['package.json', 'package-lock.json', 'LICENSE'],
  ...['README.md', 'API.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
];

/** Has `npm run package` make dist/ where something that it is made of is newer. */
export function makeDist(): void {
  // The wheel is made last.
  const [wheel] = existsSync(join(DIST, 'python')) ? distFiles('python', '.whl') : [];
  if (wheel === undefined || SOURCES.some((source) => changed(join(ROOT, source)) > changed(wheel))) {
    execFileSync('npm', ['run', '--silent', 'package'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/** The paths of the files in a folder of dist/ that end so. */
export function distFiles(folder: string, end: string): string[] {
  return readdirSync(join(DIST, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => join(DIST, folder, file));
}

/** When a file, or one that was written in a folder, was last changed; what is compiled doesn't count. */
function changed(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) {
    return stats.mtimeMs;
  }
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !(path === join(ROOT, 'lib') && /\.(js|d\.ts)$/.test(entry.name)))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(...files);
}
