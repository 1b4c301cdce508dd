import { Token } from 'aws-cdk-lib';
import { logPath } from '../../lib/logs/log-path';
import { partitionOf } from '../../lib/logs/region-partitions';

/** What the path of a log file tells of it. */
export interface PlacedLog {
  /** What a trail puts before `AWSLogs/`. */
  readonly prefix?: string;
  /** Of an organization's trail. */
  readonly organizationId?: string;
  readonly account: string;
  readonly region: string;
  /** 'yyyy/MM/dd' by its digits, which may be no day of the calendar. */
  readonly day: string;
}

/** Log files that one table can be over: of one path before the accounts, and of one partition, as those of a trail are. */
export interface LogPlace extends Pick<PlacedLog, 'prefix' | 'organizationId'> {
  /** Of its regions, such as aws-cn. */
  readonly partition: string;
  /** Sorted. */
  readonly accounts: string[];
  /** How many files there are of each of its regions, the one with the most first. */
  readonly regions: Map<string, number>;
  /** 'yyyy/MM/dd', sorted. */
  readonly days: string[];
}

/** Where log files are looked for, in words. */
export const LOG_PATH = '[prefix/]AWSLogs/[<organization>/]<account>/CloudTrail/<region>/yyyy/MM/dd';

const LOG_FILE =
  /^(?:(.+)\/)?AWSLogs\/(?:(o-[a-z\d]{10,32})\/)?(\d{12})\/CloudTrail\/([a-z]{2,6}(?:-[a-z]+)+-\d{1,2})\/(\d{4}\/\d{2}\/\d{2})\/[^/]*\.json(?:\.gz)?$/s;

/** What a path in a folder that stands for a bucket tells; undefined where no trail puts a log file there. */
export function placedLog(path: string): PlacedLog | undefined {
  const [match, prefix, organizationId, account, region, day] = LOG_FILE.exec(path) ?? [];
  return match === undefined ? undefined : { prefix, organizationId, account, region, day };
}

/** Why no trail has such a prefix; undefined where one may have it. */
export function reasonAgainstPrefix(prefix?: string): string | undefined {
  return isTaken(prefix)
    ? undefined
    : `${prefix} is no prefix that a LogLocation takes; a folder of its own needs none`;
}

/** Whether a LogLocation takes it. A folder with the name of a token would be one. */
function isTaken(prefix?: string): boolean {
  try {
    return logPath(prefix) !== '' && !Token.isUnresolved(prefix);
  } catch {
    return false;
  }
}

/** The places that log files lie in, in a fixed order. */
export function placesOf(logs: PlacedLog[]): LogPlace[] {
  const places = new Map<string, PlacedLog[]>();
  for (const log of logs) {
    const { prefix = '', organizationId = '', region } = log;
    const key = [prefix, organizationId, partitionOf(region)].join('\n');
    const others = places.get(key);
    if (others) {
      others.push(log);
    } else {
      places.set(key, [log]);
    }
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ofPlace]) => placeOf(ofPlace));
}

function placeOf(logs: PlacedLog[]): LogPlace {
  const [{ prefix, organizationId, region }] = logs;
  return {
    prefix,
    organizationId,
    partition: partitionOf(region),
    accounts: unique(logs.map(({ account }) => account)),
    regions: mostFirst(logs.map((log) => [log.region, 1])),
    days: unique(logs.map(({ day }) => day)),
  };
}

/** Adds up what is counted, and puts what there is most of first. */
export function mostFirst(counts: [name: string, count: number][]): Map<string, number> {
  const sums = new Map<string, number>();
  counts.forEach(([name, count]) => sums.set(name, (sums.get(name) ?? 0) + count));
  return new Map([...sums].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1)));
}

/** Different values, sorted. */
export function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
