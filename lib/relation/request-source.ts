import { sqlString } from '../sql/quoting';

/** A table of CloudTrail's records, with the columns of `CLOUDTRAIL_COLUMNS` and the partition keys. */
export interface SourceTable {
  /** Its name in SQL, quoted, with that of its database. */
  readonly sqlName: string;
  /**
   * The first day that is read of it, as yyyy/MM/dd.
   *
   * @default - as far back as it goes
   */
  readonly firstDay?: string;
  /**
   * The last day that is read of it, as yyyy/MM/dd.
   *
   * @default - as far as it goes
   */
  readonly lastDay?: string;
}

/** Requests that lie in a table of their own, loaded a day after the other. */
export interface LoadedRequests {
  /** Name in SQL of their table, whose columns are those of `s3_requests`. */
  readonly requests: string;
  /** Name in SQL of the table of the days that are loaded, in its column `day`. */
  readonly loads: string;
}

/** Where the rows of a relation come from: one table, or several whose rows are put together. */
export interface RequestSource {
  /** One at least. */
  readonly tables: SourceTable[];
  /**
   * Where each query must name the accounts that it asks for: those that saved queries name.
   *
   * @default - a query that names no account asks for all
   */
  readonly injected?: { readonly saved: string[] };
  /**
   * What was loaded of `s3_requests`. Of the tables, only the days since then are read.
   *
   * @default - nothing
   */
  readonly loaded?: LoadedRequests;
}

/**
 * FROM, and WHERE if there are conditions. Those stand once, around all tables, since a parameter must not be repeated;
 * Trino takes them into each table, so that they leave out partitions of all.
 */
export function fromSource({ tables }: RequestSource, conditions: string[]): string[] {
  const [table] = tables;
  if (tables.length === 1) {
    return [`FROM ${table.sqlName}`, ...where([...conditions, ...ownDays(table)])];
  }
  const rows = tables.map((part) => ['SELECT *', `FROM ${part.sqlName}`, ...where(ownDays(part))]);
  const all = rows.flatMap((lines, index) => [...(index === 0 ? [] : ['UNION ALL']), ...lines]);
  return ['FROM (', ...all.map((line) => `  ${line}`), ')', ...where(conditions)];
}

function ownDays({ firstDay, lastDay }: SourceTable): string[] {
  return [
    ...(firstDay === undefined ? [] : [`day >= ${sqlString(firstDay)}`]),
    ...(lastDay === undefined ? [] : [`day <= ${sqlString(lastDay)}`]),
  ];
}

function where(conditions: string[]): string[] {
  return conditions.map((condition, index) => `${index === 0 ? 'WHERE' : '  AND'} ${condition}`);
}
