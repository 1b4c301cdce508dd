import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const POM = join(__dirname, 'pom.xml');
const CACHE = join(__dirname, '..', '..', '.cache');
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** No fetch takes that long. */
const SWEEP_MS = 60 * 60_000;

/** The jars that Trino is made of. */
export interface Jars {
  readonly version: string;
  readonly folder: string;
}

/**
 * The jars of the POM beside this file, fetched once by Maven, by its own configuration. They are kept under a hash of
 * the POM, and get that name only once all of them are there: a fetch that breaks off counts for nothing.
 *
 * @throws if they must be fetched and there is no Maven, or it fails
 */
export async function fetchJars(javaHome: string, cache = CACHE): Promise<Jars> {
  const pom = readFileSync(POM, 'utf8');
  const [, version] = /<trino\.version>(.*)<\/trino\.version>/.exec(pom)!;
  const parent = join(cache, `trino-${version}`);
  const folder = join(parent, createHash('sha256').update(pom).digest('hex').slice(0, 12));
  if (!existsSync(folder)) {
    mkdirSync(parent, { recursive: true });
    sweep(parent);
    const unfinished = mkdtempSync(join(parent, 'unfinished-'));
    try {
      await copyDependencies(unfinished, javaHome);
      renameSync(unfinished, folder);
    } catch (error) {
      // Another run may have been faster.
      if (!existsSync(folder)) {
        throw error;
      }
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return { version, folder };
}

async function copyDependencies(folder: string, javaHome: string): Promise<void> {
  const started = Date.now();
  process.stderr.write('Fetching Trino with Maven, once: about 250 MB\n');
  try {
    await promisify(execFile)(
      'mvn',
      ['-B', '-q', '-f', POM, COPY, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`],
      { env: { ...process.env, JAVA_HOME: javaHome } },
    );
  } catch (error) {
    const { code, message, stdout, stderr } = error as Error & { code?: unknown; stdout?: string; stderr?: string };
    throw new Error(
      code === 'ENOENT'
        ? "Trino's jars are fetched by Maven, once, and there is no mvn on PATH: install Maven 3.6 or newer"
        : `Maven could not fetch Trino's jars: ${message}\n${stdout ?? ''}${stderr ?? ''}`,
      { cause: error },
    );
  }
  process.stderr.write(`Fetched Trino in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

/** Removes what fetches that were interrupted have left. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('unfinished-'))) {
    const folder = join(parent, name);
    if (Date.now() - statSync(folder).mtimeMs > SWEEP_MS) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
