import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { QueryAnswer, QueryEngine } from '../../engine/query-engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { SAMPLE_BUCKET } from '../../engine/samples/sample-records';
import { type LogFile, partitionFolders } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, QueryPack, S3AuditTrail } from '../../lib';
import { misplacedRows } from '../answers/answer-order';
import { isSampleOfEvents, referenceAnswers } from '../answers/answers';
import { comparableRows } from '../answers/comparable-rows';
import { inputsOf as referenceInputsOf } from '../answers/inputs';
import { type Inputs, type Window, isWithin } from '../answers/questions';
import { type FiledRecord, filedRecords } from '../answers/record';
import { ENV, newStack, savedText } from '../util';
import { OWN_QUERIES, ownAnswers } from './user-queries';

/** A statement of the template, and what an engine has to answer. */
export interface QueryCase {
  readonly name: string;
  readonly sql: string;
  readonly parameters: string[];
  /** The partitions of its window that the table has, sorted: these must be listed, and no others. */
  readonly partitions: string[];
  /** Whether it may end before it has listed all of them. */
  readonly limited: boolean;
  /** Whether there may be nothing to answer. @default false */
  readonly mayBeEmpty?: boolean;
  /** @throws if the answer has other columns or rows than it should, or its rows in another order */
  readonly check: (answer: QueryAnswer) => void;
}

const ACCOUNTS = [ENV.account, '444455556666'];
const OTHER_REGION = 'us-east-1';
const REGIONS = [ENV.region, OTHER_REGION];
/** They have logs, too, but the table doesn't list them. */
const OTHERS = { accounts: ['999988887777'], regions: ['sa-east-1'] };
const QUERIES = [...QueryPack.ALL, ...OWN_QUERIES];
/** That the table has; and how many before today a saved query looks back, which leaves some out. */
const [DAYS, WINDOW_DAYS] = [6, 3];
const ANSWERS = { ...referenceAnswers, ...ownAnswers };
const TRAIL_ARN = `arn:aws:cloudtrail:${ENV.region}:${ENV.account}:trail/audit-trail`;
/** A session, one with a comma in its name, the role behind it, services, and nobody. */
const PRINCIPALS = [
  `arn:aws:sts::${ENV.account}:assumed-role/fn-role/one`,
  `arn:aws:sts::${ENV.account}:assumed-role/batch/a,b`,
  `arn:aws:iam::${ENV.account}:role/fn-role`,
  'cloudfront.amazonaws.com',
  'CloudFront',
  'anonymous',
];
/** What is taken where nothing is given: not read from the headers, which may be wrong. */
const DEFAULTS: [AuditQuery, Record<string, string>][] = [
  [AuditQuery.PROBING, { threshold: '20' }],
  [AuditQuery.BULK_DELETES, { threshold: '100' }],
  [AuditQuery.EXTORTION_PATTERN, { threshold: '1', in_place_threshold: '100' }],
  [AuditQuery.TOP_TALKERS, { top: '20' }],
  [AuditQuery.DATA_EVENT_COSTS, { price: '1.00' }],
];

/** The values of a query's own inputs, in their order. */
export function inputsOf(query: AuditQuery): Record<string, string> {
  return referenceInputsOf(query, ACCOUNTS, ENV.region);
}

/** Texts that are no day, and must not pass for one. */
export const NO_DAYS = ['2026/11/9x', 'yesterday', '2026/02/30', ''];

/** An audit, the logs in its bucket, and what its queries have to answer: one list for every engine. */
export class QueryCases {
  public readonly template: DeployedTemplate;
  /** What lies in the bucket. The table covers a part of it only, and some of its partitions are empty. */
  public readonly logFiles: LogFile[];
  /** The days that the table has. */
  private readonly days: string[];
  private readonly events: FiledRecord[];

  /**
   * @param today the day (UTC, 'yyyy/MM/dd') on which an engine runs the queries
   * @param eventsPerFile how many events a log file holds; by default the scenarios, once each
   * @param readsLoaded whether queries read a request table, in which all days until yesterday are loaded
   */
  constructor(
    private readonly today: string,
    eventsPerFile?: number,
    private readonly readsLoaded = false,
  ) {
    this.days = Array.from({ length: DAYS }, (_, index) => this.daysAgo(DAYS - 1 - index));
    const days = [this.daysAgo(DAYS), ...this.days, this.daysAgo(-1)];
    this.logFiles = [
      ...generateLogFiles({ accounts: ACCOUNTS, regions: REGIONS, days, eventsPerFile }),
      ...generateLogFiles({ accounts: OTHERS.accounts, regions: REGIONS, days: days.slice(-4) }),
      ...generateLogFiles({ accounts: ACCOUNTS, regions: OTHERS.regions, days: days.slice(-4) }),
    ].filter(({ region, day }) => region !== OTHER_REGION || ![this.daysAgo(2), this.daysAgo(DAYS - 2)].includes(day));
    const events = filedRecords(
      this.logFiles.filter(
        ({ account, region, day }) => ACCOUNTS.includes(account) && REGIONS.includes(region) && this.days.includes(day),
      ),
    );
    this.events = readsLoaded ? onceLoaded(events, this.daysAgo(1)) : events;
    const queries = this.queries.map((query) => query.withInputs(inputsOf(query)));
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Audit', {
      accounts: AuditedAccounts.of(ACCOUNTS),
      regions: AuditedRegions.of(REGIONS),
      firstDay: this.days[0],
      managementEvents: ReadWriteType.ALL,
      window: Duration.days(WINDOW_DAYS),
      queries: readsLoaded ? [AuditQuery.SIGV2_REQUESTS.withName('of-logs')] : queries,
    });
    if (readsLoaded) {
      const reads = audit.addRequestTable();
      queries.forEach((query) => audit.addQuery(query, { reads }));
    }
    this.template = readTemplate(Template.fromStack(stack).toJSON(), ENV);
  }

  /** Those of the pack, and of users. A request table has no other services' requests, and no records as they are. */
  private get queries(): AuditQuery[] {
    return QUERIES.filter(({ _definition }) => !this.readsLoaded || _definition.text.relation === 's3_requests');
  }

  /** The days that are to be loaded where queries read a request table. */
  public get loadedDays(): string[] {
    return this.days.filter((day) => day !== this.today);
  }

  /** Every saved query, and every prepared statement; those that are saved by default with their days in both spellings. */
  public all(): QueryCase[] {
    const window = { firstDay: this.daysAgo(DAYS - 1), lastDay: this.daysAgo(DAYS - 2) };
    const dashed = { firstDay: window.firstDay.replaceAll('/', '-'), lastDay: window.lastDay.replaceAll('/', '-') };
    return [
      ...this.queries.flatMap((query) => [this.saved(query), this.prepared(query, window)]),
      ...QueryPack.REQUEST_IDENTIFICATION.filter((query) => this.queries.includes(query)).map((query) =>
        this.prepared(query, dashed),
      ),
      ...(this.readsLoaded ? this.queries.map((query) => this.acrossTheBoundary(query)) : []),
    ];
  }

  /** Queries once more: with other inputs than those of `all()`, and with none. */
  public variants(): QueryCase[] {
    const window = { firstDay: this.daysAgo(1), lastDay: this.today };
    const prepared = (query: AuditQuery, inputs: Record<string, string>) => ({
      ...this.prepared(query, window, inputs),
      name: `prepared: ${query.queryName}, ${Object.values(inputs).join(', ')}`,
    });
    const saved = (query: AuditQuery, inputs: Record<string, string>) => ({
      ...this.saved(query, inputs, savedText(query, this.table, `${WINDOW_DAYS}`, {})),
      name: `saved: ${query.queryName}, ${Object.values(inputs).join(', ')}`,
    });
    const quoted = { bucket: SAMPLE_BUCKET, key: `it's "quoted", 'twice''` };
    return [
      ...PRINCIPALS.flatMap((principal) => [
        prepared(AuditQuery.PRINCIPAL_ACTIVITY, { principal }),
        prepared(AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS, { principals: principal }),
      ]),
      prepared(AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS, { principals: ` ${PRINCIPALS.join(' ,\t')} ` }),
      prepared(AuditQuery.EXTORTION_PATTERN, { threshold: '1000', in_place_threshold: '2' }),
      prepared(AuditQuery.EXTORTION_PATTERN, { threshold: '2', in_place_threshold: '1000' }),
      prepared(AuditQuery.DATA_EVENT_COSTS, { price: '1.00' }),
      prepared(AuditQuery.TOP_TALKERS, { top: '1000' }),
      prepared(AuditQuery.OBJECT_HISTORY, quoted),
      prepared(AuditQuery.AUDIT_CHANGES, { trail: TRAIL_ARN, log_bucket: 'audit-logs' }),
      saved(AuditQuery.OBJECT_HISTORY.withInputs(quoted), quoted),
      ...DEFAULTS.map(([query, inputs]) => ({ ...saved(query, inputs), mayBeEmpty: true })),
    ];
  }

  /** The queries of the pack: as they are saved, and prepared over all days that the table has. */
  public ofPack(): QueryCase[] {
    const window = { firstDay: this.days[0], lastDay: this.today };
    return QueryPack.ALL.flatMap((query) => [this.saved(query), this.prepared(query, window)]);
  }

  /** How many different events the table has. */
  public get eventCount(): number {
    return new Set(this.events.map(({ record }) => record.eventID)).size;
  }

  /** What is answered with fewer rows than one may think, or with none, and without an error: see the README. */
  public silent(): QueryCase[] {
    const [before, after] = [this.daysAgo(DAYS), this.daysAgo(-1)];
    const named = (name: string, firstDay: string, lastDay: string) => ({
      ...this.prepared(AuditQuery.SIGV2_REQUESTERS, { firstDay, lastDay }),
      name,
    });
    return [
      named('a window wider than the range of the table', before, after),
      named('a day before the range', before, before),
      named('a day after the range', after, after),
      named('a last day before the first one', this.today, this.daysAgo(1)),
      {
        ...this.prepared(
          AuditQuery.SIGV2_REQUESTERS_IN_REGION,
          { firstDay: this.today, lastDay: this.today },
          { region: OTHERS.regions[0] },
        ),
        name: 'a region that the table does not list',
      },
    ];
  }

  /** The text of a prepared statement. */
  public preparedText(query: AuditQuery): string {
    return this.template.preparedStatements.find(({ name }) => name === query.statementName)!.sql;
  }

  /** What is loaded, and what is not yet. */
  private acrossTheBoundary(query: AuditQuery): QueryCase {
    const window = { firstDay: this.daysAgo(3), lastDay: this.today };
    return { ...this.prepared(query, window), name: `prepared, of loaded days and others: ${query.queryName}` };
  }

  private saved(query: AuditQuery, inputs = inputsOf(query), sql = this.savedText(query)): QueryCase {
    const window = { firstDay: this.daysAgo(WINDOW_DAYS), lastDay: this.today };
    return { name: `saved: ${query.queryName}`, sql, parameters: [], ...this.expected(query, window, inputs) };
  }

  private savedText({ queryName }: AuditQuery): string {
    return this.template.savedQueries.find(({ name }) => name === queryName)!.sql;
  }

  /** The table, quoted. */
  public get table(): string {
    const [{ database, name }] = this.template.tables;
    return `"${database}"."${name}"`;
  }

  private prepared(query: AuditQuery, { firstDay, lastDay }: Window, inputs = inputsOf(query)): QueryCase {
    const window = { firstDay: firstDay.replaceAll('-', '/'), lastDay: lastDay.replaceAll('-', '/') };
    return {
      name: `prepared: ${query.queryName}, ${firstDay} to ${lastDay}`,
      sql: this.preparedText(query),
      parameters: [firstDay, lastDay, ...Object.values(inputs)],
      ...this.expected(query, window, inputs),
    };
  }

  private expected(
    query: AuditQuery,
    window: Window,
    inputs: Record<string, string>,
  ): Omit<QueryCase, 'name' | 'sql' | 'parameters'> {
    const accounts = ACCOUNTS.filter((account) => account === (inputs.account ?? account));
    const regions = REGIONS.filter((region) => region === (inputs.region ?? region));
    // Of the logs behind a request table, yesterday and today are read.
    const days = this.days.filter((day) => isWithin(day, window) && (!this.readsLoaded || day >= this.daysAgo(1)));
    const folders = accounts.flatMap((account) =>
      regions.flatMap((region) => days.map((day) => `AWSLogs/${account}/CloudTrail/${region}/${day}/`)),
    );
    return { partitions: folders.sort(), ...answerOf(query, this.events, window, inputs) };
  }

  private daysAgo(days: number): string {
    return addDays(this.today, -days);
  }
}

/** An event of which a copy lies under a later day, too, is loaded under the first one alone. */
function onceLoaded(events: FiledRecord[], recent: string): FiledRecord[] {
  const first = new Map<unknown, string>();
  for (const { record, day } of events) {
    const known = first.get(record.eventID);
    first.set(record.eventID, known === undefined || day < known ? day : known);
  }
  return events.filter(({ record, day }) => day >= recent || day === first.get(record.eventID));
}

/** What a query has to answer over these events. */
export function answerOf(
  query: AuditQuery,
  events: FiledRecord[],
  window: Window,
  inputs: Record<string, string>,
): Pick<QueryCase, 'limited' | 'check'> {
  const limited = query.queryName === AuditQuery.SAMPLE_EVENTS.queryName;
  const check = (answer: QueryAnswer) =>
    limited ? checkSample(answer, events, window, inputs) : checkRows(answer, query.queryName, events, window, inputs);
  return { limited, check };
}

function checkRows(
  answer: QueryAnswer,
  name: string,
  events: FiledRecord[],
  window: Window,
  inputs: Record<string, string>,
): void {
  const { columns, rows } = ANSWERS[name];
  const expected = rows(events, window, inputs);
  expect(answer.columns).toEqual(columns);
  expect(comparableRows(columns, answer.rows)).toEqual(comparableRows(columns, expected));
  expect(misplacedRows(name, columns, answer.rows)).toBeUndefined();
}

function checkSample(answer: QueryAnswer, events: FiledRecord[], window: Window, inputs: Inputs): void {
  const ids = answer.rows.map((row) => row[answer.columns.indexOf('eventid')]);
  expect(ids).toHaveLength(2);
  expect(isSampleOfEvents(ids, events, window, inputs)).toBe(true);
}

/** What an engine finds in the bucket. */
export interface Storage {
  /** Keys of all log files. */
  readonly files: string[];
  /** How long the engine finds a file to be. */
  readonly sizeOf: (key: string) => number;
  /** Whether it looks for partitions when it runs a query, and so into those that are empty. */
  readonly listsEmptyFolders: boolean;
}

/** Runs a case, and checks its rows, and that its partitions were read, all of them and no others. */
export async function expectCase(engine: QueryEngine, queryCase: QueryCase, storage: Storage): Promise<void> {
  const { sql, parameters, partitions, mayBeEmpty, check } = queryCase;
  const answer = await engine.run(sql, parameters);
  check(answer);
  if (!mayBeEmpty) {
    // Where there is something to read, there is something to find.
    expect(answer.rows.length > 0).toBe(partitions.length > 0);
  }
  expectScan(answer, queryCase, storage);
}

/** Checks that the partitions of a case were read, all of them and no others. */
export function expectScan(answer: QueryAnswer, { partitions, limited }: QueryCase, storage: Storage): void {
  const files = storage.files.filter((key) => partitions.includes(partitionFolders([key])[0]));
  if (limited) {
    expect(partitions).toEqual(expect.arrayContaining(answer.scan.partitions));
    expect(files).toEqual(expect.arrayContaining(answer.scan.files));
    expect(answer.scan.files).not.toHaveLength(0);
  } else {
    expect(answer.scan).toEqual({
      partitions: storage.listsEmptyFolders ? partitions : partitionFolders(files),
      files,
      bytes: files.reduce((sum, key) => sum + storage.sizeOf(key), 0),
    });
    expect(answer.filesRead).toBe(files.length);
  }
}
