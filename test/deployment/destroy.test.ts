import { ListNamedQueriesCommand, ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTrailsCommand, GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { GetDatabasesCommand, GetTableCommand } from '@aws-sdk/client-glue';
import { GetBucketPolicyCommand, GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { bucketNames, objectTags, upload } from './deployed-bucket';
import { runQuery } from './query-run';

const account = new Account('444455556666');
const cdk = account.cdk();

let audit: DeployedAudit;
let logs: Map<string, string>;
let results: Map<string, string>;
let policies: (string | undefined)[];
let view: { DatabaseName: string; Name: string };

beforeAll(async () => {
  // GIVEN an audit with logs, and with queries run
  await cdk.bootstrap();
  await cdk.deploy();
  audit = await DeployedAudit.in(account);
  const folder = account.newFolder();
  writeLogFiles(folder, generateLogFiles({ accounts: [account.id], regions: [REGION], days: ['2026/11/17'] }));
  await upload(account, folder, audit.logBucket, '');
  // Overwritten, so that there is an old version, too.
  await upload(account, folder, audit.logBucket, '');
  for (const { QueryString } of (await audit.namedQueries()).slice(0, 2)) {
    await runQuery(account, audit.workgroup, QueryString!);
  }
  logs = await objectTags(account, audit.logBucket);
  results = await objectTags(account, audit.resultsBucket);
  policies = await bucketPolicies();
  view = { DatabaseName: audit.database, Name: (await audit.view()).Name! };
  expect([logs.size, results.size]).toEqual([1, 4]);

  // WHEN
  await cdk.destroy();
});

function bucketPolicies(): Promise<(string | undefined)[]> {
  const policyOf = async (Bucket: string) => (await account.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy;
  return Promise.all([audit.logBucket, audit.resultsBucket].map(policyOf));
}

test('both buckets are left, protected as before, with every object', async () => {
  expect(new Set(await bucketNames(account))).toEqual(new Set([audit.logBucket, audit.resultsBucket]));
  expect(await objectTags(account, audit.logBucket)).toEqual(logs);
  expect(await objectTags(account, audit.resultsBucket)).toEqual(results);
  expect(await bucketPolicies()).toEqual(policies);
  const versioning = await account.s3.send(new GetBucketVersioningCommand({ Bucket: audit.logBucket }));
  expect(versioning.Status).toBe('Enabled');
});

test('nothing else is left', async () => {
  const stacks = await account.cloudFormation.send(
    new ListStacksCommand({ StackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'DELETE_FAILED'] }),
  );
  expect(stacks.StackSummaries!.map(({ StackName }) => StackName)).toEqual(['CDKToolkit']);
  expect((await account.cloudTrail.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  expect((await account.glue.send(new GetDatabasesCommand({}))).DatabaseList).toEqual([]);
  await expect(account.glue.send(new GetTableCommand(view))).rejects.toThrow('not found');
  expect((await account.athena.send(new ListWorkGroupsCommand({}))).WorkGroups!.map(({ Name }) => Name)).toEqual([
    'primary',
  ]);
  expect((await account.athena.send(new ListNamedQueriesCommand({}))).NamedQueryIds).toEqual([]);
});

test('it can be deployed again, beside what was left, and destroyed again', async () => {
  // WHEN
  await cdk.deploy();
  const again = await DeployedAudit.in(account);

  // THEN
  expect([again.trailName, again.database, again.workgroup]).toEqual([
    audit.trailName,
    audit.database,
    audit.workgroup,
  ]);
  expect(new Set([again.logBucket, again.resultsBucket, audit.logBucket, audit.resultsBucket])).toEqual(
    new Set(await bucketNames(account)),
  );
  expect(await bucketNames(account)).toHaveLength(4);
  await cdk.destroy();
  expect(await objectTags(account, audit.logBucket)).toEqual(logs);
});

test('it can take up the log bucket that was left, whose policy still lets the trail deliver', async () => {
  // WHEN
  const again = account.cdk('test/deployment/apps/kept-bucket.ts');
  await again.deploy({ LOG_BUCKET: audit.logBucket });

  // THEN
  const kept = await DeployedAudit.in(account);
  const { Trail } = await account.cloudTrail.send(new GetTrailCommand({ Name: kept.trailName }));
  expect(Trail!.S3BucketName).toBe(audit.logBucket);
  expect((await kept.table()).StorageDescriptor!.Location).toBe(`s3://${audit.logBucket}/AWSLogs/`);
  expect(await objectTags(account, audit.logBucket)).toEqual(logs);
});
