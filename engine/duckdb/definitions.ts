import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FUNCTIONS = join(__dirname, 'trino-functions.sql');

/** What Athena's statements call that DuckDB has not, or has otherwise. */
export function definitions(today = utcDay()): string {
  return `CREATE MACRO current_date() AS DATE '${today.replaceAll('/', '-')}'; ${readFileSync(FUNCTIONS, 'utf8')}`;
}

export function utcDay(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '/');
}
