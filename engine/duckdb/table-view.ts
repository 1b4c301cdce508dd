import { CLOUDTRAIL_COLUMNS } from '../../lib/cloudtrail-columns';
import type { ProjectedTable } from '../projected-table';
import { type HiveField, parseHiveType, respellField, toDuckDBType } from './hive-type';
import { identifier, literal } from './sql';

const KNOWN: HiveField[] = CLOUDTRAIL_COLUMNS.map(({ name, type }) => ({ name, type: parseHiveType(type) }));

/**
 * The SQL that stands for a projected CloudTrail table: its log files, read as its columns say.
 *
 * `unnest` stands in SELECT, above the partition keys that are made of the file's name: a lateral join would keep
 * DuckDB from leaving out files by those keys.
 */
export class TableView {
  private readonly columns: HiveField[];
  private readonly spelled: HiveField[];

  constructor(private readonly table: ProjectedTable) {
    this.columns = table.table.columns.map(({ name, type }) => ({ name, type: parseHiveType(type) }));
    this.spelled = this.columns.map((column) => respellField(column, KNOWN, table.table.name));
  }

  /** A scan of files, a row for each document: `filename` and the array `Records`. */
  public scan(files: string[], maximumObjectSize: number): string {
    const record = toDuckDBType({ kind: 'struct', fields: this.spelled });
    return `read_json([${files.map(literal).join(', ')}], filename = true, format = 'unstructured', records = true,
      maximum_object_size = ${maximumObjectSize}, columns = { Records: ${literal(`${record}[]`)} })`;
  }

  /**
   * The statement that creates the view.
   *
   * @param decoy a file that exists, and is never read. It has the view leave out a file by its name always, since
   *   only then DuckDB says in a plan how many files are read; and a scan of no file at all would be an error.
   */
  public create(files: string[], decoy: string, maximumObjectSize: number): string {
    const { database, name, partitionKeys } = this.table.table;
    const columns = this.columns.map((column, index) => {
      const field = `record.${identifier(this.spelled[index].name)}`;
      return `CAST(${field} AS ${toDuckDBType(column.type)}) AS ${identifier(column.name)}`;
    });
    const keys = partitionKeys.map((key) => identifier(key.name));
    const path = literal(`/${this.table.keyPattern}[^/]+$`);
    const values = this.table.pathKeys.map(
      (key, index) => `regexp_extract(filename, ${path}, ${index + 1}) AS ${identifier(key)}`,
    );
    return `
      CREATE SCHEMA IF NOT EXISTS ${identifier(database)};
      CREATE VIEW ${identifier(database)}.${identifier(name)} AS
      SELECT ${[...columns, ...keys].join(', ')} FROM (
        SELECT unnest("Records") AS record, ${keys.join(', ')} FROM (
          SELECT "Records", ${values.join(', ')}
          FROM ${this.scan([...files, decoy], maximumObjectSize)}
          WHERE filename <> ${literal(decoy)}))`;
  }
}
