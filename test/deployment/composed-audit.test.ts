import { DescribeTrailsCommand, GetEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { GetDatabaseCommand, GetTablesCommand } from '@aws-sdk/client-glue';
import { GetBucketLifecycleConfigurationCommand, GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { QueryPack } from '../../lib';
import { Account, REGION } from './account';
import { asGlueView, namedQueries, preparedStatements } from './deployed-audit';
import { bucketNames } from './deployed-bucket';
import { StackResources } from './stack-resources';

const account = new Account('555566667777');
const cdk = account.cdk('test/deployment/apps/composed-audit.ts');

/** What was the user's before, as it is seen from outside. */
async function own() {
  const resources = await StackResources.of(account, 'Security');
  const [logs, results] = [resources.only('AWS::S3::Bucket', 'Logs'), resources.only('AWS::S3::Bucket', 'Results')];
  const policy = await account.s3.send(new GetBucketPolicyCommand({ Bucket: logs }));
  const lifecycle = await account.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: logs }));
  const database = await account.glue.send(new GetDatabaseCommand({ Name: 'security' }));
  const tables = await account.glue.send(new GetTablesCommand({ DatabaseName: 'security' }));
  return {
    resources,
    logs,
    results,
    statements: (JSON.parse(policy.Policy!) as { Statement: object[] }).Statement,
    lifecycle: lifecycle.Rules,
    description: database.Database!.Description,
    tables: tables.TableList!,
    buckets: await bucketNames(account),
    queries: (await namedQueries(account, 'security')).map(({ Name }) => Name!),
    statementNames: (await preparedStatements(account, 'security')).map(({ StatementName }) => StatementName!),
    trails: (await account.cloudTrail.send(new DescribeTrailsCommand({}))).trailList!,
  };
}

let before: Awaited<ReturnType<typeof own>>;
let after: Awaited<ReturnType<typeof own>>;

beforeAll(async () => {
  // GIVEN a stack that has a bucket, a database and a workgroup
  await cdk.bootstrap();
  await cdk.deploy({ AUDIT: 'none' });
  before = await own();

  // WHEN an audit comes in
  await cdk.deploy();
  after = await own();
});

test('what was there stays as it was', () => {
  const was = before.resources.physicalIds();
  expect(after.resources.physicalIds()).toMatchObject(was);
  expect(after.lifecycle).toEqual(before.lifecycle);
  expect(after.description).toBe('Ours');
  expect(after.buckets).toEqual(before.buckets);
  expect(after.statements).toEqual(expect.arrayContaining(before.statements));
  expect(after.queries).toContain('own');
  expect(after.statementNames).toContain('sigv2_requests');
});

test('the trail delivers to the user’s bucket under its prefix, and records neither bucket', async () => {
  expect(after.trails).toHaveLength(1);
  expect(after.trails[0]).toMatchObject({ S3BucketName: after.logs, S3KeyPrefix: 'trails/s3' });
  const request = new GetEventSelectorsCommand({ TrailName: after.trails[0].Name });
  const { AdvancedEventSelectors } = await account.cloudTrail.send(request);
  const arns = AdvancedEventSelectors![0].FieldSelectors!.find(({ Field }) => Field === 'resources.ARN');
  expect(arns!.NotStartsWith).toEqual([`arn:aws:s3:::${after.logs}/`, `arn:aws:s3:::${after.results}/`]);
  expect(after.statements).toContainEqual({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${after.logs}/trails/s3/AWSLogs/${account.id}/*`,
    Condition: {
      StringEquals: {
        'aws:SourceArn': `arn:aws:cloudtrail:${REGION}:${account.id}:trail/${after.trails[0].Name}`,
        's3:x-amz-acl': 'bucket-owner-full-control',
      },
    },
  });
});

test('table and view are in the user’s database under names of their own, and read what the trail delivers', () => {
  const [view, table] = [...after.tables].sort((a, b) => (a.Name! < b.Name! ? -1 : 1));
  expect(after.tables).toHaveLength(2);
  expect(view.Name).toMatch(/^security_audit_requestsview_[0-9a-f]{8}$/);
  expect(table.Name).toMatch(/^security_audit_table_[0-9a-f]{8}$/);
  expect(asGlueView(view).definition.originalSql).toContain(`FROM "security"."${table.Name}"\n`);
  const { Parameters } = table;
  expect(Parameters!['projection.day.range']).toBe('2016/11/21,NOW');
  expect(Parameters!['storage.location.template']).toBe(
    `s3://${after.logs}/trails/s3/AWSLogs/\${account}/CloudTrail/\${region}/\${day}/`,
  );
});

test('the queries are in the user’s workgroup, the prepared statements under names of their own', () => {
  const pack = QueryPack.REQUEST_IDENTIFICATION;
  const ours = after.statementNames.filter((name) => name !== 'sigv2_requests');
  const prefix = /^security_audit_[a-z0-9]+_(?=sigv2_requests$)/.exec(
    ours.find((name) => name.endsWith('_sigv2_requests'))!,
  )![0];
  expect(new Set(ours)).toEqual(new Set(pack.map(({ statementName }) => `${prefix}${statementName}`)));
  expect(after.queries).toHaveLength(1 + pack.length - 2);
});

test('cdk diff finds no difference', async () => {
  expect(await cdk.requireNoDifference()).toContain('There were no differences');
});

test('when the audit is taken out again, only what was there before is left', async () => {
  // WHEN
  await cdk.deploy({ AUDIT: 'none' });
  const { resources, ...left } = await own();
  // THEN
  const { resources: first, ...was } = before;
  expect(resources.physicalIds()).toEqual(first.physicalIds());
  expect(left).toEqual(was);
});
