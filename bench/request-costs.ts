import { markdownTable } from '../scripts/markdown';
import { DAYS } from './corpus';
import { QUESTION } from './request-queries';

/** What one statement read of the request table. */
export interface LoadedRead {
  readonly requestBytes: number;
  readonly rows: number;
  readonly seconds: number;
}

/** What one statement read of the request table, where the engine names its files. */
export interface TableRead extends LoadedRead {
  readonly requestFiles: number;
}

/** What one statement read: log files, and files of the request table. */
export interface Read extends TableRead {
  readonly bytes: number;
  readonly files: number;
  /** One for each folder that was read; a table that names its files, as the request table, is not listed. */
  readonly lists: number;
}

/** What one load of a day, its INSERT and its check, reads and writes. */
export interface Load {
  readonly logBytes: number;
  readonly lists: number;
  readonly requestBytes: number;
  readonly written: number;
  readonly seconds: number;
}

/** What was measured of a corpus, all days of which are loaded. */
export interface LoadedCosts {
  readonly events: number;
  /** A question over all days, of the table without partitions: it reads what every other one does there. */
  readonly unpartitioned: Pick<Read, 'bytes'>;
  /** By query. */
  readonly loaded: Map<string, LoadedRead>;
  /** By query about one object. */
  readonly objects: Map<string, LoadedRead>;
}

/** What was measured of a corpus, on its last day and some days later. */
export interface CorpusCosts extends LoadedCosts {
  readonly loaded: Map<string, TableRead>;
  readonly unpartitioned: Read;
  /** Of our table over the logs. */
  readonly ours: Read;
  /** Of each day that was loaded. */
  readonly loads: Load[];
  /** Of the request table, with the logs of the last two days. */
  readonly recent: Read;
}

/** Tables in Markdown, of all that was measured. */
export function costTables(all: CorpusCosts[]): string[] {
  return [loads(all), sources(all), ...loadedTables(all)];
}

/** Tables in Markdown, of what was measured over loaded days. */
export function loadedTables(all: LoadedCosts[]): string[] {
  return [queries(all), objects(all)];
}

function loads(all: CorpusCosts[]): string {
  return markdownTable(
    ['Events', 'LISTs', 'MB of logs', 'of them read', 'MB of the table read', 'MB written', 'written of logs', 's'],
    all.map(({ events, unpartitioned, loads: days }) => {
      const mean = (figure: (load: Load) => number) => days.reduce((sum, day) => sum + figure(day), 0) / days.length;
      const [logs, written] = [mean(({ logBytes }) => logBytes), mean((load) => load.written)];
      return [
        count(events),
        count(mean(({ lists }) => lists)),
        megabytes(unpartitioned.bytes / DAYS.length),
        megabytes(logs),
        megabytes(mean(({ requestBytes }) => requestBytes)),
        megabytes(written),
        percent(written / (unpartitioned.bytes / DAYS.length)),
        mean(({ seconds }) => seconds).toFixed(2),
      ];
    }),
    1,
  );
}

function sources(all: CorpusCosts[]): string {
  const rows = all.flatMap(({ events, unpartitioned, ours, recent, loaded }) => {
    const ofTable = (read: TableRead) => ({ ...read, lists: 0, files: read.requestFiles, bytes: read.requestBytes });
    const reads: [name: string, read: Read][] = [
      ['unpartitioned', unpartitioned],
      ['ours', ours],
      ['request table, 30 days', ofTable(loaded.get(QUESTION)!)],
      ['request table, 28 days', ofTable(recent)],
      ['and two days of logs', recent],
    ];
    return reads.map(([name, { lists, files, bytes, seconds }]) => [
      count(events),
      name,
      ...[lists, files].map(count),
      megabytes(bytes),
      seconds.toFixed(2),
    ]);
  });
  return markdownTable(['Events', 'Table', 'LISTs', 'Files', 'MB', 's'], rows, 2);
}

function queries(all: LoadedCosts[]): string {
  const figures: [head: string, figure: (read: LoadedRead, costs: LoadedCosts) => string][] = [
    ['MB', ({ requestBytes }) => megabytes(requestBytes)],
    ['of logs 1/', ({ requestBytes }, { unpartitioned }) => count(unpartitioned.bytes / requestBytes)],
    ['s', ({ seconds }) => seconds.toFixed(2)],
  ];
  return markdownTable(
    ['Query', ...figures.flatMap(([head]) => all.map(({ events }) => `${head}, ${count(events)}`))],
    [...all[0].loaded.keys()].map((query) => [
      query,
      ...figures.flatMap(([, figure]) => all.map((costs) => figure(costs.loaded.get(query)!, costs))),
    ]),
    1,
  );
}

function objects(all: LoadedCosts[]): string {
  return markdownTable(
    ['Events', 'Query', 'found', 'MB', 'of the logs'],
    all.flatMap(({ events, unpartitioned, objects: ways }) =>
      [...ways].map(([name, { rows, requestBytes }]) => [
        count(events),
        name,
        count(rows),
        megabytes(requestBytes),
        percent(requestBytes / unpartitioned.bytes),
      ]),
    ),
    2,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1);
}

function count(figure: number): string {
  return Math.round(figure).toLocaleString('en');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
