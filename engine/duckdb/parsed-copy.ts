import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { GlueTable } from '../template/template';
import { identifier, literal, nameOf } from './sql';

/** A catalog beside Athena's, whose tables have the same names and hold what the log files hold, parsed. */
const CATALOG = 'parsed';
/** A value that a statement takes out of the JSON document in a column. */
const TAKEN_OUT = /\bjson_extract_scalar\((\w+), '(?:[^']|'')*'\)/g;

/**
 * The log files of tables, parsed once into a database in a folder, so that many queries don't parse them once each. A
 * statement runs over them without a change, since it names no catalog; one that does reads the log files themselves.
 *
 * For statements that are known before, the values that they take out of JSON documents are taken out once, too: into
 * columns of other tables, on which those that are named are views, so that no `*` shows these columns.
 */
export class ParsedCopy {
  private readonly statements: Set<string>;
  /** The column that holds what a call gives. */
  private readonly values: Map<string, string>;

  /** @param statements each of which means a table's column wherever it takes a value out of one that is named so */
  constructor(
    private readonly tables: GlueTable[],
    statements: string[],
  ) {
    this.statements = new Set(statements);
    const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)));
    const calls = statements.flatMap((statement) => [...statement.matchAll(TAKEN_OUT)]);
    const own = new Set(calls.filter(([, column]) => columns.has(column)).map(([call]) => call));
    // Not named by their calls, since names of columns don't tell $.key from $.Key.
    this.values = new Map([...own].map((call, index) => [call, identifier(`value ${index + 1}`)]));
  }

  /** @param definitions statements that make what the statements call */
  public async create(connection: DuckDBConnection, folder: string, definitions: string): Promise<void> {
    const values = [...this.values].map(([call, column]) => `, ${call} AS ${column}`).join('');
    await connection.run(`ATTACH ${literal(join(folder, 'parsed.duckdb'))} AS ${CATALOG} (STORAGE_VERSION 'latest')`);
    for (const table of this.tables) {
      const columns = [...table.columns, ...table.partitionKeys].map(({ name }) => identifier(name));
      await connection.run(`
        CREATE SCHEMA IF NOT EXISTS ${CATALOG}.${identifier(table.database)};
        CREATE TABLE ${CATALOG}.${tableWithValues(table)} AS SELECT *${values} FROM ${nameOf(table)};
        CREATE VIEW ${CATALOG}.${nameOf(table)} AS SELECT ${columns.join(', ')} FROM ${CATALOG}.${tableWithValues(table)}`);
    }
    await connection.run(`USE ${CATALOG}; ${definitions}; USE awsdatacatalog`);
  }

  /** Has a connection read the copy from now on. */
  public async readBy(connection: DuckDBConnection): Promise<void> {
    await connection.run(`USE ${CATALOG}`);
  }

  /** The statement with values in place of its calls. */
  public over(statement: string): string {
    if (!this.statements.has(statement)) {
      return statement;
    }
    const replaced = statement.replace(TAKEN_OUT, (call) => this.values.get(call) ?? call);
    return replaced === statement
      ? statement
      : this.tables.reduce((text, table) => text.replaceAll(nameOf(table), tableWithValues(table)), replaced);
  }
}

/** The name of the table that has values beside the columns of the one that is named. */
function tableWithValues({ database, name }: GlueTable): string {
  return nameOf({ database, name: `${name} with values` });
}
