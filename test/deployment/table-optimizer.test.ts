import { CreateDatabaseCommand, CreateTableCommand } from '@aws-sdk/client-glue';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import { createStack, deleteStack, expectRefused, type Properties } from './one-resource-stack';

// What Glue refuses of an optimizer of a table is refused in the emulator, too.

const account = new Account('343434343434');
const BUCKET = `amzn-s3-demo-optimized-${account.id}`;
const TYPE = 'AWS::Glue::TableOptimizer';
const RoleArn = `arn:aws:iam::${account.id}:role/upkeep`;

const optimizer = (changes: Properties = {}, configuration: Properties = {}) => ({
  CatalogId: account.id,
  DatabaseName: 'audit',
  TableName: 'requests',
  Type: 'compaction',
  TableOptimizerConfiguration: { Enabled: true, RoleArn, ...configuration },
  ...changes,
});
const compaction = (IcebergConfiguration: Properties) => ({ CompactionConfiguration: { IcebergConfiguration } });

async function roleOf(RoleName: string, Service: string): Promise<void> {
  const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
  await createStack(account, 'AWS::IAM::Role', { RoleName, AssumeRolePolicyDocument });
}

beforeAll(async () => {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await account.s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
  await account.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'audit' } }));
  await account.glue.send(new CreateTableCommand({ DatabaseName: 'audit', TableInput: { Name: 'logs' } }));
  await roleOf('upkeep', 'glue.amazonaws.com');
  await roleOf('others', 'states.amazonaws.com');
  const table = await createStack(account, 'AWS::Glue::Table', {
    CatalogId: account.id,
    DatabaseName: 'audit',
    Name: 'requests',
    OpenTableFormatInput: {
      IcebergInput: {
        MetadataOperation: 'CREATE',
        Version: '2',
        IcebergTableInput: {
          Location: `s3://${BUCKET}/requests`,
          Schema: { Type: 'struct', Fields: [{ Id: 1, Name: 'day', Type: 'string', Required: false }] },
        },
      },
    },
  });
  expect(table).toMatchObject({ status: 'CREATE_COMPLETE' });
});

test.each<[string, Properties, RegExp]>([
  ['another type', optimizer({ Type: 'vacuum' }), /Type vacuum/],
  ['another catalog', optimizer({ CatalogId: '999999999999' }), /AccessDenied/],
  ['a table that is not there', optimizer({ TableName: 'none' }), /audit\/none not found/],
  ['a table that is not Iceberg', optimizer({ TableName: 'logs' }), /not an Iceberg table/],
  ['an unknown member', optimizer({ Tags: [] }), /extraneous key \['Tags'\]/],
  ['an unknown member of its configuration', optimizer({}, { Vpc: {} }), /extraneous key \['Vpc'\]/],
  ['what another type is told', optimizer({}, { RetentionConfiguration: {} }), /extraneous key/],
  ['an unknown member of what it is told', optimizer({}, compaction({ Files: 5 })), /extraneous key \['Files'\]/],
  ['a strategy that there is not', optimizer({}, compaction({ Strategy: 'merge' })), /Strategy merge/],
  ['an order of a table without one', optimizer({}, compaction({ Strategy: 'sort' })), /no sort order/],
  [
    'a role of another service',
    optimizer({}, { RoleArn: RoleArn.replace('upkeep', 'others') }),
    /can't be assumed by glue/,
  ],
  ['a role that is not there', optimizer({}, { RoleArn: RoleArn.replace('upkeep', 'none') }), /doesn't exist/],
])('fails with %s', async (_, properties, reason) => {
  await expectRefused(account, TYPE, properties, reason);
});

test('is taken once for each type, until it is deleted', async () => {
  const first = await createStack(account, TYPE, optimizer({}, compaction({ Strategy: 'binpack' })));
  expect(first).toMatchObject({ status: 'CREATE_COMPLETE' });
  await expectRefused(account, TYPE, optimizer(), /AlreadyExists/);
  await deleteStack(account, first.stack);
  expect(await createStack(account, TYPE, optimizer())).toMatchObject({ status: 'CREATE_COMPLETE' });
});
