import { markdownTable } from '../scripts/markdown';
import { DAYS } from './corpus';
import type { CorpusCosts } from './request-costs';
import { QUESTION } from './request-queries';

/** Dollars: Athena's for a byte, and for the least that it bills of a query; S3's for a LIST. */
const [BYTE, LEAST, LIST] = [5 / 1e12, (5 / 1e12) * 10e6, 5 / 1e6];
/** An INSERT and a check, in three nights. */
const [STATEMENTS, NIGHTS] = [2, 3];
/** The days whose ids they read: three before the day, the day once it is loaded, and in the third night one behind it. */
const [IDS_OF_FIRST_NIGHT, IDS_OF_ALL_NIGHTS] = [3 + 4, 3 + 4 + (4 + 4) + (5 + 5)];
const MONTH = 30;
const REQUESTS = [1e6, 100e6];
const WINDOWS: [name: string, days: number][] = [
  ['8 days', 8],
  ['a month', MONTH],
  ['a year', 365],
];
/** Accounts and regions, each of which has a folder for each day. */
const FOLDERS: [name: string, folders: number][] = [
  ['one account and region', 1],
  ['1,000 accounts, 17 regions', 17_000],
];

/** What there is to be paid where there are so many requests, at what each takes in the largest corpus. */
class Account {
  private readonly logBytes: number;
  private readonly tableBytes: number;
  /** Of the last loaded days, the ids of whose events are no more to be counted in the logs. */
  private readonly idBytes: number;
  private readonly readByLoad: number;

  constructor(
    { events, unpartitioned, loaded, loads, recent }: CorpusCosts,
    requests: number,
    private readonly folders: number,
  ) {
    this.logBytes = (unpartitioned.bytes / events) * requests;
    const { requestBytes } = loaded.get(QUESTION)!;
    this.tableBytes = (requestBytes / events) * requests;
    this.idBytes =
      ((recent.requestBytes - requestBytes * (loads.length / DAYS.length)) / (events / DAYS.length)) * requests;
    const ofTable = loads.reduce((sum, load) => sum + load.requestBytes, 0) / loads.length;
    this.readByLoad = (ofTable / (events / DAYS.length)) * requests;
  }

  public bytesOfLogs(days: number): number {
    return days * this.logBytes;
  }

  /** Of the last two days, the logs are read. */
  public bytesOfTable(days: number): number {
    return (days - 2) * this.tableBytes + this.idBytes + 2 * this.logBytes;
  }

  public overLogs(days: number): number {
    return dollars(this.bytesOfLogs(days), days * this.folders);
  }

  public overTable(days: number): number {
    return dollars(this.bytesOfTable(days), 2 * this.folders);
  }

  public get bytesOfLoad(): number {
    return NIGHTS * STATEMENTS * this.logBytes + (IDS_OF_ALL_NIGHTS / IDS_OF_FIRST_NIGHT) * this.readByLoad;
  }

  /** Of a month. */
  public get load(): number {
    const statements = NIGHTS * STATEMENTS;
    return MONTH * statements * dollars(this.bytesOfLoad / statements, this.folders);
  }

  /** Questions a month from which on the table costs less than none. */
  public breakEven(days: number): number {
    return this.load / (this.overLogs(days) - this.overTable(days));
  }
}

/** Tables in Markdown: bytes and dollars, from what was measured of the largest corpus. */
export function paperTables(costs: CorpusCosts): string[] {
  const accounts = REQUESTS.flatMap((requests) =>
    FOLDERS.map(([name, folders]) => {
      const account = new Account(costs, requests, folders);
      return { head: [`${requests / 1e6} M`, name], account, folders };
    }),
  );
  const questions = accounts.flatMap(({ head, account, folders }) =>
    WINDOWS.map(([window, days]) => [
      ...head,
      window,
      gigabytes(account.bytesOfLogs(days)),
      gigabytes(account.bytesOfTable(days)),
      (days * folders).toLocaleString('en'),
      (2 * folders).toLocaleString('en'),
      money(account.overLogs(days)),
      money(account.overTable(days)),
      account.breakEven(days).toFixed(1),
    ]),
  );
  const loads = accounts.map(({ head, account, folders }) => [
    ...head,
    gigabytes(MONTH * account.bytesOfLoad),
    (MONTH * NIGHTS * STATEMENTS * folders).toLocaleString('en'),
    money(account.load),
  ]);
  const logs = ['GB, logs', 'LISTs, logs', '$, logs'];
  const table = ['GB, table', 'LISTs, table', '$, table'];
  const figures = logs.flatMap((head, index) => [head, table[index]]);
  return [
    markdownTable(['Requests a day', 'Of', 'GB read a month', 'LISTs a month', '$ a month'], loads, 2),
    markdownTable(['Requests a day', 'Of', 'Question over', ...figures, 'Break-even a month'], questions, 3),
  ];
}

/** Of one statement. */
function dollars(bytes: number, lists: number): number {
  return Math.max(bytes * BYTE, LEAST) + lists * LIST;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toLocaleString('en', { maximumSignificantDigits: 3 });
}

function money(amount: number): string {
  return amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: amount < 0.1 ? 5 : 2 });
}
