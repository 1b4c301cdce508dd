import { CLOUDTRAIL_COLUMNS } from '../../lib/relation/cloudtrail-columns';
import type { ProjectedTable } from '../storage/projected-table';
import { type HiveField, parseHiveType, respellField, toDuckDBType } from './hive-type';
import { identifier, literal } from './sql';

const KNOWN: HiveField[] = CLOUDTRAIL_COLUMNS.map(({ name, type }) => ({ name, type: parseHiveType(type) }));
/** Log files, by how they have to be read. */
export interface LogFiles {
  /** As CloudTrail writes them. */
  readonly sound: string[];
  /** With values that are not of CloudTrail's types, in whose place there is nothing. */
  readonly odd: string[];
}

/** DuckDB's own default. */
const DEFAULT_OBJECT_SIZE = 16 * 1024 * 1024;

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

  /** The statement that tells of each file, which must be readable, how many records it holds: null without `Records`. */
  public check(files: LogFiles, largest: number): string {
    const scans = this.scans(files, largest).map(({ records, from }) => `SELECT filename, ${records} FROM ${from}`);
    return `SELECT filename, sum(len("Records")) FROM (${scans.join(' UNION ALL ')}) GROUP BY filename`;
  }

  /**
   * The statement that creates the view.
   *
   * @param decoy a file that exists, and is never read. It has the view leave out a file by its name always, since
   *   only then DuckDB says in a plan how many files are read; and a scan of no file at all would be an error.
   */
  public create(files: LogFiles, decoy: string, largest: number): string {
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
    const documents = this.scans(files, largest, decoy).map(
      ({ records, from }) =>
        `SELECT ${[records, ...values].join(', ')} FROM ${from} WHERE filename <> ${literal(decoy)}`,
    );
    return `
      CREATE SCHEMA IF NOT EXISTS ${identifier(database)};
      CREATE VIEW ${identifier(database)}.${identifier(name)} AS
      SELECT ${[...columns, ...keys].join(', ')} FROM (
        SELECT ${['unnest("Records") AS record', ...keys].join(', ')} FROM (${documents.join(' UNION ALL ')}))`;
  }

  /** Scans of files, a row for each document: `filename`, and an expression for the array `Records`. */
  private scans({ sound, odd }: LogFiles, largest: number, decoy?: string): { records: string; from: string }[] {
    const type = `${toDuckDBType({ kind: 'struct', fields: this.spelled })}[]`;
    const fitting = `json_transform("Records", ${literal(JSON.stringify(`${type}`))}) AS "Records"`;
    const scans = [
      ...readings(sound, type, largest, decoy).map((from) => ({ records: '"Records"', from })),
      ...readings(odd, 'JSON', largest, decoy).map((from) => ({ records: fitting, from })),
    ];
    // A view needs one, also where there is no file.
    return scans.length > 0 || decoy === undefined
      ? scans
      : [{ records: '"Records"', from: reading([decoy], type, largest) }];
  }
}

/** Readings of files, of those that are compressed and of those that aren't. */
function readings(files: string[], type: string, largest: number, decoy?: string): string[] {
  return [files.filter(isCompressed), files.filter((file) => !isCompressed(file))]
    .filter(({ length }) => length > 0)
    .map((group) => reading(decoy === undefined ? group : [...group, decoy], type, largest));
}

function reading(files: string[], type: string, largest: number): string {
  const columns = `{ Records: ${literal(type)} }`;
  // DuckDB doesn't see by the name that a file is compressed where a question mark stands in it.
  const compression = files.some(isCompressed) ? 'gzip' : 'uncompressed';
  return `read_json([${files.map((file) => literal(globOf(file))).join(', ')}], filename = true, format = 'unstructured',
    records = true, compression = '${compression}', maximum_object_size = ${maximumObjectSize(largest)}, columns = ${columns})`;
}

function isCompressed(file: string): boolean {
  return file.endsWith('.gz');
}

/** What DuckDB has to be told of the largest document. It sets twice as much memory aside for each thread. */
export function maximumObjectSize(largest: number): number {
  return Math.max(largest, DEFAULT_OBJECT_SIZE);
}

/** A pattern that matches this path and no other, since DuckDB takes each path for a pattern. */
function globOf(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}
