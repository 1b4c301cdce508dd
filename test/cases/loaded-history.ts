import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { loadDay } from '../../engine/load-requests';
import type { QueryEngine } from '../../engine/query-engine';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import type { LoadTexts } from '../../engine/template/load-texts';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, LogLocation, S3Audit } from '../../lib';
import { ENV } from '../util';

const { account, region } = ENV;
const IDS = 'SELECT event_id FROM s3_requests ORDER BY event_id';
const ALL = 'SELECT * FROM s3_requests ORDER BY event_id, action';
const NONE = "SELECT day FROM s3_requests WHERE bucket = 'nothing-is-called-so'";
const TEXTS = { ids: IDS, all: ALL, none: NONE };

/** Gives an engine that sees the files that there are by now. */
export type OpenEngine = (template: DeployedTemplate) => Promise<QueryEngine>;

/** A few events whose copies, days and files are odd, and a request table in which they are loaded. */
export class LoadedHistory {
  public readonly template: DeployedTemplate;
  private readonly files: LogFile[] = [];
  private readonly parameters: string[];
  private opened?: Promise<QueryEngine>;

  constructor(
    private readonly today: string,
    private readonly folder: string,
    private readonly open: OpenEngine,
    injected = false,
  ) {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV });
    const bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
    const accounts = injected ? AuditedAccounts.injected({ saved: [account] }) : AuditedAccounts.of([account]);
    const audit = new S3Audit(stack, 'Audit', {
      logs: [LogLocation.ofAccounts(bucket, { accounts, regions: AuditedRegions.of([region]) })],
      queries: Object.entries(TEXTS).map(([name, text]) => AuditQuery.fromText(`${name}-of-logs`, text)),
    });
    const reads = audit.addRequestTable();
    Object.entries(TEXTS).forEach(([name, text]) =>
      audit.addQuery(AuditQuery.fromText(`${name}-loaded`, text), { reads }),
    );
    this.template = readTemplate(Template.fromStack(stack).toJSON(), ENV);
    this.parameters = injected ? [account] : [];
  }

  /** The day so many days ago. */
  public day(back: number): string {
    return addDays(this.today, -back);
  }

  /** Files events with these ids under a day. */
  public file(back: number, ...events: (string | Record<string, unknown>)[]): void {
    const records = events.map((event) => ({
      eventVersion: '1.11',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      eventTime: '2026-01-01T00:00:00Z',
      awsRegion: region,
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/reader`, accountId: account },
      requestParameters: { bucketName: 'objects', key: 'a/b' },
      additionalEventData: { SignatureVersion: 'SigV4', bytesTransferredOut: 12 },
      ...(typeof event === 'string' ? { eventID: event } : event),
    }));
    this.files.push({ account, region, day: this.day(back), records });
    writeLogFiles(this.folder, this.files);
    this.opened = undefined;
  }

  public get load(): LoadTexts {
    return this.template.loads[0];
  }

  public engine(): Promise<QueryEngine> {
    return (this.opened ??= this.open(this.template));
  }

  /** The days that are to be loaded, as so many days ago. */
  public async pending(firstDay = '', again = ''): Promise<number[]> {
    const { rows } = await (await this.engine()).run(this.load.pendingDays, [firstDay, firstDay, again]);
    return rows.map(([day]) => this.backOf(day));
  }

  public async loadDay(back: number): Promise<void> {
    await loadDay(await this.engine(), this.load, this.day(back));
  }

  /** Enters a day with a number of rows, as if it had been loaded so many days ago. */
  public async enter(back: number, rows: number, loadedBack: number): Promise<void> {
    const [, { database, name }] = this.template.icebergTables;
    const loadedAt = `TIMESTAMP '${this.day(loadedBack).replaceAll('/', '-')} 04:00:00'`;
    const engine = await this.engine();
    await engine.run(
      `INSERT INTO "${database}"."${name}" (day, requests, loaded_at) SELECT '${this.day(back)}', CAST(${rows} AS bigint), ${loadedAt}`,
    );
  }

  /** What stands in the tables: the day and the id of each row, and the entries of days. */
  public async stored(): Promise<{ requests: unknown[][]; loads: unknown[][] }> {
    const engine = await this.engine();
    const [requests, loads] = this.template.icebergTables.map(({ database, name }) => `"${database}"."${name}"`);
    const found = async (columns: string, table: string, order: string) => {
      const { rows } = await engine.run(`SELECT ${columns} FROM ${table} ORDER BY ${order}`);
      return rows.map(([day, ...rest]) => [this.backOf(day), ...rest]);
    };
    return {
      requests: await found('day, event_id', requests, '1, 2'),
      loads: await found('day, requests', loads, '1, loaded_at'),
    };
  }

  private backOf(day: unknown): number {
    return [...Array(40).keys()].find((back) => this.day(back) === day)!;
  }

  /** The answer of a query of a window, from so many days ago to so many: of the logs alone, or of both. */
  public async rows(
    kind: keyof typeof TEXTS,
    of: 'of-logs' | 'loaded',
    from: number,
    to: number,
  ): Promise<unknown[][]> {
    return (await this.answer(kind, of, from, to)).rows;
  }

  public async answer(kind: keyof typeof TEXTS, of: 'of-logs' | 'loaded', from: number, to: number) {
    const name = `${kind}-${of}`.replaceAll('-', '_');
    const { sql } = this.template.preparedStatements.find((statement) => statement.name === name)!;
    return (await this.engine()).run(sql, [this.day(from), this.day(to), ...this.parameters]);
  }

  /** The same of the queries that are saved, over their own window: today and the seven days before. */
  public async savedRows(kind: keyof typeof TEXTS, of: 'of-logs' | 'loaded'): Promise<unknown[][]> {
    const { sql } = this.template.savedQueries.find(({ name }) => name === `${kind}-${of}`)!;
    return (await (await this.engine()).run(sql)).rows;
  }

  public async ids(of: 'of-logs' | 'loaded', from: number, to: number): Promise<unknown[]> {
    return (await this.rows('ids', of, from, to)).flat();
  }
}
