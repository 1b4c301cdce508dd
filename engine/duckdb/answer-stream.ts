import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import type { RowBatch, RowStream } from '../query-engine';
import { plainRows } from './plain-value';

/** An answer while it is made, on a connection of its own, which is closed at its end. */
export class AnswerStream {
  private isOpen = true;

  constructor(private readonly connection: DuckDBConnection) {}

  /** Makes the first rows. */
  public async open(statement: string, parameters: string[]): Promise<RowStream> {
    try {
      await this.connection.run('BEGIN TRANSACTION');
      const result = await this.connection.stream(statement, parameters);
      // A query that can't be answered fails here: to put rows in order, it needs all of them.
      const first = await result.fetchChunk();
      return { columns: result.columnNames(), batches: this.batchesOf(result, first) };
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** Lets go of what was not read. */
  public end(): void {
    if (this.isOpen) {
      this.isOpen = false;
      this.connection.closeSync();
    }
  }

  private async *batchesOf(result: DuckDBResult, first: DuckDBDataChunk | null): AsyncGenerator<RowBatch> {
    try {
      for (let chunk = first; chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const current = chunk;
        try {
          yield { count: current.rowCount, rows: () => plainRows(current) };
        } finally {
          // Its memory is not JavaScript's, whose garbage collection would come too late: at some gigabytes.
          current.reset();
        }
      }
      await this.requireWhole();
    } finally {
      this.end();
    }
  }

  /** The bindings take an error on the way for the end. But after an error, a transaction takes no more statements. */
  private async requireWhole(): Promise<void> {
    try {
      await this.connection.run('SELECT 1');
    } catch {
      throw new Error('The answer breaks off, and DuckDB does not say why');
    }
  }
}
