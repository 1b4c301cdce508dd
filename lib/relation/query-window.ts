/** The first and the last day that a query reads, each an SQL expression. */
export interface QueryWindow {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Today and the days before it, in UTC, as Athena knows them when the query runs. */
export function lastDays(days: string): QueryWindow {
  return {
    firstDay: `date_format(current_date - interval '${days}' day, '%Y/%m/%d')`,
    lastDay: "date_format(current_date, '%Y/%m/%d')",
  };
}

/**
 * Two days as parameters, with slashes or dashes. They are parsed and printed again, so that what is no day fails,
 * where a comparison of texts would silently select other days or none.
 */
export function parameterDays(): QueryWindow {
  const day = "date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')";
  return { firstDay: day, lastDay: day };
}

export function withinWindow({ firstDay, lastDay }: QueryWindow): string {
  return `day BETWEEN ${firstDay} AND ${lastDay}`;
}
