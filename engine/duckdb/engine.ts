import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { isLogFile, objectKeys } from '../log-files';
import { ProjectedTable } from '../projected-table';
import type { BrokenFile, QueryAnswer, QueryEngine } from '../query-engine';
import type { GlueTable, GlueView } from '../template';
import { FileLog } from './file-log';
import { NetworkContains } from './network-contains';
import { largestDocument } from './largest-document';
import { plainValue } from './plain-value';
import { scannedFiles } from './plan';
import { identifier } from './sql';
import { TableView } from './table-view';

export interface DuckDBEngineOptions {
  readonly tables: GlueTable[];
  /** Views over the tables. @default - none */
  readonly views?: GlueView[];
  /** Gives the local folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
  /** 'yyyy/MM/dd': what `current_date` and `NOW` are. @default - the day in UTC */
  readonly today?: string;
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

  public async run(statement: string, parameters: string[] = []): Promise<QueryAnswer> {
    refuseBareAddress(statement);
    const plan = await this.connection.runAndReadAll(`EXPLAIN (FORMAT json) ${statement}`, parameters);
    const files = scannedFiles(String(plan.getRows()[0][1]));
    const [answer, scan] = await this.fileLog.observe(() => this.connection.runAndReadAll(statement, parameters));
    return {
      columns: answer.columnNames(),
      rows: answer.getRows().map((row) => row.map(plainValue)),
      filesRead: files.read,
      // A plan that needs no file at all names none.
      filesTotal: files.total > 0 ? files.total : this.fileLog.size,
      scan,
    };
  }

  public close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    return Promise.resolve();
  }

  private async prepare(options: DuckDBEngineOptions): Promise<void> {
    const { tables, views = [], folderOf, today = utcDay(), onProgress } = options;
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
      await this.connection.run(`CREATE VIEW ${identifier(database)}.${identifier(name)} AS ${definition.originalSql}`);
    }
  }

  /** Reads files as the view would, to find those that it can't: halves them until the file is alone. */
  private async check(view: TableView, files: string[]): Promise<BrokenFile[]> {
    try {
      const scan = view.scan(files, largestDocument(files));
      const documents = await this.connection.runAndReadAll(
        `SELECT filename, count("Records") > 0, sum(len("Records")) FROM ${scan} GROUP BY filename`,
      );
      const read = new Map(documents.getRows().map(([filename, hasRecords]) => [String(filename), hasRecords]));
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

/** Elsewhere, a text that is no address would pass: see the type `ipaddress` in `trino-functions.sql`. */
function refuseBareAddress(statement: string): void {
  if (/\bAS\s+IPADDRESS\s*\)(?!\s*\))/i.test(statement) || /\bIPADDRESS\s*'/i.test(statement)) {
    throw new Error('This engine knows an IPADDRESS only as contains(network, TRY_CAST(address AS IPADDRESS))');
  }
}

function utcDay(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '/');
}
