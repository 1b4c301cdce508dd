import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import type { RowBatch, StreamedAnswer } from '../query-engine';
import type { FileLog } from './file-log';
import { plainRow } from './plain-value';

/** Answers while they are made, one at a time. */
export class AnswerStream {
  private isOpen = false;
  private isObserved = false;
  private reads = new Map<string, number>();

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly fileLog: FileLog,
  ) {}

  /** @param observed whether it is written down what is read */
  public async open(
    statement: string,
    parameters: string[],
    observed: boolean,
  ): Promise<Pick<StreamedAnswer, 'columns' | 'batches'>> {
    if (observed) {
      this.isObserved = true;
      await this.fileLog.begin();
    }
    await this.connection.run('BEGIN TRANSACTION');
    this.isOpen = true;
    const result = await this.connection.stream(statement, parameters);
    // A query that can't be answered fails here: to put rows in order, it needs all of them.
    const first = await result.fetchChunk();
    return { columns: result.columnNames(), batches: this.batchesOf(result, first) };
  }

  /** How many bytes were read of each file for the answer that was observed last, once it has ended. */
  public get lastReads(): Map<string, number> {
    return this.reads;
  }

  public async end(): Promise<void> {
    if (this.isOpen) {
      this.isOpen = false;
      await this.connection.run('ROLLBACK');
    }
    if (this.isObserved) {
      this.isObserved = false;
      this.reads = await this.fileLog.reads();
      await this.fileLog.end();
    }
  }

  private async *batchesOf(result: DuckDBResult, first: DuckDBDataChunk | null): AsyncGenerator<RowBatch> {
    for (let chunk = first; chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const current = chunk;
      try {
        yield { count: current.rowCount, rows: () => current.getRows().map(plainRow) };
      } finally {
        // Its memory is not JavaScript's, whose garbage collection would come too late: at some gigabytes.
        current.reset();
      }
    }
    await this.requireWhole();
  }

  /** The bindings take an error on the way for the end. But after an error, a transaction takes no more statements. */
  private async requireWhole(): Promise<void> {
    try {
      await this.connection.run('SELECT 1');
    } catch {
      throw new Error('The answer breaks off, and DuckDB does not say why');
    }
    await this.end();
  }
}
