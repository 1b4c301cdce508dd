import { QueryWindow, withinDays, withinAccounts } from './query-window';
import { LoadedRequests } from './request-source';

/** What the logs are read of, and not the table: yesterday, whose files may still come, and today. */
const YESTERDAY = daysAgo(1);
/** Within so many days CloudTrail delivers an event again, if at all. */
export const DUPLICATE_DAYS = 3;
/** Days that have ended and are loaded once more each day, since a file may come late. A day is whole once it was loaded on the last of them. */
export const DAYS_AGAIN = 3;
/** Trino makes no longer sequence. They are 27 years. */
const MOST_DAYS_BACK = 9999;

/** Conditions on the records of the logs that are not loaded, within `loadedAndRecent`. */
export function recentDays(window: QueryWindow): string[] {
  return [asked(window), `day >= ${YESTERDAY}`];
}

/**
 * Rows of the table of loaded requests, and of the logs of the last two days, each event once.
 *
 * Where it is one of parameters, the window stands once, in the query `asked_days`, and Trino takes its bounds from there into
 * each scan. A day of the window that should be loaded and isn't fails the query: its text is no number.
 *
 * @param columns names of what is to be selected
 * @param recent rows of the logs under the conditions of `recentDays`, with these columns and `event_id`
 */
export function loadedAndRecent(
  { requests, loads }: LoadedRequests,
  window: QueryWindow,
  columns: string[],
  recent: string[],
): string[] {
  const accounts = withinAccounts(window);
  const inner = [...columns, ...(accounts.length > 0 && !columns.includes('account') ? ['account'] : [])];
  const firstDuplicate = daysAgo(DUPLICATE_DAYS + 1);
  const rows = [
    `SELECT ${inner.map(loadedColumn).join(', ')}`,
    `FROM ${requests}`,
    `WHERE ${asked(window)}`,
    `  AND day < ${YESTERDAY}`,
    'UNION ALL',
    `SELECT ${inner.join(', ')}`,
    'FROM (',
    ...recent.map((line) => `  ${line}`),
    ')',
    'WHERE NOT coalesce(event_id IN (',
    `  SELECT event_id FROM ${requests} WHERE ${asked(window)} AND day >= ${firstDuplicate} AND day < ${YESTERDAY}`,
    '), false)',
  ];
  return [
    ...askedDays(window),
    `SELECT ${columns.join(', ')}`,
    'FROM (',
    ...rows.map((line) => `  ${line}`),
    ')',
    // Around both, since nothing else of a query would be asked where a part of it is known to be empty.
    'WHERE 0 = (',
    ...missingDays(loads).map((line) => `  ${line}`),
    ')',
    ...accounts.map((condition) => `  AND ${condition}`),
  ];
}

/**
 * Whether an entry says that its day is loaded: of a day that is no more loaded by itself, one that was made when late files
 * were there. Else what comes late would be missing for good where the nights after the first one have failed.
 *
 * @param entry name of a row of the table of loads
 * @param daysAgain days, so many before today and later ones, of which any entry says so
 */
export function isWhole(entry: string, daysAgain = DAYS_AGAIN): string {
  const whenWhole = `date_parse(${entry}.day, '%Y/%m/%d') + interval '${DAYS_AGAIN}' day`;
  return `(${entry}.day >= ${daysAgo(daysAgain)} OR ${entry}.loaded_at >= ${whenWhole})`;
}

/** The text of a day, so many days before today, in UTC. */
export function daysAgo(days: number | string): string {
  return `date_format(current_date - ${typeof days === 'number' ? `interval '${days}' day` : `${days} * interval '1' day`}, '%Y/%m/%d')`;
}

/** All days until today, and before it those that a query may name: `FROM` of a query with the columns `day` and `back`. */
export function calendar(firstBack: number): string[] {
  return [
    'FROM (',
    `  SELECT back, ${daysAgo('back')} AS day`,
    `  FROM UNNEST(sequence(${firstBack}, ${MOST_DAYS_BACK})) AS days (back)`,
    ')',
  ];
}

function asked(window: QueryWindow): string {
  return window.repeatable ? withinDays(window) : 'day IN (SELECT day FROM asked_days)';
}

function askedDays(window: QueryWindow): string[] {
  const days = ['SELECT day', ...calendar(0), `WHERE ${withinDays(window)}`];
  return ['WITH asked_days AS (', ...days.map((line) => `  ${line}`), ')'];
}

/** None, or a text that is no number: the query fails with it. */
function missingDays(loads: string): string[] {
  const sentence =
    "CAST(count(*) AS varchar) || ' days of the window are not in the request table, the first is ' || min(asked_days.day) || " +
    "': load them by its BackFillCommand, if their log files are kept, or ask for later days'";
  return [
    `SELECT CAST(CASE WHEN count(*) = 0 THEN '0' ELSE ${sentence} END AS bigint)`,
    `FROM asked_days LEFT JOIN ${loads} AS loads ON loads.day = asked_days.day AND ${isWhole('loads')}`,
    `WHERE loads.day IS NULL AND asked_days.day < ${YESTERDAY}`,
  ];
}

/** Iceberg keeps microseconds. */
function loadedColumn(name: string): string {
  return name === 'event_time' ? 'CAST(event_time AS timestamp) AS event_time' : name;
}
