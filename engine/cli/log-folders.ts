import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LogFolder, type PassedOverFile, scanLogFolder } from '../storage/log-folder';
import { LOG_PATH, type LogPlace, mostFirst, unique } from '../storage/log-place';
import { calledFrom } from './called-from';

/** A folder that stands for a bucket, and what it holds. */
export interface LogBucketFolder {
  readonly bucketName: string;
  readonly folder: string;
  readonly places: LogPlace[];
}

/** What several folders hold together. */
export interface LogHistory {
  readonly buckets: LogBucketFolder[];
  readonly accounts: string[];
  /** The one with the most files first. */
  readonly regions: string[];
  /** 'yyyy/MM/dd', sorted. */
  readonly days: string[];
  readonly passedOver: PassedOverFile[];
}

/**
 * The folders of these paths, as they were given.
 *
 * @throws if one is none, or two are the same, be it by another path or a link
 */
export function logFolders(paths: string[]): string[] {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folder = calledFrom(path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`--logs ${path} is no folder`);
    }
    const real = realpathSync(folder);
    const other = seen.get(real);
    if (other !== undefined) {
      throw new Error(
        other === path ? `--logs ${path} is there twice` : `--logs ${path} and --logs ${other} are the same folder`,
      );
    }
    seen.set(real, path);
  }
  return paths.map(calledFrom);
}

/** @throws if a folder holds no log files where they are looked for */
export function scanLogFolders(folders: string[]): LogHistory {
  const scans = folders.map((folder) => {
    const others = folders.filter((other) => other !== folder);
    return { folder, ...scanLogFolder(folder, others) };
  });
  scans.forEach(requireLogs);
  const places = scans.flatMap((scan) => scan.places);
  return {
    buckets: scans.map((scan, index) => ({ bucketName: `log-bucket-${index + 1}`, ...scan })),
    accounts: unique(places.flatMap(({ accounts }) => accounts)),
    regions: [...mostFirst(places.flatMap(({ regions }) => [...regions])).keys()],
    days: unique(places.flatMap(({ days }) => days)),
    passedOver: scans.flatMap(({ folder, passedOver }) =>
      folders.length === 1 ? passedOver : passedOver.map((file) => ({ ...file, path: join(folder, file.path) })),
    ),
  };
}

/** The folders as the subject of a sentence, with its verb. */
export function holders(folders: string[]): string {
  return folders.length === 1 ? `${folders[0]} holds` : `${folders.join(' and ')} hold`;
}

function requireLogs({ folder, places, passedOver }: LogFolder & { folder: string }): void {
  if (places.length === 0) {
    const [{ path, reason } = { path: '', reason: '' }] = passedOver;
    const others = passedOver.length > 0 ? `, but ${passedOver.length} elsewhere, such as ${path}: ${reason}` : '';
    throw new Error(
      `${folder} holds no log files where they are looked for, ${LOG_PATH}/*.json.gz${others}${otherFolder(folder, path)}`,
    );
  }
}

/** Which folder to give, where the logs lie right from there. */
function otherFolder(folder: string, path: string): string {
  const whole = join(folder, path);
  const [, right] =
    /^(.*)\/AWSLogs\/(?:o-[a-z\d]+\/)?\d{12}\/CloudTrail\/[a-z\d-]+\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/.exec(whole) ?? [];
  return right === undefined ? '' : `. Try --logs ${right}`;
}
