import { join, posix } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { BrokenFile, QueryAnswer, QueryEngine, ReadSides, RowStream, StreamedAnswer } from '../query-engine';
import { isLogFile, objectKeys } from '../storage/log-files';
import { ProjectedTable } from '../storage/projected-table';
import type { IcebergTable } from '../template/iceberg-table';
import type { GlueTable, GlueView } from '../template/template';
import { AnswerStream } from './answer-stream';
import { FUNCTIONS, definitions, utcDay } from './definitions';
import { FileCheck } from './file-check';
import { FileLog } from './file-log';
import { MemoryShare } from './memory-share';
import { NetworkContains } from './network-contains';
import { ParsedCopy } from './parsed-copy';
import { plainRow } from './plain-value';
import { RequestStore, isInsert } from './request-store';
import { scannedFiles } from './plan';
import { identifier, literal } from './sql';
import { inDuckDBsWords } from './statement-words';
import { TableView } from './table-view';
import { keepByteOrderMarks } from './whole-text';

export interface DuckDBEngineOptions {
  readonly tables: GlueTable[];
  /** Views over the tables. @default - none */
  readonly views?: GlueView[];
  /** Tables that statements insert into, and the folder of their files. @default - none */
  readonly iceberg?: { readonly tables: IcebergTable[]; readonly folder: string };
  /** Gives the local folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
  /** 'yyyy/MM/dd': what `current_date` and `NOW` are. @default - the day in UTC */
  readonly today?: string;
  /** How many bytes of memory a query may take, and the folder that takes the rest. @default - most of the machine's */
  readonly memory?: { readonly limit: number; readonly spillFolder: string };
  /** Called while the log files are checked. */
  readonly onProgress?: (checked: number, total: number) => void;
}

/** Files that are checked in one go. */
const BATCH = 200;

/** Executes Athena's SQL with DuckDB, which is close enough to Trino for the functions in `trino-functions.sql`. */
export class DuckDBEngine implements QueryEngine {
  /** Opens an engine. Log files that can't be read are named in `brokenFiles`, and left out. */
  public static async open(options: DuckDBEngineOptions): Promise<DuckDBEngine> {
    keepByteOrderMarks();
    const instance = await DuckDBInstance.create(':memory:');
    const engine = new DuckDBEngine(instance, await instance.connect(), options);
    try {
      await engine.prepare();
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  private readonly fileLog: FileLog;
  private readonly requests: RequestStore;
  private readonly fileCheck: FileCheck;
  private readonly memory: MemoryShare;
  private readonly answers: AnswerStream[] = [];
  private copy?: ParsedCopy;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly options: DuckDBEngineOptions,
  ) {
    this.fileLog = new FileLog(connection);
    const { tables = [], folder = '' } = options.iceberg ?? {};
    this.requests = new RequestStore(connection, tables, folder);
    this.memory = new MemoryShare(connection, options.memory?.limit);
    this.fileCheck = new FileCheck(connection, this.memory);
  }

  /** Log files that can't be read, and are left out. */
  public get brokenFiles(): BrokenFile[] {
    return this.fileCheck.brokenFiles;
  }

  /** Log files with values of types that CloudTrail doesn't write. They are read without these values. */
  public get oddFiles(): BrokenFile[] {
    return this.fileCheck.oddFiles;
  }

  /** How many events the log files hold, each as often as it was delivered. */
  public get eventCount(): number {
    return this.fileCheck.eventCount;
  }

  /** How many log files there are that can be read. */
  public get fileCount(): number {
    return this.fileLog.size;
  }

  public async run(athena: string, parameters: string[] = []): Promise<QueryAnswer> {
    const statement = inDuckDBsWords(athena);
    if (isInsert(statement)) {
      return this.insert(statement, parameters);
    }
    const files = await this.plannedFiles(statement, parameters);
    const [answer, scan] = await this.fileLog.observe(() => this.connection.runAndReadAll(statement, parameters));
    return { columns: answer.columnNames(), rows: answer.getRows().map(plainRow), ...files, scan };
  }

  /**
   * The answer while it is made. A batch ends when the next one is asked for. The next answer may be made before this one is
   * read, but where they are of a request table, of which is told what was read.
   */
  public async stream(athena: string, parameters: string[] = []): Promise<StreamedAnswer> {
    const statement = inDuckDBsWords(athena);
    const files = await this.plannedFiles(statement, parameters);
    if (!this.requests.isReadBy(statement)) {
      return { ...files, ...(await this.open(statement, parameters, this.copy)) };
    }
    // What is loaded is read beside log files of two days, and what was in fact read of both is told.
    const [{ columns, batches }, reads] = await this.fileLog.observeStream(() => this.open(statement, parameters));
    return { ...files, columns, batches, sides: () => this.sides(reads()) };
  }

  /**
   * Parses all log files once, into a folder, where many answers are to be streamed from them. What is read for each stays
   * what the plan over the log files says.
   *
   * @param shipped statements to come that are known to name a column like one of a table only where they mean that
   */
  public async parseOnce(folder: string, shipped: string[] = []): Promise<void> {
    const copy = new ParsedCopy(this.options.tables, shipped.map(inDuckDBsWords));
    await copy.create(this.connection, folder, definitions(this.options.today));
    this.copy = copy;
  }

  public close(): Promise<void> {
    this.answers.forEach((answer) => answer.end());
    this.connection.closeSync();
    this.instance.closeSync();
    return Promise.resolve();
  }

  private async open(statement: string, parameters: string[], copy?: ParsedCopy): Promise<RowStream> {
    const connection = await this.instance.connect();
    const answer = new AnswerStream(connection);
    this.answers.push(answer);
    await (copy ? copy.readBy(connection) : connection.run('USE awsdatacatalog'));
    return answer.open(copy?.over(statement) ?? statement, parameters);
  }

  private sides(reads: Map<string, number>): ReadSides {
    const { files, bytes } = this.fileLog.scan(reads);
    return { logs: { files: files.length, total: this.fileLog.size, bytes }, table: this.requests.readOf(reads) };
  }

  private async insert(statement: string, parameters: string[]): Promise<QueryAnswer> {
    const insert = () => this.requests.insert(statement, parameters);
    const [count, scan] = await this.fileLog.observe(() => this.memory.withOneThread(insert));
    const { size } = this.fileLog;
    return { columns: ['rows'], rows: [[count]], filesRead: scan.files.length, filesTotal: size, scan };
  }

  private async plannedFiles(
    statement: string,
    parameters: string[],
  ): Promise<Pick<QueryAnswer, 'filesRead' | 'filesTotal'>> {
    const plan = await this.connection.runAndReadAll(`EXPLAIN (FORMAT json) ${statement}`, parameters);
    const { read, total } = scannedFiles(String(plan.getRows()[0][1]));
    // A plan that needs no file at all names none.
    return { filesRead: read, filesTotal: total > 0 ? total : this.fileLog.size };
  }

  private async prepare(): Promise<void> {
    const { tables, views = [], folderOf, today = utcDay(), memory, onProgress } = this.options;
    if (memory) {
      await this.connection.run(`
        SET memory_limit = '${memory.limit} B'; SET temp_directory = ${literal(memory.spillFolder)};
        SET preserve_insertion_order = false`);
    }
    this.connection.registerScalarFunction(new NetworkContains().asFunction());
    // Athena's name for its catalog, so that a table may have all three parts of its name.
    await this.connection.run(`
      ATTACH ':memory:' AS awsdatacatalog; USE awsdatacatalog;
      SET GLOBAL TimeZone = 'UTC'; SET GLOBAL integer_division = true; SET GLOBAL default_null_order = 'NULLS_LAST';
      ${definitions(today)}`);

    const sources = tables.map((table) => tableFiles(new ProjectedTable(table, today), folderOf));
    const total = sources.reduce((sum, { files }) => sum + files.length, 0);
    let checked = 0;
    for (const { view, folder, files } of sources) {
      const sound: string[] = [];
      const odd: string[] = [];
      for (let start = 0; start < files.length; start += BATCH) {
        const batch = files.slice(start, start + BATCH);
        const readable = await this.fileCheck.run(view, batch);
        sound.push(...readable.sound);
        odd.push(...readable.odd);
        onProgress?.((checked += batch.length), total);
      }
      [...sound, ...odd].forEach((file) => this.fileLog.add(file, posix.relative(folder, file)));
      await this.connection.run(view.create({ sound, odd }, FUNCTIONS, this.fileCheck.largest));
    }
    // A statement may read all tables.
    await this.memory.limitThreads(this.fileCheck.largest);
    await this.memory.makeRoom(this.fileCheck.largest);
    await this.requests.create();
    for (const { database, name, definition } of views) {
      await this.connection.run(
        `CREATE VIEW ${identifier(database)}.${identifier(name)} AS ${inDuckDBsWords(definition.originalSql)}`,
      );
    }
  }
}

/** The files that Athena would find for a table, under the folder that stands for its bucket. */
function tableFiles(
  table: ProjectedTable,
  folderOf: DuckDBEngineOptions['folderOf'],
): { view: TableView; folder: string; files: string[] } {
  const folder = folderOf(table.bucket);
  const keys = objectKeys(folder, table.prefix).filter((key) => isLogFile(key) && table.partitionOf(key));
  return { view: new TableView(table), folder, files: keys.map((key) => join(folder, key)) };
}
