import { hash } from 'node:crypto';
import type { CloudTrailRecord, LogFile } from './log-files';
import { SAMPLE_ACCOUNTS, type SampleRecord, forObject } from './sample-records';
import { CALLER_SCENARIOS } from './scenarios/caller-scenarios';
import type { LogScenario } from './scenarios/log-scenario';
import { ODD_SCENARIOS } from './scenarios/odd-scenarios';
import { REQUEST_SCENARIOS } from './scenarios/request-scenarios';

export interface LogFilesOptions {
  /** Account ids of 12 digits. */
  readonly accounts: string[];
  readonly regions: string[];
  /** 'yyyy/MM/dd', ascending: the days under which CloudTrail files. */
  readonly days: string[];
  /**
   * Events a file holds; never fewer than the scenarios need.
   *
   * @default - the scenarios, once each
   */
  readonly eventsPerFile?: number;
}

interface Folder {
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

const SCENARIOS: LogScenario[] = [...REQUEST_SCENARIOS, ...CALLER_SCENARIOS, ...ODD_SCENARIOS];
const OWN_ACCOUNT = new RegExp(SAMPLE_ACCOUNTS.join('|'), 'g');
const SECONDS_A_DAY = 86400;

/**
 * CloudTrail log files, one for each account, region and day: every scenario, what is delivered again, then more of the
 * same with other keys, callers and addresses. A record follows from its folder and its place in it, and from nothing
 * else: neither from the clock nor from the other folders. Records share parts, so don't write into them.
 */
export function* generateLogFiles(options: LogFilesOptions): Generator<LogFile> {
  for (const account of options.accounts) {
    for (const region of options.regions) {
      const records = SCENARIOS.map((scenario) => inFolder(scenario.record, account, region));
      let before: Folder | undefined;
      for (const day of options.days) {
        const folder = { account, region, day };
        yield { ...folder, records: fileRecords(records, folder, before, options.eventsPerFile ?? 0) };
        before = folder;
      }
    }
  }
}

function fileRecords(
  samples: SampleRecord[],
  folder: Folder,
  before: Folder | undefined,
  size: number,
): CloudTrailRecord[] {
  const events = SCENARIOS.map((_, index) => scenarioEvent(samples, index, folder));
  for (const [index, scenario] of SCENARIOS.entries()) {
    if (scenario.twin) {
      events.push({ ...events[index], eventID: uuid(digest(folder, `${index} twin`)) });
    }
    if (scenario.deliveredAgain) {
      events.push(events[index]);
      if (before) {
        events.push(scenarioEvent(samples, index, before));
      }
    }
  }
  for (let index = SCENARIOS.length; events.length < size; index++) {
    const id = digest(folder, `${index}`);
    events.push(stamped(varied(samples[index % samples.length], id), id, time(folder.day, id)));
  }
  return events;
}

function scenarioEvent(samples: SampleRecord[], index: number, folder: Folder): SampleRecord {
  const id = digest(folder, `${index}`);
  const eventTime = SCENARIOS[index].filedLate ? lastSecondBefore(folder.day) : time(folder.day, id);
  return stamped(samples[index], id, eventTime);
}

/** The sample as this account would have recorded it in this region. */
function inFolder(record: SampleRecord, account: string, region: string): SampleRecord {
  const text = JSON.stringify(record).replaceAll(OWN_ACCOUNT, account).replaceAll(record.awsRegion, region);
  return { ...(JSON.parse(text) as SampleRecord), awsRegion: region, recipientAccountId: account };
}

function stamped(record: SampleRecord, id: string, eventTime: string): SampleRecord {
  return {
    ...record,
    eventTime,
    requestID: id.slice(32, 48).toUpperCase(),
    eventID: uuid(id),
    ...(record.sharedEventID !== undefined && { sharedEventID: uuid(id.slice(16)) }),
  };
}

/** The same request by another caller of that kind, from another address, for another object. */
function varied(record: SampleRecord, id: string): SampleRecord {
  const number = parseInt(id.slice(48, 56), 16);
  const { arn } = record.userIdentity;
  const { bucketName, key } = record.requestParameters ?? {};
  const result = {
    ...record,
    userIdentity: arn ? { ...record.userIdentity, arn: `${arn as string}-${number % 50}` } : record.userIdentity,
    // The last part of an IPv4 or an IPv6 address; a service's name stays.
    sourceIPAddress: record.sourceIPAddress.replace(/(?<=[.:])\d+$/, `${number % 256}`),
  };
  return key ? forObject(result, `${bucketName as string}-${number % 20}`, `data/${id.slice(0, 2)}/${id}`) : result;
}

/** 64 hexadecimal digits, from which all that varies is taken. */
function digest(folder: Folder, place: string): string {
  return hash('sha256', `${folder.account} ${folder.region} ${folder.day} ${place}`);
}

function uuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function time(day: string, id: string): string {
  const seconds = parseInt(id.slice(56, 64), 16) % SECONDS_A_DAY;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${day.replaceAll('/', '-')}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}Z`;
}

function lastSecondBefore(day: string): string {
  const midnight = Date.parse(`${day.replaceAll('/', '-')}T00:00:00Z`);
  return new Date(midnight - 1000).toISOString().replace('.000Z', 'Z');
}
