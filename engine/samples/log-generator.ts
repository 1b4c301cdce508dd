import { hash } from 'node:crypto';
import type { CloudTrailRecord, LogFile } from '../storage/log-files';
import { everydayRequest } from './everyday-requests';
import { DAY, DAY_OCTETS, REGION, SAMPLE_ACCOUNTS, type SampleRecord, forObject } from './sample-records';
import { ACCESS_SCENARIOS } from './scenarios/access-scenarios';
import { CALLER_SCENARIOS } from './scenarios/caller-scenarios';
import { CLIENT_SCENARIOS } from './scenarios/client-scenarios';
import { CONFIGURATION_SCENARIOS, LATER_CONFIGURATION_SCENARIOS } from './scenarios/configuration-scenarios';
import { CONTRAST_SCENARIOS } from './scenarios/contrast-scenarios';
import { DELETION_SCENARIOS } from './scenarios/deletion-scenarios';
import { EXPOSURE_SCENARIOS } from './scenarios/exposure-scenarios';
import { EXTORTION_SCENARIOS } from './scenarios/extortion-scenarios';
import { IDENTITY_SCENARIOS } from './scenarios/identity-scenarios';
import { KEY_SCENARIOS } from './scenarios/key-scenarios';
import type { LogScenario } from './scenarios/log-scenario';
import { ODD_SCENARIOS } from './scenarios/odd-scenarios';
import { PROTECTION_SCENARIOS } from './scenarios/protection-scenarios';
import { REQUEST_SCENARIOS } from './scenarios/request-scenarios';
import { RESOURCE_SCENARIOS } from './scenarios/resource-scenarios';

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
  /**
   * Leaves out what only a test thinks of, and has so many requests in each file that a company sends all day.
   *
   * @default - all scenarios, and none of these
   */
  readonly everydayRequests?: number;
}

interface Folder {
  readonly account: string;
  readonly region: string;
  readonly day: string;
}

/** What only a test thinks of: it would hide in a sample what a company's logs look like. */
const STRANGE_SCENARIOS = [
  ...ODD_SCENARIOS,
  ...CLIENT_SCENARIOS,
  ...CONTRAST_SCENARIOS,
  ...RESOURCE_SCENARIOS,
  ...IDENTITY_SCENARIOS,
];
/** In an order that stays: an event's id follows from its scenario's place. */
const SCENARIOS: LogScenario[] = [
  ...REQUEST_SCENARIOS,
  ...CALLER_SCENARIOS,
  ...ODD_SCENARIOS,
  ...CLIENT_SCENARIOS,
  ...ACCESS_SCENARIOS,
  ...EXPOSURE_SCENARIOS,
  ...PROTECTION_SCENARIOS,
  ...DELETION_SCENARIOS,
  ...EXTORTION_SCENARIOS,
  ...CONFIGURATION_SCENARIOS,
  ...CONTRAST_SCENARIOS,
  ...LATER_CONFIGURATION_SCENARIOS,
  ...RESOURCE_SCENARIOS,
  ...IDENTITY_SCENARIOS,
  ...KEY_SCENARIOS,
];
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
        yield { ...folder, records: fileRecords(records, folder, before, options) };
        before = folder;
      }
    }
  }
}

function fileRecords(
  samples: SampleRecord[],
  folder: Folder,
  before: Folder | undefined,
  { eventsPerFile: size = 0, everydayRequests }: LogFilesOptions,
): CloudTrailRecord[] {
  const today = samples.map((sample) => onDay(sample, folder.day));
  const isLeftOut = (scenario: LogScenario) => everydayRequests !== undefined && STRANGE_SCENARIOS.includes(scenario);
  const all = today.map((sample, index) => scenarioEvent(sample, index, folder));
  const events = all.filter((_, index) => !isLeftOut(SCENARIOS[index]));
  for (const [index, scenario] of SCENARIOS.entries()) {
    if (isLeftOut(scenario)) {
      continue;
    }
    if (scenario.twin) {
      events.push({ ...all[index], eventID: uuid(digest(folder, `${index} twin`)) });
    }
    if (scenario.deliveredAgain) {
      events.push(all[index]);
      if (before) {
        events.push(scenarioEvent(onDay(samples[index], before.day), index, before));
      }
    }
  }
  for (let index = 0; index < (everydayRequests ?? 0); index++) {
    const id = digest(folder, `everyday ${index}`);
    const request = everydayRequest(parseInt(id.slice(0, 8), 16), folder.day);
    events.push(stamped(inFolder(request, folder.account, folder.region), id, time(folder.day, id)));
  }
  for (let index = SCENARIOS.length; events.length < size; index++) {
    const id = digest(folder, `${index}`);
    events.push(stamped(varied(today[index % today.length], id), id, time(folder.day, id)));
  }
  return events;
}

function scenarioEvent(sample: SampleRecord, index: number, folder: Folder): SampleRecord {
  const id = digest(folder, `${index}`);
  const { filedLate, time: fixed } = SCENARIOS[index];
  const madeOnDay = fixed === undefined ? time(folder.day, id) : `${dashed(folder.day)}T${fixed}Z`;
  return stamped(sample, id, filedLate ? lastSecondBefore(folder.day) : madeOnDay);
}

/** The sample as this account would have recorded it in this region. */
function inFolder(record: SampleRecord, account: string, region: string): SampleRecord {
  const text = JSON.stringify(record)
    .replaceAll(OWN_ACCOUNT, account)
    .replaceAll(record.awsRegion, region)
    .replaceAll(REGION, region);
  return { ...(JSON.parse(text) as SampleRecord), awsRegion: region, recipientAccountId: account };
}

/** The sample with what is new on this day. */
function onDay(record: SampleRecord, day: string): SampleRecord {
  const text = JSON.stringify(record);
  if (!text.includes(DAY) && !text.includes(DAY_OCTETS)) {
    return record;
  }
  const number = Date.parse(`${dashed(day)}T00:00:00Z`) / 1000 / SECONDS_A_DAY;
  const octets = `${Math.floor(number / 256)}.${number % 256}`;
  return JSON.parse(text.replaceAll(DAY, day.replaceAll('/', '')).replaceAll(DAY_OCTETS, octets)) as SampleRecord;
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
  return `${dashed(day)}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}Z`;
}

function dashed(day: string): string {
  return day.replaceAll('/', '-');
}

function lastSecondBefore(day: string): string {
  const midnight = Date.parse(`${dashed(day)}T00:00:00Z`);
  return new Date(midnight - 1000).toISOString().replace('.000Z', 'Z');
}
