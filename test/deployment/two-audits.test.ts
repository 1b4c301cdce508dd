import { GetEventSelectorsCommand, GetTrailCommand } from '@aws-sdk/client-cloudtrail';
import { Account } from './account';
import { DeployedAudit } from './deployed-audit';
import { bucketNames } from './deployed-bucket';

const account = new Account('666677778888');
const cdk = account.cdk('test/deployment/apps/two-audits.ts');

let audits: DeployedAudit[];

beforeAll(async () => {
  // GIVEN two audits in two stacks, and two in one stack
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

test('cdk diff finds no difference', async () => {
  expect(await cdk.requireNoDifference()).toContain('Number of stacks with differences: 0');
});

test('all can be destroyed', async () => {
  await cdk.destroy();
  expect(await bucketNames(account)).toHaveLength(8);
});
