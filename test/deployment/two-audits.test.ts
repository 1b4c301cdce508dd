import { GetEventSelectorsCommand, GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { GetTablesCommand } from '@aws-sdk/client-glue';
import { Account } from './account';
import { asGlueView, DeployedAudit } from './deployed-audit';
import { bucketNames } from './deployed-bucket';

const account = new Account('666677778888');
const cdk = account.cdk('test/deployment/apps/two-audits.ts');

let audits: DeployedAudit[];

beforeAll(async () => {
  // GIVEN two audits in two stacks, and three in one stack, of which the last shares the database of the first
  await cdk.bootstrap();
  await cdk.deploy();
  audits = await Promise.all([
    DeployedAudit.in(account, 'One'),
    DeployedAudit.in(account, 'Two'),
    DeployedAudit.in(account, 'Both', 'First'),
    DeployedAudit.in(account, 'Both', 'Second'),
  ]);
});

test.each(['trailName', 'logBucket', 'resultsBucket', 'database', 'workgroup'] as const)(
  'each has a %s of its own',
  (name) => expect(new Set(audits.map((audit) => audit[name])).size).toBe(4),
);

test('each trail delivers to its own bucket, and leaves it out', async () => {
  for (const audit of audits) {
    const { Trail } = await account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }));
    const selectors = await account.cloudTrail.send(new GetEventSelectorsCommand({ TrailName: audit.trailName }));
    const arns = selectors.AdvancedEventSelectors![0].FieldSelectors!.find(({ Field }) => Field === 'resources.ARN');
    expect(Trail!.S3BucketName).toBe(audit.logBucket);
    expect(arns!.NotStartsWith).toEqual(
      expect.arrayContaining([audit.logBucket, audit.resultsBucket].map((bucket) => `arn:aws:s3:::${bucket}/`)),
    );
  }
});

test('the queries of each read its own table', async () => {
  for (const audit of audits) {
    const table = await audit.table();
    const queries = await audit.namedQueries();
    expect(table.StorageDescriptor!.Location).toBe(`s3://${audit.logBucket}/AWSLogs/`);
    expect(queries.length).toBeGreaterThan(0);
    queries.forEach(({ QueryString }) => expect(QueryString).toContain(audit.database));
    expect(await audit.preparedStatements()).toHaveLength(11);
  }
});

test('the view of each reads its own table, under its plain name', async () => {
  for (const audit of audits) {
    const { name, definition } = asGlueView(await audit.view());
    expect(name).toBe('s3_requests');
    expect(definition.schema).toBe(audit.database);
    expect(definition.originalSql).toContain(`FROM "${audit.database}"."cloudtrail_logs"\n`);
  }
});

test('in one database, the tables and views of two audits have names of their own', async () => {
  const first = audits.find(({ resources }) => resources.count('AWS::CloudTrail::Trail') === 3)!;
  const { TableList } = await account.glue.send(new GetTablesCommand({ DatabaseName: first.database }));
  expect(TableList!.map(({ Name }) => Name).sort()).toEqual([
    expect.stringMatching(/^both_third_requestsview_[0-9a-f]{8}$/),
    expect.stringMatching(/^both_third_table_[0-9a-f]{8}$/),
    'cloudtrail_logs',
    's3_requests',
  ]);
  const [view, table] = ['RequestsView', 'Table'].map((part) =>
    first.resources.only('AWS::Glue::Table', `Third${part}`),
  );
  const { definition } = asGlueView(TableList!.find(({ Name }) => Name === view)!);
  expect(definition.originalSql).toContain(`FROM "${first.database}"."${table}"\n`);
});

test('cdk diff finds no difference', async () => {
  expect(await cdk.requireNoDifference()).toContain('Number of stacks with differences: 0');
});

test('all can be destroyed', async () => {
  await cdk.destroy();
  expect(await bucketNames(account)).toHaveLength(10);
});
