import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { isLogFile, objectKeys } from '../log-files';
import { ProjectedTable } from '../projected-table';
import type { BrokenFile, QueryAnswer, QueryEngine, RowBatch, StreamedAnswer } from '../query-engine';
import type { GlueTable, GlueView } from '../template';
import { FileLog } from './file-log';
import { NetworkContains } from './network-contains';
import { largestDocument } from './largest-document';
import { plainValue } from './plain-value';
import { scannedFiles } from './plan';
import { identifier, literal } from './sql';
import { TableView } from './table-view';

export interface DuckDBEngineOptions {
  readonly tables: GlueTable[];
  /** Views over the tables. @default - none */
  readonly views?: GlueView[];
  /** Gives the local folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
  /** 'yyyy/MM/dd': what `current_date` and `NOW` are. @default - the day in UTC */
  readonly today?: string;
  /** How much memory a query may take, and the folder that takes the rest. @default - DuckDB's own: most of the machine's */
  readonly memory?: { readonly limit: string; readonly spillFolder: string };
  /** Called while the log files are checked. */
  readonly onProgress?: (checked: number, total: number) => void;
}

/** Files that are checked in one go. */
const BATCH = 200;
const FUNCTIONS = join(__dirname, 'trino-functions.sql');

/** Executes Athena's SQL with DuckDB, which is close enough to Trino for the functions in `trino-functions.sql`. */
export class DuckDBEngine implements QueryEngine {
  /** Opens an engine. Log files that can't be read are named in `brokenFiles`, and left out. */
  public static async open(options: DuckDBEngineOptions): Promise<DuckDBEngine> {
    const instance = await DuckDBInstance.create(':memory:');
    const engine = new DuckDBEngine(instance, await instance.connect());
    try {
      await engine.prepare(options);
    } catch (error) {
      await engine.close();
      throw error;
    }
    return engine;
  }

  public readonly brokenFiles: BrokenFile[] = [];
  private readonly fileLog: FileLog;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {
    this.fileLog = new FileLog(connection);
  }

  public async run(athena: string, parameters: string[] = []): Promise<QueryAnswer> {
    const statement = inDuckDBsWords(athena);
    const files = await this.plannedFiles(statement, parameters);
    const [answer, scan] = await this.fileLog.observe(() => this.connection.runAndReadAll(statement, parameters));
    return { columns: answer.columnNames(), rows: answer.getRows().map(plainRow), ...files, scan };
  }

  /** The answer while it is made. It ends when the next statement is run. */
  public async stream(athena: string, parameters: string[] = []): Promise<StreamedAnswer> {
    const statement = inDuckDBsWords(athena);
    const files = await this.plannedFiles(statement, parameters);
    const result = await this.connection.stream(statement, parameters);
    // A query that can't be answered fails here: to put rows in order, it needs all of them.
    const first = await result.fetchChunk();
    return { columns: result.columnNames(), ...files, batches: batchesOf(result, first) };
  }

  public close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    return Promise.resolve();
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

  private async prepare(options: DuckDBEngineOptions): Promise<void> {
    const { tables, views = [], folderOf, today = utcDay(), memory, onProgress } = options;
    if (memory) {
      await this.connection.run(`
        SET memory_limit = ${literal(memory.limit)}; SET temp_directory = ${literal(memory.spillFolder)};
        SET preserve_insertion_order = false`);
    }
    this.connection.registerScalarFunction(new NetworkContains().asFunction());
    // Athena's name for its catalog, so that a table may have all three parts of its name.
    await this.connection.run(`
      ATTACH ':memory:' AS awsdatacatalog; USE awsdatacatalog;
      SET TimeZone = 'UTC'; SET integer_division = true; SET default_null_order = 'NULLS_LAST';
      CREATE MACRO current_date() AS DATE '${today.replaceAll('/', '-')}'`);
    await this.connection.run(readFileSync(FUNCTIONS, 'utf8'));

    const sources = tables.map((table) => tableFiles(new ProjectedTable(table, today), folderOf));
    const total = sources.reduce((sum, { files }) => sum + files.length, 0);
    let checked = 0;
    for (const { view, folder, files } of sources) {
      const broken: BrokenFile[] = [];
      for (let start = 0; start < files.length; start += BATCH) {
        const batch = files.slice(start, start + BATCH);
        broken.push(...(await this.check(view, batch)));
        onProgress?.((checked += batch.length), total);
      }
      const paths = new Set(broken.map(({ path }) => path));
      const sound = files.filter((file) => !paths.has(file));
      sound.forEach((file) => this.fileLog.add(file, posix.relative(folder, file)));
      await this.connection.run(view.create(sound, FUNCTIONS, largestDocument(sound)));
      this.brokenFiles.push(...broken);
    }
    for (const { database, name, definition } of views) {
      await this.connection.run(
        `CREATE VIEW ${identifier(database)}.${identifier(name)} AS ${inDuckDBsWords(definition.originalSql)}`,
      );
    }
  }

  /** Reads files as the view would, to find those that it can't: halves them until the file is alone. */
  private async check(view: TableView, files: string[]): Promise<BrokenFile[]> {
    try {
      const documents = await this.connection.runAndReadAll(view.check(files, largestDocument(files)));
      const read = new Map(documents.getRows().map(([filename, records]) => [String(filename), records !== null]));
      return files
        .filter((file) => read.get(file) !== true)
        .map((path) => ({ path, reason: read.has(path) ? 'It holds no Records' : 'It is empty, or cut short' }));
    } catch (error) {
      if (files.length === 1) {
        const [path] = files;
        return [{ path, reason: reasonOf(error as Error, path) }];
      }
      const half = Math.ceil(files.length / 2);
      return [...(await this.check(view, files.slice(0, half))), ...(await this.check(view, files.slice(half)))];
    }
  }
}

async function* batchesOf(result: DuckDBResult, first: DuckDBDataChunk | null): AsyncGenerator<RowBatch> {
  for (let chunk = first; chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const current = chunk;
    yield { count: current.rowCount, rows: () => current.getRows().map(plainRow) };
  }
}

function plainRow(row: DuckDBValue[]): unknown[] {
  return row.map(plainValue);
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

/** DuckDB's words without the path, which is named beside them. */
function reasonOf({ message }: Error, path: string): string {
  return message.split('\n')[0].replace(` in file "${path}"`, '').replace(`: ${path}`, '').trim();
}

/** The statement as it stands, but for what no macro in `trino-functions.sql` can have: a function that takes a lambda. */
function inDuckDBsWords(statement: string): string {
  refuseBareAddress(statement);
  return statement.replace(/'(?:[^']|'')*'|\btransform(?=\()/gi, (part) =>
    part.startsWith("'") ? part : 'list_transform',
  );
}

/** Elsewhere, a text that is no address would pass: see the type `ipaddress` in `trino-functions.sql`. */
function refuseBareAddress(statement: string): void {
  if (/\bAS\s+IPADDRESS\s*\)(?!\s*\))/i.test(statement) || /\bIPADDRESS\s*'/i.test(statement)) {
    throw new Error('This engine knows an IPADDRESS only as contains(network, TRY_CAST(address AS IPADDRESS))');
  }
}

function utcDay(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '/');
}
