import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { partitionOf } from '../../lib/logs/region-partitions';
import { isDay } from './log-files';

/** Which logs a folder holds, each list sorted. */
export interface LogFolder {
  readonly accounts: string[];
  /** Regions, the one with the most files first. All of one partition, as those of a trail are. */
  readonly regions: string[];
  /** 'yyyy/MM/dd' */
  readonly days: string[];
  /** What are log files of CloudTrail's by their names, and are not read. */
  readonly passedOver: PassedOverFile[];
}

/** A log file that lies where no query looks. */
export interface PassedOverFile {
  /** Its path in the folder. */
  readonly path: string;
  readonly reason: string;
}

/** How the name begins that CloudTrail gives to a log file. Those of digests and of insights differ. */
const CLOUDTRAIL_NAME = /^\d{12}_CloudTrail_[a-z\d-]+_\d{8}T\d{4}Z_/;
/** Of a log file that was packed otherwise, or whose copy isn't complete, the name ends otherwise. */
const LOG_NAME = /\.json(\.gz)?$/;
const LOG_FILE =
  /^AWSLogs\/(\d{12})\/CloudTrail\/([a-z]{2,6}(?:-[a-z]+)+-\d{1,2})\/(\d{4}\/\d{2}\/\d{2})\/[^/]*\.json(\.gz)?$/;
/** Nothing was recorded before. */
const FIRST_DAY = '2000/01/01';

interface FoundFile {
  readonly path: string;
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

/** Finds out of which accounts, regions and days a folder that stands for a bucket holds logs, and what isn't read. */
export function scanLogFolder(folder: string): LogFolder {
  const passedOver: PassedOverFile[] = [];
  const found: FoundFile[] = [];
  for (const { path, name, obstacle, isFolder } of filesUnder(folder)) {
    const [, account, region, day] = LOG_FILE.exec(path) ?? [];
    const reason = obstacle ?? reasonAgainst(name, day);
    if (reason === undefined) {
      found.push({ path, account, region, day });
    } else if (isFolder || day !== undefined || CLOUDTRAIL_NAME.test(name)) {
      passedOver.push({ path, reason });
    }
  }
  const [main] = mostFrequent(found.map(({ region }) => partitionOf(region)));
  const read: FoundFile[] = [];
  for (const file of found) {
    if (partitionOf(file.region) === main) {
      read.push(file);
    } else {
      passedOver.push({ path: file.path, reason: `${file.region} is not in ${main}, the partition of most files` });
    }
  }
  const unique = (values: string[]) => [...new Set(values)].sort();
  return {
    accounts: unique(read.map(({ account }) => account)),
    regions: mostFrequent(read.map(({ region }) => region)),
    days: unique(read.map(({ day }) => day)),
    passedOver: passedOver.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Why a file isn't read that lies under such a day; undefined where it is. */
function reasonAgainst(name: string, day?: string): string | undefined {
  if (!LOG_NAME.test(name)) {
    return 'its name does not end with .json or .json.gz';
  }
  if (day === undefined) {
    return 'it does not lie in AWSLogs/<account>/CloudTrail/<region>/yyyy/MM/dd';
  }
  return isDay(day) && day >= FIRST_DAY ? undefined : `${day} is no day of a log`;
}

/** Different values, the one that is there most often first. */
function mostFrequent(values: string[]): string[] {
  const counts = new Map<string, number>();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts]
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .map(([value]) => value);
}

interface FileEntry {
  readonly path: string;
  readonly name: string;
  /** Why it can't be read, wherever it lies. */
  readonly obstacle?: string;
  /** Whether it is a folder. Only one that can't be listed is here. */
  readonly isFolder?: boolean;
}

/** All files under a folder, each once, and those that only a link leads to. */
function* filesUnder(root: string): Generator<FileEntry> {
  const home = realpathSync(root);
  const behindLinks = new Set<string>();
  const open: { path: string; name: string; isLink: boolean }[] = [{ path: '', name: '', isLink: false }];
  for (let folder = open.pop(); folder; folder = open.pop()) {
    const entries = entriesOf(join(root, folder.path));
    if (typeof entries === 'string') {
      yield { ...folder, obstacle: entries, isFolder: true };
      continue;
    }
    for (const entry of entries) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      const isLink = folder.isLink || entry.isSymbolicLink();
      const target = isLink ? targetOf(join(root, path)) : undefined;
      if (target !== undefined && (isWithin(target, home) || behindLinks.has(target))) {
        continue;
      }
      if (target !== undefined) {
        behindLinks.add(target);
      }
      if (entry.isDirectory() || (target !== undefined && isDirectory(target))) {
        open.push({ path, name: entry.name, isLink });
      } else {
        yield { path, name: entry.name, obstacle: obstacleOf(entry, isLink) };
      }
    }
  }
}

/** What a folder holds; why it can't be listed, as a disk's `lost+found`. */
function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return `it is a folder that cannot be listed (${(error as NodeJS.ErrnoException).code})`;
  }
}

function obstacleOf(entry: Dirent, isLink: boolean): string | undefined {
  if (isLink) {
    return 'it is a link, or lies behind one';
  }
  return entry.isFile() ? undefined : 'it is no file';
}

/** Where a link leads; undefined where it leads nowhere. */
function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(join(folder, '/'));
}
