import type { NamedQuery } from '@aws-sdk/client-athena';
import { GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import type { Cdk } from '../../deployment/cdk';
import { DuckDBEngine } from '../../engine/duckdb/engine';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { addDays } from '../../engine/storage/projected-table';
import { AuditQuery, QueryPack } from '../../lib';
import { inputsOf } from '../answers/inputs';
import { filedRecords } from '../answers/record';
import { answerOf } from '../cases/query-cases';
import { pythonWithLibrary } from '../python/python-library';
import { Account, REGION } from './account';
import { asGlueTable, asGlueView, DeployedAudit } from './deployed-audit';
import { bucketNames, download, upload } from './deployed-bucket';
import { runQuery } from './query-run';

const TODAY = '2026/11/18';
const WINDOW = { firstDay: addDays(TODAY, -7), lastDay: TODAY };
const account = new Account('272727272727');
const files = [
  ...generateLogFiles({
    accounts: [account.id],
    regions: [REGION, 'us-east-1'],
    days: [addDays(TODAY, -9), TODAY],
  }),
];
const events = filedRecords(files);
/** What networks and principals are expected, the app doesn't say. */
const saved = QueryPack.REQUEST_IDENTIFICATION.filter(
  (query) => ![AuditQuery.REQUESTS_OUTSIDE_NETWORKS, AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS].includes(query),
);
/** Of sample-events, any two are right. */
const listings = saved.filter((query) => query !== AuditQuery.SAMPLE_EVENTS);

let cdk: Cdk;
let audit: DeployedAudit;
let queries: NamedQuery[];
let engine: DuckDBEngine;

beforeAll(async () => {
  // GIVEN an app in Python, deployed with the library as it is shipped
  cdk = account.cdk('examples/default/app.py', pythonWithLibrary());
  await cdk.bootstrap();
  await cdk.deploy();
  audit = await DeployedAudit.in(account, 'S3Audit');
  const delivered = account.newFolder();
  writeLogFiles(delivered, files);
  await upload(account, delivered, audit.logBucket, '');

  // WHEN everything is read from AWS alone
  queries = await audit.namedQueries();
  const logs = account.newFolder();
  await download(account, audit.logBucket, logs);
  engine = await DuckDBEngine.open({
    tables: [asGlueTable(await audit.table())],
    views: [asGlueView(await audit.view())],
    folderOf: () => logs,
    today: TODAY,
  });
  // Where the library has to be packed and installed first.
}, 600_000);
afterAll(() => engine?.close());

test('an app in Python deploys a trail and the queries', async () => {
  const { Trail } = await account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }));
  expect(Trail).toMatchObject({ S3BucketName: audit.logBucket, IsMultiRegionTrail: true });
  expect(queries.map(({ Name }) => Name).sort()).toEqual(saved.map(({ queryName }) => queryName).sort());
});

test.each(listings)('its saved query $queryName answers as a filter over the delivered records', async (query) => {
  const answer = await engine.run(queries.find(({ Name }) => Name === query.queryName)!.QueryString!);
  expect(answer.rows).not.toHaveLength(0);
  answerOf(query, events, WINDOW, inputsOf(query, [account.id], REGION)).check(answer);
});

test('its prepared statements run in its workgroup', async () => {
  await runQuery(account, audit.workgroup, "EXECUTE sigv2_requests USING '2026/11/17', '2026/11/18'");
});

test('cdk diff finds no difference, and the audit can be destroyed, but for its buckets', async () => {
  expect(await cdk.requireNoDifference()).toContain('There were no differences');
  await cdk.destroy();
  await expect(account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }))).rejects.toThrow(/Unknown/);
  expect((await bucketNames(account)).sort()).toEqual([audit.logBucket, audit.resultsBucket].sort());
});
