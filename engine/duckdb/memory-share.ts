import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';
import { maximumObjectSize } from './table-view';

const MIB = 1024 * 1024;
/** Of the memory, DuckDB gives up to two thirds to DISTINCT and ORDER BY, which spill what is more. Reading can't. */
const SHARES = 3;

/** Shares out the memory that DuckDB may take, if it is limited, among the threads that read log files. */
export class MemoryShare {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly limit?: number,
  ) {}

  /** Has no more threads read log files than their share is enough for, however many processors there are. */
  public async limitThreads(largest: number): Promise<void> {
    if (this.limit !== undefined) {
      const threads = Math.floor(this.limit / SHARES / threadMemory(largest));
      await this.connection.run(`SET threads = ${Math.max(1, Math.min(threads, availableParallelism()))}`);
    }
  }

  /** A huge file needs more than the limit. */
  public async makeRoom(largest: number): Promise<void> {
    if (this.limit !== undefined) {
      const limit = Math.max(this.limit, SHARES * threadMemory(largest));
      await this.connection.run(`SET memory_limit = '${limit} B'`);
    }
  }

  /** Does something with one thread: each takes memory of its own for a window function or for a file that is written. */
  public async withOneThread<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.limit === undefined) {
      return action();
    }
    const [[threads]] = (await this.connection.runAndReadAll("SELECT current_setting('threads')")).getRows();
    await this.connection.run('SET threads = 1');
    try {
      return await action();
    } finally {
      await this.connection.run(`SET threads = ${String(threads)}`);
    }
  }
}

/** What a thread takes that reads such a file, by measurement: twice its text at least, its values and its records. */
function threadMemory(largest: number): number {
  return 64 * MIB + 2 * maximumObjectSize(largest) + 6 * largest;
}
