import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type { QueryEngine } from '../../engine/query-engine';
import type { CloudTrailRecord, LogFile } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { type DeployedTemplate, readTemplate } from '../../engine/template/template';
import { AuditQuery, AuditedAccounts, AuditedRegions, QueryPack } from '../../lib';
import { ENV, synthAudit } from '../util';

/** What a query must answer over the records of a case, and what it must not. */
type CaseAnswer = { readonly query: string; readonly inputs: Record<string, string> } & (
  | {
      /** Ids of events that are listed, or not. */
      readonly has: string[];
      readonly hasNot: string[];
      readonly cells: { readonly event_id: string; readonly column: string; readonly value: unknown }[];
    }
  | {
      readonly column: string;
      /** All values of the column. */
      readonly values?: string[];
      readonly absent?: string[];
    }
);

/** Records as they are found in public, with what is right to answer. */
interface PublicCase {
  readonly case: string;
  /** What is odd about them. */
  readonly why: string;
  /** @default - made of AWS's documentation */
  readonly origin?: string;
  readonly records: CloudTrailRecord[];
  readonly answers: CaseAnswer[];
}

/** A user agent as it is found in public, with the name and the version that a person would give. */
interface UserAgent {
  readonly userAgent: string;
  readonly client: string | null;
  readonly version: string | null;
  readonly product: string;
  readonly origin: string;
  /** Seen in a log, or put together as the product's own source does it. */
  readonly kind: 'quoted' | 'built';
}

interface NamedAnswer {
  readonly name: string;
  readonly day: string;
  readonly answer: CaseAnswer;
}

export const USER_AGENTS = JSON.parse(readFileSync(join(__dirname, 'user-agents.json'), 'utf8')) as UserAgent[];
const CASES = JSON.parse(readFileSync(join(__dirname, 'public-cases.json'), 'utf8')) as PublicCase[];
/** What no query of the pack lists. */
const ACCESS_POINTS = AuditQuery.fromText(
  'access-points',
  'SELECT event_id, bucket, bucket_owner, access_point FROM s3_requests ORDER BY event_id',
);
const CLIENTS = AuditQuery.fromText(
  'clients',
  'SELECT user_agent, client, client_version FROM s3_requests ORDER BY event_id',
);
const DETAILS = AuditQuery.fromText(
  'details',
  'SELECT event_id, object_key, on_behalf_of, vpc_endpoint FROM s3_requests ORDER BY event_id',
);
const QUERIES = [...QueryPack.ALL, ACCESS_POINTS, CLIENTS, DETAILS];
const ACCOUNT = '111122223333';

/** Each case lies under a day of its own, and the user agents under the day before. */
export class PublicCases {
  public readonly template: DeployedTemplate;
  public readonly logFiles: LogFile[];
  public readonly answers: NamedAnswer[];
  private readonly dayOfUserAgents: string;

  /** @param lastDay the day ('yyyy/MM/dd') of the last case */
  constructor(lastDay: string) {
    const days = CASES.map((_, index) => addDays(lastDay, index + 1 - CASES.length));
    this.dayOfUserAgents = addDays(lastDay, -CASES.length);
    this.logFiles = [
      ...CASES.map(({ records }, index) => ({ day: days[index], records })),
      { day: this.dayOfUserAgents, records: USER_AGENTS.map(recordOf) },
    ].map((file) => ({ account: ACCOUNT, region: ENV.region, ...file }));
    this.answers = CASES.flatMap(({ case: name, answers }, index) =>
      answers.map((answer) => ({ name: `${name}: ${answer.query}`, day: days[index], answer })),
    );
    this.template = readTemplate(
      synthAudit({
        accounts: AuditedAccounts.of([ACCOUNT]),
        regions: AuditedRegions.of([ENV.region]),
        firstDay: this.dayOfUserAgents,
        managementEvents: ReadWriteType.ALL,
        queries: QUERIES,
      }).template.toJSON(),
      ENV,
    );
  }

  /** Asks an engine, by the prepared statement. */
  public async expectAnswer(engine: QueryEngine, { day, answer }: NamedAnswer): Promise<void> {
    const query = QUERIES.find(({ queryName }) => queryName === answer.query)!;
    const inputs = query.inputs.map(({ name, defaultValue }) => answer.inputs[name] ?? defaultValue!);
    const { columns, rows } = await engine.run(this.statementOf(query), [day, day, ...inputs]);
    const valueOf = (row: unknown[], column: string) => row[columns.indexOf(column)];
    if ('has' in answer) {
      const byId = new Map(rows.map((row) => [valueOf(row, 'event_id'), row]));
      expect([...byId.keys()]).toEqual(expect.arrayContaining(answer.has));
      expect(answer.hasNot.filter((id) => byId.has(id))).toEqual([]);
      const cells = answer.cells.map(({ event_id, column }) => valueOf(byId.get(event_id)!, column));
      expect(cells).toEqual(answer.cells.map(({ value }) => value));
    } else {
      const values = rows.map((row) => valueOf(row, answer.column));
      expect(columns).toContain(answer.column);
      expect((answer.absent ?? []).filter((value) => values.includes(value))).toEqual([]);
      if (answer.values) {
        expect([...new Set(values)].sort()).toEqual([...answer.values].sort());
      }
    }
  }

  public async expectClients(engine: QueryEngine): Promise<void> {
    const { rows } = await engine.run(this.statementOf(CLIENTS), [this.dayOfUserAgents, this.dayOfUserAgents]);
    expect(rows).toEqual(USER_AGENTS.map(({ userAgent, client, version }) => [userAgent, client, version]));
  }

  private statementOf({ statementName }: AuditQuery): string {
    return this.template.preparedStatements.find(({ name }) => name === statementName)!.sql;
  }
}

function recordOf({ userAgent }: UserAgent, index: number): CloudTrailRecord {
  const eventID = String(index).padStart(4, '0');
  return { eventID, eventSource: 's3.amazonaws.com', eventName: 'GetObject', userAgent };
}
