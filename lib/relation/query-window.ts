import { sqlString } from '../sql/quoting';

/** What bounds the partitions that a query reads. */
export interface QueryWindow {
  /** The first day, an SQL expression. */
  readonly firstDay: string;
  /** The last day, an SQL expression. */
  readonly lastDay: string;
  /**
   * Whether the days may stand in a statement more than once, as parameters may not.
   *
   * @default false
   */
  readonly repeatable?: boolean;
  /**
   * The accounts, SQL expressions.
   *
   * @default - all
   */
  readonly accounts?: string[];
}

/** Today and the days before it, in UTC, as Athena knows them when the query runs; and of accounts these, if some are named. */
export function lastDays(days: string, accounts?: string[]): QueryWindow {
  return {
    firstDay: `date_format(current_date - interval '${days}' day, '%Y/%m/%d')`,
    lastDay: "date_format(current_date, '%Y/%m/%d')",
    repeatable: true,
    accounts: accounts?.map(sqlString),
  };
}

/**
 * Two days as parameters, with slashes or dashes, and an account after them, if one must be named. The days are parsed and
 * printed again, so that what is no day fails, where a comparison of texts would silently select other days or none.
 */
export function parameterDays(withAccount = false): QueryWindow {
  const day = "date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')";
  return { firstDay: day, lastDay: day, accounts: withAccount ? ['?'] : undefined };
}

/** Conditions on the partition keys, which stand bare in them, since only then Athena leaves out partitions. */
export function withinWindow(window: QueryWindow): string[] {
  return [withinDays(window), ...withinAccounts(window)];
}

export function withinDays({ firstDay, lastDay }: QueryWindow): string {
  return `day BETWEEN ${firstDay} AND ${lastDay}`;
}

/** One condition, or none where no account is named. */
export function withinAccounts({ accounts }: QueryWindow): string[] {
  if (accounts === undefined) {
    return [];
  }
  return [accounts.length === 1 ? `account = ${accounts[0]}` : `account IN (${accounts.join(', ')})`];
}
