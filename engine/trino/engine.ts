import type { QueryAnswer, QueryEngine } from '../query-engine';
import { isLogFile, objectKeys } from '../storage/log-files';
import type { IcebergTable } from '../template/iceberg-table';
import type { GlueTable, GlueView } from '../template/template';
import { AwsStandIn } from './aws-stand-in';
import { type Effort, TrinoClient } from './client';
import { IcebergTables } from './iceberg-tables';
import { TrinoServer } from './server';

export interface TrinoEngineOptions {
  readonly tables: GlueTable[];
  /** Views over the tables. @default - none */
  readonly views?: GlueView[];
  /** Tables that statements insert into. @default - none */
  readonly icebergTables?: IcebergTable[];
  /** Gives the local folder that stands for a bucket. */
  readonly folderOf: (bucket: string) => string;
  /** How much memory the server has, half of which a query may take. @default 1 */
  readonly gigabytes?: number;
}

/**
 * Executes Athena's SQL with Trino, which Athena is made of, and tells what it asked of S3.
 *
 * `current_date` and `NOW` are today in UTC, since Trino has no other clock.
 */
export class TrinoEngine implements QueryEngine {
  /** Starts a server of its own, which takes some seconds; and minutes, once, to fetch it. */
  public static async open(options: TrinoEngineOptions): Promise<TrinoEngine> {
    const aws = await AwsStandIn.start(options);
    let server: TrinoServer | undefined;
    try {
      server = await TrinoServer.start(aws.url, options.gigabytes);
      const client = new TrinoClient(server.url);
      await client.ready();
      const iceberg = new IcebergTables(options.icebergTables ?? []);
      await iceberg.create(client);
      return new TrinoEngine(options, aws, server, client, iceberg);
    } catch (error) {
      await server?.stop();
      await aws.close();
      throw error;
    }
  }

  private constructor(
    private readonly options: TrinoEngineOptions,
    private readonly aws: AwsStandIn,
    private readonly server: TrinoServer,
    private readonly client: TrinoClient,
    private readonly iceberg: IcebergTables,
  ) {}

  public async run(statement: string, parameters: string[] = []): Promise<QueryAnswer> {
    const [answer, scan] = await this.aws.observe(() =>
      this.client.run(this.iceberg.inTheirCatalog(statement), parameters),
    );
    const logFiles = this.options.tables.flatMap((table) => this.logFilesOf(table));
    return { ...answer, filesRead: scan.files.length, filesTotal: new Set(logFiles).size, scan };
  }

  /** @throws if a function, a type or a column in the statement doesn't exist */
  public validate(statement: string, parameters: string[] = []): Promise<void> {
    return this.client.validate(this.iceberg.inTheirCatalog(statement), parameters);
  }

  /** Runs a query for what it reads of the tables that statements insert into, and of no log file. */
  public async effortOf(statement: string): Promise<Effort> {
    const [effort, { files }] = await this.aws.observe(() =>
      this.client.effortOf(this.iceberg.inTheirCatalog(statement)),
    );
    if (files.length > 0) {
      throw new Error(`The query read ${files.length} log files: what it read beside them isn't told`);
    }
    return effort;
  }

  public async close(): Promise<void> {
    await this.server.stop();
    await this.aws.close();
  }

  private logFilesOf({ location }: GlueTable): string[] {
    const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location)!;
    return objectKeys(this.options.folderOf(bucket), prefix).filter(isLogFile);
  }
}
