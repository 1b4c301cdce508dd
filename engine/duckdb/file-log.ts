import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowStream, Scan } from '../query-engine';
import { partitionFolders } from '../storage/log-files';

/**
 * From entries that look like JSON, but have a quotation mark in a path as it is: DuckDB itself can't parse them. What is read
 * twice of a file, as the end of a Parquet file to plan and to run, counts once.
 */
const READS = `SELECT system.main.regexp_extract(message, '(?s)"path":"(.*)","op":"READ"', 1) AS path,
    sum(TRY_CAST(system.main.regexp_extract(message, '"bytes":"(\\d+)","pos":"\\d+"}$', 1) AS bigint))
  FROM (SELECT DISTINCT message FROM duckdb_logs WHERE type = 'FileSystem' AND message LIKE '%","op":"READ"%')
  GROUP BY path`;

/** What DuckDB reads, by its own log of what it asks of the file system. */
export class FileLog {
  /** The key of each log file, by its path. */
  private readonly keys = new Map<string, string>();

  constructor(private readonly connection: DuckDBConnection) {}

  /** How many log files there are. */
  public get size(): number {
    return this.keys.size;
  }

  public add(path: string, key: string): void {
    this.keys.set(path, key);
  }

  /** Does something, and tells what was read for it. */
  public async observe<Result>(action: () => Promise<Result>): Promise<[Result, Scan]> {
    await this.begin();
    try {
      const result = await action();
      return [result, this.scan(await this.reads())];
    } finally {
      await this.end();
    }
  }

  /** The same of an answer, once all of its rows are read. */
  public async observeStream(open: () => Promise<RowStream>): Promise<[RowStream, () => Map<string, number>]> {
    let reads = new Map<string, number>();
    await this.begin();
    const { columns, batches } = await open().catch(async (error: unknown) => {
      await this.end();
      throw error;
    });
    const observed = async function* (log: FileLog) {
      try {
        yield* batches;
        reads = await log.reads();
      } finally {
        await log.end();
      }
    };
    return [{ columns, batches: observed(this) }, () => reads];
  }

  /** What of that is log files, each of which is read whole. */
  public scan(reads: Map<string, number>): Scan {
    const read = [...reads.keys()].filter((path) => this.keys.has(path));
    const inserted = [...reads].filter(([path]) => path.endsWith('.parquet'));
    const files = read.map((path) => this.keys.get(path)!).sort();
    return {
      // DuckDB lists before any query.
      partitions: partitionFolders(files),
      files,
      bytes: read.reduce((sum, path) => sum + statSync(path).size, 0),
      inserted:
        inserted.length > 0
          ? { files: inserted.length, bytes: inserted.reduce((sum, [, bytes]) => sum + bytes, 0) }
          : undefined,
    };
  }

  /** Writes down what is read from now on, and forgets what is written down: an answer may have been left. */
  private async begin(): Promise<void> {
    await this.connection.run('CALL truncate_duckdb_logs()');
    await this.connection.run("CALL enable_logging('FileSystem')");
  }

  private async end(): Promise<void> {
    await this.connection.run('CALL disable_logging()');
    await this.connection.run('CALL truncate_duckdb_logs()');
  }

  /** How many bytes were read of each file, by its path. */
  private async reads(): Promise<Map<string, number>> {
    const log = await this.connection.runAndReadAll(READS);
    return new Map(log.getRows().map(([path, bytes]) => [String(path), Number(bytes)]));
  }
}
