import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, LogLocation, QueryPack, S3Audit } from '../../lib';
import { inputsOf as referenceInputsOf } from '../answers/inputs';
import { type Window, isWithin, requestsIn } from '../answers/questions';
import { type FiledRecord, filedRecords } from '../answers/record';
import { newFolder } from '../new-folder';
import { ENV, newStack } from '../util';
import { OWN_QUERIES } from './user-queries';
import { type QueryCase, type Storage, answerOf } from './query-cases';

const ORGANIZATION = 'o-a1b2c3d4e5';
const MANAGEMENT = ENV.account;
const ACCOUNTS = [MANAGEMENT, '444455556666', '777788889999'];
/** It has logs, too, and nobody lists it. */
const OTHER = '999988887777';
const REGIONS = [ENV.region, 'us-east-1', 'ap-southeast-1', 'sa-east-1'];
const WINDOW_DAYS = 7;
/** So many days before today the management account's own trail ended. */
const ENDED = 2;
/** So many days before today is the day whose files have all scenarios; those of other days have some of them. */
const FULL = 0;

/** A place of log files: what a `LogLocation` says of it, and what is in it. */
interface Place {
  readonly bucket: string;
  /** Path of the accounts' folders. */
  readonly path: string;
  readonly accounts: string[];
  /** The days that queries can see. */
  readonly days: string[];
  /** The days of which there are files. */
  readonly written: string[];
}

/**
 * The logs of an organization of three accounts, four regions and some days: in a bucket with a prefix, where those of the
 * management account's own trail lie, too, and in a bucket of before. What two of them hold is the same, and counts once.
 */
export class OrganizationCases {
  /** The folder that stands for each bucket. */
  public readonly folders = new Map(['old-logs', 'org-logs'].map((bucket) => [bucket, newFolder()]));
  public readonly template: DeployedTemplate;
  private readonly places: Place[];
  private readonly files: Map<Place, LogFile[]>;
  private readonly queries: AuditQuery[];
  private readonly events: FiledRecord[];

  /**
   * @param today the day (UTC, 'yyyy/MM/dd') on which an engine runs the queries
   * @param injected whether queries name the organization's accounts
   * @param queries those to ask
   * @param dayCount of how many days there are logs
   */
  constructor(
    private readonly today: string,
    private readonly injected: boolean,
    queries = [...QueryPack.ALL, ...OWN_QUERIES],
    private readonly dayCount = 30,
  ) {
    this.queries = queries.map((query) => query.withInputs(inputsOf(query)));
    const days = Array.from({ length: dayCount }, (_, index) => this.daysAgo(dayCount - 1 - index));
    const account = [MANAGEMENT];
    this.places = [
      { bucket: 'old-logs', path: 'AWSLogs', accounts: account, days: days.slice(0, -ENDED), written: days },
      { bucket: 'org-logs', path: `audit/AWSLogs/${ORGANIZATION}`, accounts: ACCOUNTS, days, written: days },
      { bucket: 'org-logs', path: 'audit/AWSLogs', accounts: account, days, written: days.slice(-WINDOW_DAYS) },
    ];
    this.files = new Map(this.places.map((place) => [place, this.filesOf(place)]));
    this.events = this.places.flatMap((place) =>
      filedRecords(this.files.get(place)!.filter(({ day }) => place.days.includes(day))),
    );
    this.template = this.deployed();
  }

  /** Lays out the log files, and beside them what nobody may read. */
  public write(): void {
    for (const [{ bucket, path }, files] of this.files) {
      writeLogFiles(this.folders.get(bucket)!, files, path);
    }
    const day = this.daysAgo(FULL);
    const beside = this.filesOf({ ...this.places[1], accounts: [OTHER], written: [day] });
    const bucket = this.folders.get('org-logs')!;
    writeLogFiles(bucket, beside, `audit/AWSLogs/${ORGANIZATION}`);
    writeLogFiles(bucket, beside, 'audit/AWSLogs/o-0000000000');
    writeLogFiles(bucket, beside, `AWSLogs/${ORGANIZATION}`);
  }

  /** Every query, as a saved one over the last days and as a prepared statement over all days and both sides of the ended trail. */
  public all(): QueryCase[] {
    const window = { firstDay: this.daysAgo(ENDED + 1), lastDay: this.today };
    return this.queries.flatMap((query) => [
      this.saved(query),
      ...(this.injected ? ACCOUNTS.slice(0, 2) : [undefined]).map((account) => this.prepared(query, window, account)),
    ]);
  }

  /** A question of one's own over the view, of one account, region and day, with other names than those of saved queries. */
  public ofView(): QueryCase {
    const [account, region, day] = [MANAGEMENT, REGIONS[1], this.daysAgo(ENDED)];
    const [{ database, name }] = this.template.views;
    const events = this.events.filter((event) => event.account === account && event.region === region);
    const ids = requestsIn(events, { firstDay: day, lastDay: day }).map((request) => request.event_id);
    return {
      name: 'a question over the view',
      sql: `SELECT event_id FROM "${database}"."${name}" WHERE account = '${account}' AND region = '${region}' AND day = '${day}'`,
      parameters: [],
      partitions: this.places.map(({ path }) => `${path}/${account}/CloudTrail/${region}/${day}/`).sort(),
      limited: false,
      check: ({ rows }) => expect(rows.flat().sort()).toEqual(ids.sort()),
    };
  }

  /** The accounts that saved queries ask for. */
  private get savedAccounts(): string[] {
    return this.injected ? ACCOUNTS.slice(1) : ACCOUNTS;
  }

  private saved(query: AuditQuery): QueryCase {
    const { sql } = this.template.savedQueries.find(({ name }) => name === query.queryName)!;
    const window = { firstDay: this.daysAgo(WINDOW_DAYS), lastDay: this.today };
    return {
      name: `saved: ${query.queryName}`,
      sql,
      parameters: [],
      ...this.expected(query, window, this.savedAccounts),
    };
  }

  private prepared(query: AuditQuery, window: Window, account?: string): QueryCase {
    const { sql } = this.template.preparedStatements.find(({ name }) => name === query.statementName)!;
    const named = account === undefined ? [] : [account];
    return {
      name: `prepared: ${[query.queryName, ...named].join(', ')}`,
      sql,
      parameters: [window.firstDay, window.lastDay, ...named, ...Object.values(inputsOf(query))],
      ...this.expected(query, window, account === undefined ? ACCOUNTS : named),
    };
  }

  private expected(
    query: AuditQuery,
    window: Window,
    accounts: string[],
  ): Omit<QueryCase, 'name' | 'sql' | 'parameters'> {
    const inputs = inputsOf(query);
    const asked = accounts.filter((account) => account === (inputs.account ?? account));
    const regions = REGIONS.filter((region) => region === (inputs.region ?? region));
    const folders = this.places.flatMap((place) =>
      place.accounts
        .filter((account) => asked.includes(account))
        .flatMap((account) =>
          regions.flatMap((region) =>
            place.days
              .filter((day) => isWithin(day, window))
              .map((day) => `${place.path}/${account}/CloudTrail/${region}/${day}/`),
          ),
        ),
    );
    const events = this.events.filter(({ account }) => accounts.includes(account));
    return { partitions: folders.sort(), mayBeEmpty: this.injected, ...answerOf(query, events, window, inputs) };
  }

  private filesOf({ accounts, written }: Place): LogFile[] {
    const files = generateLogFiles({ accounts, regions: REGIONS, days: written });
    return Array.from(files, (file, index) =>
      file.day === this.daysAgo(FULL) ? file : { ...file, records: file.records.slice(index % 7, (index % 7) + 4) },
    );
  }

  private deployed(): DeployedTemplate {
    const stack = newStack();
    const [old, organization] = [...this.folders.keys()].map((name) => s3.Bucket.fromBucketName(stack, name, name));
    const accounts = this.injected
      ? AuditedAccounts.injected({ saved: this.savedAccounts })
      : AuditedAccounts.of(ACCOUNTS);
    const regions = AuditedRegions.of(REGIONS);
    const firstDay = this.daysAgo(this.dayCount - 1);
    new S3Audit(stack, 'Audit', {
      logs: [
        LogLocation.ofAccounts(old, { regions, firstDay, lastDay: this.daysAgo(ENDED) }),
        LogLocation.ofOrganization(organization, ORGANIZATION, { prefix: 'audit', accounts, regions, firstDay }),
        LogLocation.ofAccounts(organization, { prefix: 'audit', regions, firstDay }),
      ],
      window: Duration.days(WINDOW_DAYS),
      queries: this.queries,
    });
    return readTemplate(templateOf(stack), ENV);
  }

  private daysAgo(days: number): string {
    return addDays(this.today, -days);
  }
}

function templateOf(stack: Stack): object {
  return Template.fromStack(stack).toJSON();
}

function inputsOf(query: AuditQuery): Record<string, string> {
  return referenceInputsOf(query, ACCOUNTS, ENV.region);
}

/** What is stored in several buckets whose keys differ. */
export function together(storages: Storage[]): Storage {
  return {
    files: storages.flatMap(({ files }) => files).sort(),
    sizeOf: (key) => storages.find(({ files }) => files.includes(key))!.sizeOf(key),
    listsEmptyFolders: storages[0].listsEmptyFolders,
  };
}
