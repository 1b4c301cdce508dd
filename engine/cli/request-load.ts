import type { DuckDBEngine } from '../duckdb/engine';
import { loadDay } from '../load-requests';
import { addDays } from '../storage/projected-table';
import type { IcebergTable } from '../template/iceberg-table';
import type { LoadTexts } from '../template/load-texts';
import type { DeployedTemplate } from '../template/template';
import { bytesInWords, report } from './printable';
import type { Progress } from './progress';
import { reasonOf } from './reason';

/** What is loaded before queries run. */
export interface RequestLoad {
  readonly tables: IcebergTable[];
  readonly texts: LoadTexts;
  /** 'yyyy/MM/dd', sorted. */
  readonly days: string[];
}

/** What became of it. */
export interface LoadedRequests {
  readonly days: number;
  readonly requests: number;
  /** Days that could not be loaded. */
  readonly failures: number;
  /** Log files that were read, and their bytes. */
  readonly logFiles: number;
  readonly logBytes: number;
}

/** The days of a window until yesterday, with log files or without: queries fail where one is missing. */
export function requestLoad(
  { icebergTables, loads }: DeployedTemplate,
  [firstDay, lastDay]: string[],
  today: string,
): RequestLoad {
  const yesterday = addDays(today, -1);
  const last = lastDay < yesterday ? lastDay : yesterday;
  const days: string[] = [];
  for (let day = firstDay; day <= last; day = addDays(day, 1)) {
    days.push(day);
  }
  return { tables: icebergTables, texts: loads[0], days };
}

/** Loads one day after another. One that can't be loaded is named, and so are the queries that ask for it. */
export async function loadRequests(
  engine: DuckDBEngine,
  { texts, days }: RequestLoad,
  progress: Progress,
): Promise<LoadedRequests> {
  let [requests, logFiles, logBytes, failures] = [0, 0, 0, 0];
  for (const [index, day] of days.entries()) {
    progress.show(`loaded ${index} of ${days.length} days into the request table`);
    try {
      const { rows, scan } = await loadDay(engine, texts, day);
      requests += Number(rows[0][0]);
      logFiles += scan.files.length;
      logBytes += scan.bytes;
    } catch (error) {
      progress.clear();
      report(`${day} is not loaded into the request table: ${reasonOf(error as Error)}`);
      failures++;
    }
  }
  progress.clear();
  return { days: days.length - failures, requests, failures, logFiles, logBytes };
}

/** A line above the answers. */
export function loadInWords({ days, requests, logFiles, logBytes }: LoadedRequests): string {
  const of = (count: number, thing: string) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
  const source = `${of(logFiles, 'log file')} (${bytesInWords(logBytes)})`;
  return `Request table: ${of(days, 'day')} with ${of(requests, 'request')}, loaded from ${source}`;
}
