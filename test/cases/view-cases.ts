import { Template } from 'aws-cdk-lib/assertions';
import type { QueryAnswer } from '../../engine/query-engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import type { LogFile } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, type GlueView, readTemplate } from '../../engine/template/template';
import { AuditedAccounts, AuditedRegions, S3AuditTrail } from '../../lib';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { comparableRows } from '../answers/comparable-rows';
import { requestsIn } from '../answers/questions';
import { type FiledRecord, filedRecords } from '../answers/record';
import type { ReferenceRequest } from '../answers/request';
import { ENV, newStack } from '../util';
import type { QueryCase } from './query-cases';

type Keep = (request: ReferenceRequest) => boolean;
/** The columns of the view, in its order. */
export const COLUMNS = S3_REQUESTS.map(({ name }) => name);

const ACCOUNTS = [ENV.account, '444455556666'];
const REGIONS = [ENV.region, 'us-east-1', 'ap-southeast-1'];
const [ACCOUNT, OTHER_ACCOUNT] = ACCOUNTS;
const [REGION, OTHER_REGION, THIRD_REGION] = REGIONS;
const DAYS = 5;

/** Two audits in one database, the logs in their bucket, and what statements over their views have to answer. */
export class ViewCases {
  public readonly template: DeployedTemplate;
  /** The view of the first audit, under its name by default. */
  public readonly view: GlueView;
  /** What lies in the bucket. The table covers a part of it only, and some of its partitions are empty. */
  public readonly logFiles: LogFile[];
  /** The days that the table has, the last one first. */
  private readonly days: string[];
  private readonly secondView: GlueView;
  private readonly requests: ReferenceRequest[];

  /** @param today the day (UTC, 'yyyy/MM/dd') on which an engine runs the statements */
  constructor(private readonly today: string) {
    this.days = Array.from({ length: DAYS }, (_, index) => addDays(today, -index));
    const days = [addDays(today, -DAYS), ...this.days, addDays(today, 1)];
    const accounts = [...ACCOUNTS, '999988887777'];
    this.logFiles = [
      ...generateLogFiles({ accounts, regions: [...REGIONS, 'sa-east-1'], days: [...days].sort() }),
    ].filter(({ region, day }) => region !== THIRD_REGION || day !== this.days[1]);
    this.requests = this.days.flatMap((day) => requestsIn(this.eventsOf(day), { firstDay: day, lastDay: day }));

    const firstDay = this.days[DAYS - 1];
    const stack = newStack();
    const { database } = new S3AuditTrail(stack, 'Audit', {
      accounts: AuditedAccounts.of(ACCOUNTS),
      regions: AuditedRegions.of(REGIONS),
      firstDay,
    });
    new S3AuditTrail(stack, 'Second', { database, regions: AuditedRegions.of([OTHER_REGION]), firstDay });
    this.template = readTemplate(Template.fromStack(stack).toJSON(), ENV);
    [this.view, this.secondView] = this.template.views;
  }

  public all(): QueryCase[] {
    const [today, yesterday, before] = this.days;
    const first = this.days[DAYS - 1];
    const days = (...named: string[]) => ({ days: named });
    return [
      this.listing('a day', `day = '${yesterday}'`, days(yesterday)),
      this.listing('days from one on', `day >= '${yesterday}'`, days(today, yesterday)),
      this.listing('days between two', `day BETWEEN '${before}' AND '${yesterday}'`, days(before, yesterday)),
      this.listing('some days', `day IN ('${first}', '${today}')`, days(first, today)),
      this.listing('a region', `region = '${OTHER_REGION}'`, { regions: [OTHER_REGION] }),
      this.listing('an account', `account = '${OTHER_ACCOUNT}'`, { accounts: [OTHER_ACCOUNT] }),
      this.listing('a day and a region', `day = '${today}' AND region = '${OTHER_REGION}'`, {
        days: [today],
        regions: [OTHER_REGION],
      }),
      this.listing(
        'a day, an account and a region',
        `day = '${before}' AND account = '${OTHER_ACCOUNT}' AND region = '${REGION}'`,
        { days: [before], accounts: [OTHER_ACCOUNT], regions: [REGION] },
      ),
      this.listing(
        'some regions, one of them empty on a day',
        `day >= '${yesterday}' AND region IN ('${REGION}', '${THIRD_REGION}')`,
        { days: [today, yesterday], regions: [REGION, THIRD_REGION] },
      ),
      this.listing(
        'other columns, too',
        `day >= '${before}' AND account = '${ACCOUNT}' AND action = 'GetObject' AND error_code IS NULL AND NOT anonymous
         AND bytes_out > 0 AND event_time >= TIMESTAMP '${yesterday.replaceAll('/', '-')} 00:00:00'`,
        { days: [today, yesterday, before], accounts: [ACCOUNT] },
        (request) =>
          request.action === 'GetObject' &&
          request.error_code === null &&
          !request.anonymous &&
          (request.bytes_out ?? 0) > 0 &&
          Date.parse(request.event_time ?? '') >= Date.parse(yesterday.replaceAll('/', '-')),
      ),
      this.summary(
        'the last days, summed up',
        `SELECT bucket, count(*) AS requests, sum(bytes_out) AS bytes_out FROM ${this.name}
         WHERE day >= date_format(current_date - interval '1' day, '%Y/%m/%d') GROUP BY bucket ORDER BY bucket`,
        days(today, yesterday),
        ['bucket', 'requests', 'bytes_out'],
        (requests) => {
          const buckets = [...new Set(requests.map(({ bucket }) => bucket))];
          return buckets.map((bucket) => {
            const own = requests.filter((request) => request.bucket === bucket);
            const bytes = own.map(({ bytes_out: bytesOut }) => bytesOut).filter((number) => number !== null);
            return [bucket, own.length, bytes.length === 0 ? null : bytes.reduce((sum, number) => sum + number, 0)];
          });
        },
      ),
      this.summary(
        'two days as parameters',
        `SELECT DISTINCT principal FROM ${this.name} WHERE day BETWEEN ? AND ? AND region = ?`,
        { days: [before, yesterday], regions: [REGION] },
        ['principal'],
        (requests) => [...new Set(requests.map(({ principal }) => principal))].map((principal) => [principal]),
        [before, yesterday, REGION],
      ),
      this.summary(
        'all that there is, with an event under each day that it was delivered on',
        `SELECT count(*) AS requests, count(DISTINCT event_id) AS events FROM ${this.name}`,
        {},
        ['requests', 'events'],
        (requests) => {
          const events = new Set(requests.map(({ event_id: id }) => id)).size;
          // Otherwise it would show nothing.
          expect(events).toBeLessThan(requests.length);
          return [[requests.length, events]];
        },
      ),
      this.summary(
        'the other audit in the database, which has another region only',
        `SELECT region, count(*) AS requests FROM ${nameOf(this.secondView)} WHERE day <= '${today}' GROUP BY region`,
        { accounts: [ACCOUNT], regions: [OTHER_REGION] },
        ['region', 'requests'],
        (requests) => [[OTHER_REGION, requests.length]],
      ),
    ];
  }

  /** Name of the view in SQL. */
  public get name(): string {
    return nameOf(this.view);
  }

  /** The text of the view with a window, as if it had not been a view. */
  public get ownText(): string {
    return `SELECT * FROM (${this.view.definition.originalSql}) WHERE day = '${this.today}'`;
  }

  private listing(name: string, condition: string, folders: Folders, keep: Keep = () => true): QueryCase {
    const sql = `SELECT ${COLUMNS.join(', ')} FROM ${this.name} WHERE ${condition}`;
    return this.summary(name, sql, folders, COLUMNS, (requests) =>
      requests.filter(keep).map((request) => COLUMNS.map((column) => request[column as keyof ReferenceRequest])),
    );
  }

  private summary(
    name: string,
    sql: string,
    { accounts = ACCOUNTS, regions = REGIONS, days = this.days }: Folders,
    columns: string[],
    expected: (requests: ReferenceRequest[]) => unknown[][],
    parameters: string[] = [],
  ): QueryCase {
    const requests = this.requests.filter(
      ({ account, region, day }) => accounts.includes(account) && regions.includes(region) && days.includes(day),
    );
    const partitions = accounts.flatMap((account) =>
      regions.flatMap((region) => days.map((day) => `AWSLogs/${account}/CloudTrail/${region}/${day}/`)),
    );
    const check = (answer: QueryAnswer) => {
      expect(answer.columns).toEqual(columns);
      expect(comparableRows(columns, answer.rows)).toEqual(comparableRows(columns, expected(requests)));
    };
    return { name, sql, parameters, partitions: partitions.sort(), limited: false, check };
  }

  private eventsOf(day: string): FiledRecord[] {
    return filedRecords(
      this.logFiles.filter(
        (file) => file.day === day && ACCOUNTS.includes(file.account) && REGIONS.includes(file.region),
      ),
    );
  }
}

interface Folders {
  readonly accounts?: string[];
  readonly regions?: string[];
  readonly days?: string[];
}

function nameOf({ database, name }: GlueView): string {
  return `"${database}"."${name}"`;
}
