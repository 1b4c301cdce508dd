import { DAYS_AGAIN, calendar, isWhole } from '../relation/loaded-requests';
import { relationRows } from '../relation/relation-rows';
import { S3_REQUESTS } from '../relation/request-columns';
import { LoadedRequests, RequestSource } from '../relation/request-source';
import { sqlString } from '../sql/quoting';
import { TableSource } from '../table/table-source';

/** Days of one execution: then others that wait for the lock, such as the daily one, get their turn. */
export const MOST_DAYS = 20;
/** What stands as a parameter for days that are to be loaded once more. */
export const AGAIN = 'again';

/** The statements of a load; each `?` is a day, in quotes, where nothing else is said. */
export interface LoadStatements {
  /**
   * Lists the days that are to be loaded. Without a first day: the last ones that ended, and those that are missing since the
   * first one that is loaded. With one: those that are missing since then, or all of them. Parameters: the first day or an
   * empty text, the same, `AGAIN` or an empty text.
   */
  readonly pendingDays: string;
  /**
   * Inserts what is missing of a day. Parameters: the day, the day, the first and the last day around it in which its events
   * may be, the day.
   */
  readonly insertRequests: string;
  /**
   * Enters a day where its events are all there, each once, and fails where they aren't. Parameters: the day, the day, the day,
   * and the first and the last day around it.
   */
  readonly enterDay: string;
}

/** How a day is loaded: only rows that are missing are added, and nothing is ever changed. */
export function loadStatements(source: TableSource, loaded: LoadedRequests): LoadStatements {
  return {
    pendingDays: pendingDays(source, loaded),
    insertRequests: insertRequests(source, loaded),
    enterDay: enterDay(source, loaded),
  };
}

/**
 * In their order, so that an event that was delivered twice stands under the first of its days; but for the last ones that are
 * loaded already: for late files of theirs, nothing may be in their way. A day whose log files may have expired would be entered
 * as one without events.
 */
function pendingDays({ retention }: TableSource, { loads }: LoadedRequests): string {
  const isLoaded = `IN (SELECT day FROM ${loads} AS loads WHERE ${isWhole('loads')})`;
  const isKept = retention && !retention.isUnresolved() ? [`  AND back < ${retention.toDays()}`] : [];
  return lines(
    'SELECT day',
    ...calendar(1),
    'WHERE (',
    `  (? = '' AND back <= ${DAYS_AGAIN})`,
    `  OR (day >= coalesce(nullif(?, ''), (SELECT min(day) FROM ${loads}), '9999/12/31')`,
    `    AND (? = '${AGAIN}' OR day NOT ${isLoaded}))`,
    ')',
    ...isKept,
    `ORDER BY CASE WHEN back <= ${DAYS_AGAIN} AND day ${isLoaded} THEN 0 ELSE 1 END, day`,
    `LIMIT ${MOST_DAYS}`,
  );
}

/**
 * An event is one row, whatever was delivered of it; one without an id, which CloudTrail has not written for ten years, is
 * loaded with the day's first load alone, since nothing tells it from others.
 */
function insertRequests(source: RequestSource, { requests }: LoadedRequests): string {
  const columns = S3_REQUESTS.map(({ name }) => name).join(', ');
  return lines(
    `INSERT INTO ${requests} (${columns})`,
    `SELECT ${columns}`,
    'FROM (',
    '  SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY event_time) AS copy',
    '  FROM (',
    ...ofDay(source).map((line) => `    ${line}`),
    '  )',
    ')',
    'WHERE (copy = 1 OR event_id IS NULL)',
    '  AND NOT coalesce(event_id IN (',
    `    SELECT event_id FROM ${requests} WHERE day BETWEEN ? AND ?`,
    '  ), false)',
    `  AND (event_id IS NOT NULL OR 0 = (SELECT count(*) FROM ${requests} WHERE day = ? AND event_id IS NULL))`,
  );
}

/** The count of a day whose events aren't all there, or not each once, is a text that is no number. */
function enterDay(source: RequestSource, { requests, loads }: LoadedRequests): string {
  const counts = `CAST(loaded AS varchar) || ' rows for the ' || CAST(found AS varchar)`;
  const sentence = `'the request table has ' || ${counts} || ' events of the day'`;
  return lines(
    `INSERT INTO ${loads} (day, requests, loaded_at)`,
    'SELECT entry.day, counted.requests, CAST(current_timestamp AS timestamp)',
    'FROM (',
    '  SELECT day',
    ...calendar(0).map((line) => `  ${line}`),
    '  WHERE day = ?',
    ') AS entry',
    'CROSS JOIN (',
    `  SELECT CAST(CASE WHEN pairs = found AND loaded = found THEN CAST(found AS varchar) ELSE ${sentence} END AS bigint) AS requests`,
    '  FROM (',
    '    SELECT count(*) AS pairs, count(kept.event_id) AS loaded, count(DISTINCT event.event_id) AS found',
    '    FROM (',
    '      SELECT event_id',
    '      FROM (',
    ...ofDay(source, new Set(['event_id'])).map((line) => `        ${line}`),
    '      )',
    '      WHERE event_id IS NOT NULL',
    '    ) AS event',
    `    LEFT JOIN (SELECT event_id FROM ${requests} WHERE day BETWEEN ? AND ?) AS kept ON kept.event_id = event.event_id`,
    '  )',
    ') AS counted',
    `LEFT JOIN ${loads} AS known ON known.day = entry.day AND known.requests = counted.requests`,
    `  AND ${isWhole('known', DAYS_AGAIN - 1)}`,
    'WHERE known.day IS NULL',
  );
}

/** The rows of the logs of one day; where each query must name accounts, of those that saved queries name. */
function ofDay(source: RequestSource, names?: Set<string>): string[] {
  const accounts = source.injected?.saved.map(sqlString);
  return relationRows('s3_requests', source, { firstDay: '?', lastDay: '?', accounts }, names).sql.split('\n');
}

function lines(...all: string[]): string {
  return all.join('\n');
}
