import { statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Scan } from '../query-engine';
import { partitionFolders } from '../storage/log-files';

/** From entries that look like JSON, but have a quotation mark in a path as it is: DuckDB itself can't parse them. */
const READ_PATHS = `SELECT DISTINCT system.main.regexp_extract(message, '(?s)"path":"(.*)","op":"READ"', 1)
  FROM duckdb_logs WHERE type = 'FileSystem' AND message LIKE '%","op":"READ"%'`;

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
    await this.connection.run("CALL enable_logging('FileSystem')");
    try {
      const result = await action();
      return [result, await this.scan()];
    } finally {
      await this.connection.run('CALL disable_logging()');
      await this.connection.run('CALL truncate_duckdb_logs()');
    }
  }

  private async scan(): Promise<Scan> {
    const log = await this.connection.runAndReadAll(READ_PATHS);
    const paths = log.getRows().map(([path]) => String(path));
    const read = paths.filter((path) => this.keys.has(path));
    const files = read.map((path) => this.keys.get(path)!).sort();
    return {
      // DuckDB lists before any query.
      partitions: partitionFolders(files),
      files,
      bytes: read.reduce((sum, path) => sum + statSync(path).size, 0),
    };
  }
}
