import type { NamedQuery, PreparedStatement } from '@aws-sdk/client-athena';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import type { QueryAnswer } from '../../engine/query-engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import type { GlueView } from '../../engine/template/template';
import { AuditQuery, QueryPack } from '../../lib';
import { isSampleOfEvents, referenceAnswers } from '../answers/answers';
import { comparableRows } from '../answers/comparable-rows';
import { inputsOf as referenceInputsOf } from '../answers/inputs';
import { type Window, requestsIn } from '../answers/questions';
import { type FiledRecord, filedRecords } from '../answers/record';
import { Account, REGION } from './account';
import { asGlueTable, asGlueView, DeployedAudit } from './deployed-audit';
import { bucketNames, download, objectTags, upload } from './deployed-bucket';
import { StackResources } from './stack-resources';

const TODAY = '2026/11/18';
const LAST_WEEK = { firstDay: '2026/11/11', lastDay: TODAY };
/** On both sides of the old trail's end. */
const FOUR_DAYS = { firstDay: '2026/11/13', lastDay: '2026/11/16' };
const FIRST_OF_ORGANIZATION = '2026/11/13';
const LAST_OF_OLD = '2026/11/14';
const DAYS = Array.from({ length: 7 }, (_, index) => addDays(TODAY, index - 6));

const account = new Account('161616161616');
const MEMBER = '444455556666';
/** It left the organization, and its own trail's logs are there. */
const LEFT = '333322221111';
/** It has logs in all places, and nobody lists it. */
const STRANGER = '999988887777';
/** The last one is whose caller some queries ask for. */
const ACCOUNTS = [MEMBER, account.id];
const ORGANIZATION = 'o-a1b2c3d4e5';
const OLD_BUCKET = `amzn-s3-demo-old-logs-${account.id}`;

/** A place of log files: who and what lies in it, and what of it an audit sees. */
interface Place {
  readonly path: string;
  readonly files: LogFile[];
  readonly accounts: string[];
  readonly firstDay?: string;
  readonly lastDay?: string;
}

const filesOf = (accounts: string[], regions: string[]): LogFile[] => [
  ...generateLogFiles({ accounts: [...accounts, STRANGER], regions, days: DAYS }),
];
// What the account's own trail recorded, the organization's recorded, too, but for one region.
const OLD: Place = {
  path: 'AWSLogs',
  files: filesOf([account.id], [REGION, 'us-west-2']),
  accounts: [account.id],
  lastDay: LAST_OF_OLD,
};
const OF_ORGANIZATION: Place = {
  path: `audit/AWSLogs/${ORGANIZATION}`,
  files: filesOf(ACCOUNTS, [REGION]),
  accounts: ACCOUNTS,
  firstDay: FIRST_OF_ORGANIZATION,
};
const OF_LEFT: Place = { path: 'audit/AWSLogs', files: filesOf([LEFT], [REGION]), accounts: [LEFT] };

/** The records of some places that queries of some accounts see. */
function seen(places: Place[], accounts: string[]): FiledRecord[] {
  return places.flatMap(({ files, firstDay = '', lastDay = TODAY, ...place }) =>
    filedRecords(
      files
        .filter(({ day }) => firstDay <= day && day <= lastDay)
        .filter((file) => place.accounts.includes(file.account) && accounts.includes(file.account)),
    ),
  );
}

const cdk = account.cdk('test/deployment/apps/existing-logs.ts');
const deployed = (AUDITS: 'none' | 'two' | 'more') => ({
  AUDITS,
  OLD_BUCKET,
  ORGANIZATION,
  LEFT,
  ACCOUNTS: ACCOUNTS.join(','),
  FIRST_DAY: FIRST_OF_ORGANIZATION,
  OLD_LAST_DAY: LAST_OF_OLD,
});
const inputsOf = (query: AuditQuery) => referenceInputsOf(query, ACCOUNTS, REGION);

/** An audit as it is deployed, with the logs as they lie in the buckets that its tables name. */
class QueriedAudit {
  public static async in(stackName: string): Promise<QueriedAudit> {
    const audit = await DeployedAudit.in(account, stackName);
    const tables = (await audit.tables()).map(asGlueTable);
    const view = asGlueView(await audit.view());
    const folders = new Map<string, string>();
    for (const bucket of new Set(tables.map(({ location }) => new URL(location).host))) {
      folders.set(bucket, account.newFolder());
      await download(account, bucket, folders.get(bucket)!);
    }
    const folderOf = (bucket: string) => folders.get(bucket)!;
    return new QueriedAudit(
      audit,
      await audit.namedQueries(),
      await audit.preparedStatements(),
      view,
      await DuckDBEngine.open({ tables, views: [view], folderOf, today: TODAY }),
    );
  }

  private constructor(
    public readonly audit: DeployedAudit,
    private readonly namedQueries: NamedQuery[],
    private readonly statements: PreparedStatement[],
    public readonly view: GlueView,
    public readonly engine: DuckDBEngine,
  ) {}

  public saved({ queryName }: AuditQuery): Promise<QueryAnswer> {
    return this.engine.run(this.namedQueries.find(({ Name }) => Name === queryName)!.QueryString!);
  }

  /** @param named the account, where a query must name one */
  public prepared(query: AuditQuery, window: Window, named: string[]): Promise<QueryAnswer> {
    const { QueryStatement } = this.statements.find(({ StatementName }) => StatementName === query.statementName)!;
    const values = [window.firstDay, window.lastDay, ...named, ...Object.values(inputsOf(query))];
    return this.engine.run(QueryStatement!, values);
  }
}

/** That an answer is what a filter over these records finds. */
function expectAnswer(answer: QueryAnswer, query: AuditQuery, events: FiledRecord[], window: Window): void {
  if (query === AuditQuery.SAMPLE_EVENTS) {
    const ids = answer.rows.map((row) => String(row[answer.columns.indexOf('eventid')]));
    expect(isSampleOfEvents(ids, events, window, inputsOf(query))).toBe(true);
    return;
  }
  const { columns, rows } = referenceAnswers[query.queryName];
  const expected = rows(events, window, inputsOf(query));
  expect(expected).not.toHaveLength(0);
  expect(answer.columns).toEqual(columns);
  expect(comparableRows(columns, answer.rows)).toEqual(comparableRows(columns, expected));
}

let logs: Map<string, string>[];
let organizationBucket: string;
const logTags = () => Promise.all([OLD_BUCKET, organizationBucket].map((bucket) => objectTags(account, bucket)));

beforeAll(async () => {
  // GIVEN log files in buckets that another stack made
  await cdk.bootstrap();
  await cdk.deploy(deployed('none'));
  organizationBucket = (await StackResources.of(account, 'Buckets')).only('AWS::S3::Bucket', 'Organization');
  const folders = [account.newFolder(), account.newFolder()];
  writeLogFiles(folders[0], OLD.files, OLD.path);
  writeLogFiles(folders[1], OF_ORGANIZATION.files, OF_ORGANIZATION.path);
  writeLogFiles(folders[1], OF_LEFT.files, OF_LEFT.path);
  await upload(account, folders[0], OLD_BUCKET, '');
  await upload(account, folders[1], organizationBucket, '');
  logs = await logTags();
  expect(logs.map(({ size }) => size)).toEqual([4 * DAYS.length, 5 * DAYS.length]);

  // WHEN
  await cdk.deploy(deployed('two'));
});

describe.each([
  ['by a list of accounts', 'Listed', QueryPack.REQUEST_IDENTIFICATION, []],
  ['by accounts that each query names', 'Injected', QueryPack.ALL, [account.id]],
])('an audit %s', (_, stackName, queries, named: string[]) => {
  /** The accounts that a prepared statement asks for. */
  const asked = named.length > 0 ? named : ACCOUNTS;
  let queried: QueriedAudit;
  beforeAll(async () => {
    queried = await QueriedAudit.in(stackName);
  });
  afterAll(() => queried?.engine.close());

  test('has neither a trail nor a bucket for logs', () => {
    const { resources, resultsBucket } = queried.audit;
    expect(resources.count('AWS::CloudTrail::Trail')).toBe(0);
    expect(Object.values(resources.physicalIds('AWS::S3::Bucket'))).toEqual([resultsBucket]);
  });

  test.each(queries)('the saved query $queryName finds each event of both places once', async (query) => {
    expectAnswer(await queried.saved(query), query, seen([OF_ORGANIZATION, OLD], ACCOUNTS), LAST_WEEK);
  });

  test.each(queries)('the prepared statement of $queryName does so, too', async (query) => {
    const answer = await queried.prepared(query, FOUR_DAYS, named);
    expectAnswer(answer, query, seen([OF_ORGANIZATION, OLD], asked), FOUR_DAYS);
  });

  test('so does the view', async () => {
    const { engine, view } = queried;
    const columns = view.columns.map(({ name }) => name);
    const window = { firstDay: LAST_OF_OLD, lastDay: LAST_OF_OLD };
    const expected = requestsIn(seen([OF_ORGANIZATION, OLD], [account.id]), window);
    const answer = await engine.run(
      `SELECT * FROM "${view.database}"."${view.name}" WHERE day = '${LAST_OF_OLD}' AND account = '${account.id}'`,
    );
    expect(expected).not.toHaveLength(0);
    expect(comparableRows(columns, answer.rows)).toEqual(
      comparableRows(
        columns,
        expected.map((request) => columns.map((name) => request[name as keyof typeof request])),
      ),
    );
  });
});

test('cdk diff finds no difference', async () => {
  expect(await cdk.requireNoDifference(deployed('two'))).toContain('There were no differences');
});

describe('with a further place at the end of the list', () => {
  const audits = ['Listed', 'Injected'];
  let before: StackResources[];
  let buckets: string[];
  let after: QueriedAudit[];
  const resourcesOf = () => Promise.all(audits.map((name) => StackResources.of(account, name)));

  beforeAll(async () => {
    // GIVEN
    before = await resourcesOf();
    buckets = await bucketNames(account);

    // WHEN
    await cdk.deploy(deployed('more'));
    after = [];
    for (const name of audits) {
      after.push(await QueriedAudit.in(name));
    }
  });
  afterAll(() => Promise.all(after.map(({ engine }) => engine.close())));

  test('no bucket and no log file is lost', async () => {
    expect(await bucketNames(account)).toEqual(buckets);
    expect(await logTags()).toEqual(logs);
  });

  test('one table is added, and nothing is replaced but the saved queries, whose text is another', () => {
    after.forEach(({ audit: { resources } }, index) => {
      const [was, is] = [before[index], resources].map((each) => each.physicalIds());
      const added = Object.keys(is).filter((id) => !(id in was));
      const replaced = Object.keys(was).filter((id) => is[id] !== was[id]);
      expect(added.map((id) => is[id])).toEqual(['cloudtrail_logs_3']);
      expect(new Set(replaced)).toEqual(new Set(Object.keys(resources.physicalIds('AWS::Athena::NamedQuery'))));
    });
  });

  test('what lies there is found, too', async () => {
    const query = AuditQuery.SIGV2_REQUESTS;
    const [listed, injected] = after;
    const places = [OF_ORGANIZATION, OLD, OF_LEFT];
    const all = seen(places, [...ACCOUNTS, LEFT]);
    expectAnswer(await listed.saved(query), query, all, LAST_WEEK);
    expectAnswer(await listed.prepared(query, FOUR_DAYS, []), query, all, FOUR_DAYS);
    // The saved one names those that it was given.
    expectAnswer(await injected.saved(query), query, seen(places, ACCOUNTS), LAST_WEEK);
    for (const one of [LEFT, MEMBER]) {
      expectAnswer(await injected.prepared(query, FOUR_DAYS, [one]), query, seen(places, [one]), FOUR_DAYS);
    }
  });

  test('cdk diff finds no difference', async () => {
    expect(await cdk.requireNoDifference(deployed('more'))).toContain('There were no differences');
  });

  test('destroying the audits leaves the buckets alone, and all that is in them; they can be deployed again', async () => {
    // WHEN
    await cdk.destroy(deployed('more'), audits);

    // THEN
    const StackStatusFilter = ['CREATE_COMPLETE' as const, 'UPDATE_COMPLETE' as const, 'DELETE_FAILED' as const];
    const { StackSummaries } = await account.cloudFormation.send(new ListStacksCommand({ StackStatusFilter }));
    expect(StackSummaries!.map(({ StackName }) => StackName).sort()).toEqual(['Buckets', 'CDKToolkit']);
    expect(await bucketNames(account)).toEqual(buckets);
    expect(await logTags()).toEqual(logs);

    // WHEN
    await cdk.deploy(deployed('more'));

    // THEN
    const again = await resourcesOf();
    again.forEach((resources, index) => {
      const names = (each: StackResources) => each.physicalIds('AWS::Glue::Table', 'AWS::Athena::PreparedStatement');
      expect(names(resources)).toEqual(names(after[index].audit.resources));
    });
    expect(await bucketNames(account)).toHaveLength(buckets.length + audits.length);
    expect(await logTags()).toEqual(logs);
  });
});
