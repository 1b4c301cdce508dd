import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FUNCTIONS = join(__dirname, 'trino-functions.sql');

/** What Athena's statements call that DuckDB has not, or has otherwise. It is now on the day that is today, at the clock's time. */
export function definitions(today = utcDay()): string {
  const day = `DATE '${today.replaceAll('/', '-')}'`;
  return `
    CREATE MACRO current_date() AS ${day};
    CREATE MACRO get_current_timestamp() AS
      system.main.get_current_timestamp() + to_days(CAST(${day} - DATE '${utcDay().replaceAll('/', '-')}' AS INTEGER));
    ${readFileSync(FUNCTIONS, 'utf8')}`;
}

export function utcDay(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '/');
}
