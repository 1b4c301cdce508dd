import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FilesRead } from '../query-engine';
import { objectKeys } from '../storage/log-files';
import type { IcebergTable } from '../template/iceberg-table';
import { identifier, literal, nameOf } from './sql';

const TYPES: Record<string, string | undefined> = {
  string: 'VARCHAR',
  long: 'BIGINT',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
};

const INSERT = /^\s*INSERT INTO (\S+) \(([^)]*)\)\s/;

/** Whether a statement inserts. */
export function isInsert(statement: string): boolean {
  return INSERT.test(statement);
}

/**
 * Tables that statements insert into, as Parquet files in a folder: a file for each statement and partition, with the rows in
 * the table's order, and a folder for each partition, by which files are left out.
 */
export class RequestStore {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly tables: IcebergTable[],
    private readonly folder: string,
  ) {}

  public async create(): Promise<void> {
    if (this.tables.length > 0) {
      // What a statement reads must not depend on those before it.
      await this.connection.run('SET enable_external_file_cache = false');
    }
    for (const table of this.tables) {
      mkdirSync(this.folderOf(table), { recursive: true });
      await this.connection.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(table.database)}`);
      await this.define(table);
    }
  }

  /** Whether a statement names one of them. */
  public isReadBy(statement: string): boolean {
    return this.tables.some((table) => statement.includes(nameOf(table)));
  }

  /** @param reads how many bytes were read of each file, by its path */
  public readOf(reads: Map<string, number>): FilesRead {
    const paths = this.tables.flatMap((table) => this.filesOf(table).map((key) => join(this.folderOf(table), key)));
    const read = paths.filter((path) => reads.has(path));
    const bytes = read.reduce((sum, path) => sum + reads.get(path)!, 0);
    return { files: read.length, total: paths.length, bytes };
  }

  /** Runs an INSERT, and gives the number of rows. */
  public async insert(statement: string, parameters: string[]): Promise<number> {
    const [all, into, columns] = INSERT.exec(statement)!;
    const table = this.tables.find((one) => into === nameOf(one));
    if (!table) {
      throw new Error(`There is no table ${into} to insert into`);
    }
    const order = table.sortedBy.length > 0 ? ` ORDER BY ${table.sortedBy.map(identifier).join(', ')}` : '';
    const partitions =
      table.partitionedBy.length > 0 ? `, PARTITION_BY (${table.partitionedBy.map(identifier).join(', ')})` : '';
    const number = String(this.filesOf(table).length + 1);
    // COPY takes no parameters.
    const rows = withValues(statement.slice(all.length), parameters);
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE inserted AS SELECT * FROM (${rows}) AS rows (${columns})`);
    const [[count]] = (await this.connection.runAndReadAll('SELECT count(*) FROM inserted')).getRows();
    if (Number(count) > 0) {
      const target = partitions === '' ? join(this.folderOf(table), `${number}.parquet`) : this.folderOf(table);
      const naming =
        partitions === ''
          ? ''
          : `${partitions}, OVERWRITE_OR_IGNORE, FILENAME_PATTERN ${literal(`insert-${number}-{i}`)}`;
      await this.connection.run(
        `COPY (SELECT * FROM inserted${order}) TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd${naming})`,
      );
      await this.define(table);
    }
    await this.connection.run('DROP TABLE inserted');
    return Number(count);
  }

  private async define(table: IcebergTable): Promise<void> {
    const columns = table.columns.map(({ name, type }) => ({ name: identifier(name), type: TYPES[type]! }));
    const keys = table.partitionedBy.map((name) => `${literal(name)}: VARCHAR`).join(', ');
    const partitioned = keys === '' ? '' : `, hive_partitioning = true, hive_types = {${keys}}`;
    const files = literal(join(this.folderOf(table), '**', '*.parquet'));
    const rows =
      this.filesOf(table).length === 0
        ? `SELECT ${columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${name}`).join(', ')} WHERE false`
        : `SELECT ${columns.map(({ name }) => name).join(', ')} FROM read_parquet(${files}${partitioned})`;
    await this.connection.run(`CREATE OR REPLACE VIEW ${nameOf(table)} AS ${rows}`);
  }

  private filesOf(table: IcebergTable): string[] {
    return objectKeys(this.folderOf(table), '');
  }

  private folderOf({ database, name }: IcebergTable): string {
    return join(this.folder, database, name);
  }
}

/** With the parameters in their places; in quotes, there are none. */
function withValues(statement: string, parameters: string[]): string {
  let index = 0;
  return statement.replace(/'(?:[^']|'')*'|\?/g, (part) => (part === '?' ? literal(parameters[index++]) : part));
}
