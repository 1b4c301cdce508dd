import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { GlueTable } from '../template/template';
import { identifier, literal } from './sql';

/** A catalog beside Athena's, whose tables have the same names and hold what the log files hold, parsed. */
const CATALOG = 'parsed';

/**
 * Parses the log files of tables once, into a database in a folder, so that many queries don't parse them once each. A
 * statement runs over them without a change, since it names no catalog; one that does reads the log files themselves.
 *
 * @param definitions statements that make what the statements call
 */
export async function copyParsed(
  connection: DuckDBConnection,
  tables: GlueTable[],
  folder: string,
  definitions: string,
): Promise<void> {
  await connection.run(`ATTACH ${literal(join(folder, 'parsed.duckdb'))} AS ${CATALOG} (STORAGE_VERSION 'latest')`);
  for (const { database, name } of tables) {
    const table = `${identifier(database)}.${identifier(name)}`;
    await connection.run(`
      CREATE SCHEMA IF NOT EXISTS ${CATALOG}.${identifier(database)};
      CREATE TABLE ${CATALOG}.${table} AS SELECT * FROM ${table}`);
  }
  await connection.run(`USE ${CATALOG}; ${definitions}; USE awsdatacatalog`);
}

/** Which tables a statement reads from now on. It ends what is streamed. */
export async function readParsed(connection: DuckDBConnection, parsed: boolean): Promise<void> {
  await connection.run(`USE ${parsed ? CATALOG : 'awsdatacatalog'}`);
}
