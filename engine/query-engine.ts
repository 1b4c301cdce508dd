/** What was in fact read for an answer. */
export interface Scan {
  /** Folders of the partitions that were listed, each as the keys of its files begin, sorted. */
  readonly partitions: string[];
  /** Keys of the log files, sorted. */
  readonly files: string[];
  /** Bytes of the log files, as they lie in the bucket. */
  readonly bytes: number;
  /** What was read of tables that statements insert into, where the engine tells: of their files, not all bytes are. */
  readonly inserted?: { readonly files: number; readonly bytes: number };
}

/** What an engine answers. */
export interface QueryAnswer {
  readonly columns: string[];
  /** Times are ISO 8601 texts in UTC, counts are numbers, structs and maps are objects. */
  readonly rows: unknown[][];
  /** Log files that the engine's own plan reads. */
  readonly filesRead: number;
  /** Log files of the table. */
  readonly filesTotal: number;
  /** Less than what was planned where a LIMIT was reached before. */
  readonly scan: Scan;
}

/** Some rows of an answer, one after another. */
export interface RowBatch {
  readonly count: number;
  /** As in `QueryAnswer`. */
  rows(): unknown[][];
}

/** Files of a kind that were read, of how many there are. */
export interface FilesRead {
  readonly files: number;
  readonly total: number;
  /** That were read of them. */
  readonly bytes: number;
}

/** What was read on either side: log files, and the files of a request table. */
export interface ReadSides {
  readonly logs: FilesRead;
  readonly table: FilesRead;
}

/** Rows that are read one batch after another, so that nobody has to hold all of them. */
export interface RowStream {
  readonly columns: string[];
  readonly batches: AsyncIterable<RowBatch>;
}

/** An answer of such rows. */
export interface StreamedAnswer extends RowStream, Pick<QueryAnswer, 'filesRead' | 'filesTotal'> {
  /** Where a request table is asked: what was in fact read for the answer, once all of its rows are. */
  readonly sides?: () => ReadSides;
}

/** Executes Athena's SQL over the tables of a template. */
export interface QueryEngine {
  /**
   * @param statement as it stands in the template
   * @param parameters one for each `?` in it; always texts
   */
  run(statement: string, parameters?: string[]): Promise<QueryAnswer>;
  close(): Promise<void>;
}

/** A log file that can't be read. */
export interface BrokenFile {
  readonly path: string;
  readonly reason: string;
}
