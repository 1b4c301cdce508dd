import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** By which a program ends whose output nobody reads to its end, as before `head`. Windows has none. */
export const BROKEN_PIPE = 'SIGPIPE' in constants.signals ? 'SIGPIPE' : 'SIGTERM';

const folders = new Set<string>();

/** Does something with a new folder, which then is gone. */
export async function inTemporaryFolder<Result>(
  prefix: string,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.add(folder);
  try {
    return await use(folder);
  } finally {
    remove(folder);
  }
}

/** Has the folders go also where this process is told to end, or its output is closed. */
export function removeFoldersAtEnd(): void {
  process.once('exit', removeAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', BROKEN_PIPE] as const) {
    process.once(signal, () => endBy(signal));
  }
  // npm ends its shell on a signal, and the shell doesn't hand it on: then this process gets another parent.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || endBy('SIGTERM'), 500).unref();
}

/** Ends at once: process.exit would wait for what DuckDB is about to do, which may wait for a function of ours. */
export function endBy(signal: NodeJS.Signals): void {
  removeAll();
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function removeAll(): void {
  folders.forEach(remove);
}

function remove(folder: string): void {
  // Again where DuckDB has put one more file into it meanwhile.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}
