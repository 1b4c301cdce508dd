import { type Dirent, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A CloudTrail record as the log file holds it. */
export type CloudTrailRecord = Record<string, unknown>;

/** What one log file holds, and the folder under which CloudTrail files it. */
export interface LogFile {
  readonly account: string;
  readonly region: string;
  /** 'yyyy/MM/dd', UTC: the day of publication. */
  readonly day: string;
  readonly records: CloudTrailRecord[];
}

/** Whether an object is a log by its name. Beside the logs may lie whatever else a bucket is used for. */
export function isLogFile(key: string): boolean {
  return /\.json(\.gz)?$/.test(key);
}

/**
 * The text of a log file, as CloudTrail writes it before it is compressed. JavaScript knows no 0.0, which CloudTrail
 * writes for the bytes of some requests: generated records hold it as a text, which loses its quotes here.
 */
export function logFileText(records: CloudTrailRecord[]): string {
  return JSON.stringify({ Records: records }).replace(/(?<="bytesTransferred(?:In|Out)":)"0\.0"/g, '0.0');
}

/**
 * Writes log files into a folder that stands for a bucket, named as CloudTrail names them.
 *
 * @param path of the accounts' folders: an organization's trail has its id after `AWSLogs`
 */
export function writeLogFiles(folder: string, files: Iterable<LogFile>, path = 'AWSLogs'): void {
  let count = 0;
  for (const { account, region, day, records } of files) {
    const parent = join(folder, path, account, 'CloudTrail', region, day);
    const unique = String(count++).padStart(16, '0');
    mkdirSync(parent, { recursive: true });
    writeFileSync(
      join(parent, `${account}_CloudTrail_${region}_${day.replaceAll('/', '')}T0000Z_${unique}.json.gz`),
      gzipSync(logFileText(records)),
    );
  }
}

/** The keys of all objects under a prefix of a folder that stands for a bucket, sorted. A link is no object. */
export function objectKeys(folder: string, prefix: string): string[] {
  const keys: string[] = [];
  const open = [prefix.slice(0, prefix.lastIndexOf('/') + 1)];
  // Not readdir's `recursive`, which follows links to folders since Node.js 22.
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const entry of entriesOf(join(folder, parent))) {
      const key = parent + entry.name;
      if (entry.isDirectory()) {
        open.push(`${key}/`);
      } else if (entry.isFile() && key.startsWith(prefix)) {
        keys.push(key);
      }
    }
  }
  return keys.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      // S3 lists nothing under a prefix that doesn't exist.
      return [];
    }
    throw error;
  }
}

/** The folders that the files with these keys lie in, sorted. A partition of CloudTrail's is such a folder. */
export function partitionFolders(keys: Iterable<string>): string[] {
  return [...new Set(Array.from(keys, (key) => key.slice(0, key.lastIndexOf('/') + 1)))].sort();
}

/** Whether a text is a day of the calendar, as 'yyyy/MM/dd'. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text.replaceAll('/', '-')}T00:00:00Z`);
  return (
    /^\d{4}\/\d{2}\/\d{2}$/.test(text) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text.replaceAll('/', '-'))
  );
}
