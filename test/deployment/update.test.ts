import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetEventSelectorsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { generateLogFiles } from '../../engine/samples/log-generator';
import { writeLogFiles } from '../../engine/storage/log-files';
import { Account, REGION } from './account';
import { DeployedAudit } from './deployed-audit';
import { objectTags, upload } from './deployed-bucket';
import { runQuery } from './query-run';

const account = new Account('333344445555');
const changed = account.cdk('test/deployment/apps/changed-audit.ts');

let before: DeployedAudit;
let logs: Map<string, string>;
let results: Map<string, string>;

beforeAll(async () => {
  // GIVEN the app of bin/, in use
  const cdk = account.cdk();
  await cdk.bootstrap();
  await cdk.deploy();
  before = await DeployedAudit.in(account);
  const folder = account.newFolder();
  writeLogFiles(folder, generateLogFiles({ accounts: [account.id], regions: [REGION], days: ['2026/11/17'] }));
  await upload(account, folder, before.logBucket, '');
  await runQuery(account, before.workgroup, "EXECUTE sigv2_requests USING '2026/11/17', '2026/11/17'");
  logs = await objectTags(account, before.logBucket);
  results = await objectTags(account, before.resultsBucket);
  expect([logs.size, results.size]).toEqual([1, 2]);
});

describe('with another retention, a query more, a query less, and a bucket left out', () => {
  let after: DeployedAudit;
  beforeAll(async () => {
    // WHEN
    await changed.deploy();
    after = await DeployedAudit.in(account);
  });

  test('no resource is replaced, and no other is touched than the queries that were asked for', () => {
    const [was, is] = [before, after].map(({ resources }) => resources.physicalIds());
    const gone = Object.keys(was).filter((id) => !(id in is));
    const added = Object.keys(is).filter((id) => !(id in was));
    expect(gone.map((id) => id.slice(0, -8)).sort()).toEqual([
      'AuditQueriessigv2requestsNamedQuery',
      'AuditQueriessigv2requestsPreparedStatement',
    ]);
    expect(added.map((id) => id.slice(0, -8)).sort()).toEqual([
      'AuditQueriesbusybucketsNamedQuery',
      'AuditQueriesbusybucketsPreparedStatement',
    ]);
    Object.keys(was)
      .filter((id) => !gone.includes(id))
      .forEach((id) => expect([id, is[id]]).toEqual([id, was[id]]));
  });

  test('every object is still there', async () => {
    expect(await objectTags(account, before.logBucket)).toEqual(logs);
    expect(await objectTags(account, before.resultsBucket)).toEqual(results);
  });

  test('the changes are made', async () => {
    const lifecycle = new GetBucketLifecycleConfigurationCommand({ Bucket: after.logBucket });
    const selectors = new GetEventSelectorsCommand({ TrailName: after.trailName });
    const status = await account.cloudTrail.send(new GetTrailStatusCommand({ Name: after.trailName }));
    const { AdvancedEventSelectors } = await account.cloudTrail.send(selectors);
    const arns = AdvancedEventSelectors![0].FieldSelectors!.find(({ Field }) => Field === 'resources.ARN');
    const buckets = [after.logBucket, after.resultsBucket, 'amzn-s3-demo-website'];
    const names = (await after.namedQueries()).map(({ Name }) => Name);

    expect((await account.s3.send(lifecycle)).Rules![0].Expiration).toEqual({ Days: 90 });
    expect((await after.table()).Parameters!['projection.day.range']).toBe('NOW-90DAYS,NOW');
    expect(arns!.NotStartsWith).toEqual(buckets.map((bucket) => `arn:aws:s3:::${bucket}/`));
    expect(status.IsLogging).toBe(true);
    expect(names).toContain('busy-buckets');
    expect(names).not.toContain('sigv2-requests');
    expect((await after.preparedStatements()).map(({ StatementName }) => StatementName)).not.toContain(
      'sigv2_requests',
    );
  });

  test('cdk diff finds no difference', async () => {
    expect(await changed.requireNoDifference()).toContain('There were no differences');
  });

  test('a deployment without a change changes nothing', async () => {
    const updated = async () => {
      const answer = await account.cloudFormation.send(new DescribeStacksCommand({ StackName: 'S3AuditTrail' }));
      return answer.Stacks![0].LastUpdatedTime;
    };
    const last = await updated();
    expect(await changed.deploy()).toContain('S3AuditTrail (no changes)');
    expect((await DeployedAudit.in(account)).resources.physicalIds()).toEqual(after.resources.physicalIds());
    expect(await updated()).toEqual(last);
  });

  test('another window replaces the saved queries, and nothing else', async () => {
    // WHEN
    const count = (await after.namedQueries()).length;
    await changed.deploy({ WINDOW: '30' });
    const later = await DeployedAudit.in(account);

    // THEN
    const [was, is] = [after, later].map(({ resources }) => resources.physicalIds());
    const replaced = Object.keys(is).filter((id) => is[id] !== was[id]);
    expect(Object.keys(is)).toEqual(Object.keys(was));
    expect(new Set(replaced)).toEqual(new Set(Object.keys(later.resources.physicalIds('AWS::Athena::NamedQuery'))));
    const queries = await later.namedQueries();
    expect(queries).toHaveLength(count);
    queries.forEach(({ QueryString }) => expect(QueryString).toContain("interval '30' day"));
  });
});
