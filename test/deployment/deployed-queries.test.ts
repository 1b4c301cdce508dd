import type { NamedQuery, PreparedStatement } from '@aws-sdk/client-athena';
import { GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { type LogFile, writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import type { GlueView } from '../../engine/template/template';
import { AuditQuery, QueryPack } from '../../lib';
import { isSampleOfEvents } from '../answers/answers';
import { comparableRows } from '../answers/comparable-rows';
import { inputsOf as referenceInputsOf } from '../answers/inputs';
import { requestsIn } from '../answers/questions';
import { filedRecords } from '../answers/record';
import { answerOf } from '../cases/query-cases';
import { Account, REGION } from './account';
import { asGlueTable, asGlueView, DeployedAudit } from './deployed-audit';
import { download, objectTags, upload } from './deployed-bucket';

const TODAY = '2026/11/18';
const LAST_WEEK = { firstDay: '2026/11/11', lastDay: TODAY };
const TWO_DAYS = { firstDay: '2026/11/09', lastDay: '2026/11/10' };
/** The first ones lie before the window of the saved queries. */
const DAYS = Array.from({ length: 12 }, (_, index) => addDays(TODAY, index - 10));

const account = new Account('222233334444');
/** The table has the stack's account alone; logs of another one in the bucket must not be seen. */
const stranger = '999999999999';
const files: LogFile[] = [
  ...generateLogFiles({
    accounts: [account.id, stranger],
    regions: [REGION, 'us-east-1', 'ap-southeast-1'],
    days: DAYS,
  }),
];
const events = filedRecords(files.filter((file) => file.account === account.id));
const inputsOf = (query: AuditQuery) => referenceInputsOf(query, [account.id], REGION);
const listings = QueryPack.ALL.filter((query) => query !== AuditQuery.SAMPLE_EVENTS);

let namedQueries: NamedQuery[];
let preparedStatements: PreparedStatement[];
let view: GlueView;
let engine: DuckDBEngine;

beforeAll(async () => {
  // GIVEN a deployed audit, and what CloudTrail delivers for it
  const cdk = account.cdk('test/deployment/apps/whole-pack.ts');
  await cdk.bootstrap();
  await cdk.deploy();
  const audit = await DeployedAudit.in(account);
  const { Trail } = await account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }));
  const delivered = account.newFolder();
  writeLogFiles(delivered, files);
  const prefix = Trail!.S3KeyPrefix === undefined ? '' : `${Trail!.S3KeyPrefix}/`;
  await upload(account, delivered, Trail!.S3BucketName!, prefix);

  // WHEN everything is read from AWS alone
  namedQueries = await audit.namedQueries();
  preparedStatements = await audit.preparedStatements();
  const table = asGlueTable(await audit.table());
  view = asGlueView(await audit.view());
  const folders = new Map<string, string>();
  for (const bucket of [audit.logBucket]) {
    folders.set(bucket, account.newFolder());
    await download(account, bucket, folders.get(bucket)!);
  }
  expect((await objectTags(account, audit.logBucket)).size).toBe(files.length);
  engine = await DuckDBEngine.open({
    tables: [table],
    views: [view],
    folderOf: (bucket) => folders.get(bucket)!,
    today: TODAY,
  });
});
afterAll(() => engine?.close());

const savedSql = (query: AuditQuery) => namedQueries.find(({ Name }) => Name === query.queryName)!.QueryString!;
const preparedSql = (query: AuditQuery) =>
  preparedStatements.find(({ StatementName }) => StatementName === query.statementName)!.QueryStatement!;

test.each(listings)('the saved query $queryName answers as a filter over the delivered records', async (query) => {
  const answer = await engine.run(savedSql(query));
  expect(answer.rows).not.toHaveLength(0);
  answerOf(query, events, LAST_WEEK, inputsOf(query)).check(answer);
});

test.each(listings)('the prepared statement of $queryName answers so, too', async (query) => {
  const inputs = inputsOf(query);
  const answer = await engine.run(preparedSql(query), [...Object.values(TWO_DAYS), ...Object.values(inputs)]);
  expect(answer.rows).not.toHaveLength(0);
  answerOf(query, events, TWO_DAYS, inputs).check(answer);
});

test.each(['saved', 'prepared'])('sample-events finds two events of the region: %s', async (form) => {
  const query = AuditQuery.SAMPLE_EVENTS;
  const answer =
    form === 'saved'
      ? await engine.run(savedSql(query))
      : await engine.run(preparedSql(query), [...Object.values(LAST_WEEK), REGION]);
  const ids = answer.rows.map((row) => String(row[answer.columns.indexOf('eventid')]));
  expect(isSampleOfEvents(ids, events, LAST_WEEK, inputsOf(query))).toBe(true);
});

test('the view answers as a filter over the delivered records, too', async () => {
  const columns = view.columns.map(({ name }) => name);
  const expected = requestsIn(events, { firstDay: TODAY, lastDay: TODAY });
  const answer = await engine.run(`SELECT * FROM "${view.database}"."${view.name}" WHERE day = '${TODAY}'`);
  expect(expected).not.toHaveLength(0);
  expect(answer.columns).toEqual(columns);
  expect(comparableRows(columns, answer.rows)).toEqual(
    comparableRows(
      columns,
      expected.map((request) => columns.map((name) => request[name as keyof typeof request])),
    ),
  );
});
