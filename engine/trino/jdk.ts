import { accessSync, constants, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** What Trino 483 is compiled for. */
const OLDEST = 23;

/** Folders in which JDKs are usually installed, each in one of its own; then the way to its home from there. */
const USUAL_PLACES: [string, string?][] = [
  ['/usr/lib/jvm'],
  ['/opt/java'],
  ['/opt/homebrew/opt', 'libexec/openjdk.jdk/Contents/Home'],
  ['/Library/Java/JavaVirtualMachines', 'Contents/Home'],
  [join(homedir(), '.sdkman/candidates/java')],
  [join(homedir(), '.jdks')],
];

/**
 * The home of a JDK that is new enough: JAVA_HOME, the one on PATH, or the newest one in the usual places.
 *
 * @throws if there is none, with what was found instead
 */
export function findJdk(environment: NodeJS.ProcessEnv = process.env, places = USUAL_PLACES): string {
  const installed = places
    .flatMap(([folder, home = '']) => entries(folder).map((entry) => join(folder, entry, home)))
    .sort((a, b) => (versionOf(b) ?? 0) - (versionOf(a) ?? 0));
  const preferred = environment.JAVA_HOME === undefined ? [] : [environment.JAVA_HOME];
  const homes = [...preferred, ...homesOnPath(environment.PATH ?? ''), ...installed];
  const home = homes.find((candidate) => (versionOf(candidate) ?? 0) >= OLDEST);
  if (home === undefined) {
    const found = [...new Set(homes)].filter((candidate) => versionOf(candidate) !== undefined);
    throw new Error(
      `Trino needs a JDK ${OLDEST} or newer, and there is none: set JAVA_HOME to one. ` +
        `Looked at JAVA_HOME, PATH, ${places.map(([folder]) => folder).join(', ')}; found ` +
        (found.map((candidate) => `${candidate} (${versionOf(candidate)})`).join(', ') || 'no JDK at all'),
    );
  }
  return home;
}

function homesOnPath(path: string): string[] {
  return path
    .split(delimiter)
    .map((folder) => join(folder, 'java'))
    .filter(isExecutable)
    .map((java) => dirname(dirname(realpathSync(java))));
}

/** The version of the JDK in a folder, undefined where there is none. A JRE is none: it has no compiler. */
function versionOf(home: string): number | undefined {
  if (!isExecutable(join(home, 'bin', 'javac'))) {
    return undefined;
  }
  try {
    const [, version] = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8')) ?? [];
    return version === undefined ? undefined : Number(version);
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
