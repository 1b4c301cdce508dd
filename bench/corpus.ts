import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateLogFiles } from '../engine/samples/log-generator';
import { writeLogFiles } from '../engine/storage/log-files';
import { addDays } from '../engine/storage/projected-table';

export const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-1', 'sa-east-1'];
export const FIRST_DAY = '2026/10/01';
export const DAYS = Array.from({ length: 30 }, (_, index) => addDays(FIRST_DAY, index));
/** Folders of the corpus, with one file each. */
export const FOLDERS = ACCOUNTS.length * REGIONS.length * DAYS.length;

/** Lays out about as many events as asked for, in a new folder that stands for the log bucket. */
export function layOut(events: number): string {
  const folder = newCorpusFolder();
  writeCorpus(folder, events);
  return folder;
}

/** A new folder, which is gone once this process ends, also after Ctrl-C. */
export function newCorpusFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.once('SIGINT', () => process.exit(130));
  return folder;
}

/** Tells one corpus from another, by its first day: figures that were measured on another one are out of date. */
export function corpusHash(): string {
  const files = generateLogFiles({ accounts: ACCOUNTS, regions: REGIONS, days: DAYS.slice(0, 1), eventsPerFile: 500 });
  return createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 12);
}

/** Writes about as many events as asked for into a folder. */
export function writeCorpus(folder: string, events: number): void {
  const eventsPerFile = Math.ceil(events / FOLDERS);
  writeLogFiles(folder, generateLogFiles({ accounts: ACCOUNTS, regions: REGIONS, days: DAYS, eventsPerFile }));
}

/** How many bytes some files of a folder have. */
export function sizeOf(folder: string, keys: string[]): number {
  return keys.reduce((sum, key) => sum + statSync(join(folder, key)).size, 0);
}
