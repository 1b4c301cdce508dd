import type { IcebergTable } from '../template/iceberg-table';
import type { TrinoClient } from './client';
import { ICEBERG_CATALOG } from './server';

/** Trino's Iceberg has microseconds, as its files do; Athena's, too, but it says so nowhere. */
const TYPES: Record<string, string | undefined> = {
  string: 'varchar',
  long: 'bigint',
  boolean: 'boolean',
  timestamp: 'timestamp(6)',
};

/** The Iceberg tables of a template, in a catalog of their own, since Trino has one for each kind of table. */
export class IcebergTables {
  constructor(private readonly tables: IcebergTable[]) {}

  public async create(client: TrinoClient): Promise<void> {
    for (const table of this.tables) {
      const columns = table.columns.map(({ name, type }) => `"${name}" ${TYPES[type]!}`).join(', ');
      const list = (names: string[]) => `ARRAY[${names.map((name) => `'${name}'`).join(', ')}]`;
      const properties = [
        `format_version = 2`,
        ...(table.partitionedBy.length > 0 ? [`partitioning = ${list(table.partitionedBy)}`] : []),
        ...(table.sortedBy.length > 0 ? [`sorted_by = ${list(table.sortedBy)}`] : []),
        ...(table.bloomFilters.length > 0 ? [`parquet_bloom_filter_columns = ${list(table.bloomFilters)}`] : []),
      ];
      await client.run(`CREATE SCHEMA IF NOT EXISTS ${ICEBERG_CATALOG}."${table.database}"`);
      await client.run(`CREATE TABLE ${ICEBERG_CATALOG}.${nameOf(table)} (${columns}) WITH (${properties.join(', ')})`);
    }
  }

  /** The statement with the names of these tables in their catalog. */
  public inTheirCatalog(statement: string): string {
    return this.tables.reduce(
      (text, table) => text.replaceAll(nameOf(table), `${ICEBERG_CATALOG}.${nameOf(table)}`),
      statement,
    );
  }
}

function nameOf({ database, name }: IcebergTable): string {
  return `"${database}"."${name}"`;
}
