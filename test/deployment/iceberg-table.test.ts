import { CreateDatabaseCommand, DeleteDatabaseCommand, DeleteTableCommand } from '@aws-sdk/client-glue';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { Account, REGION } from './account';
import { createStack, expectRefused, expectUpdateRefused, type Properties, updateStack } from './one-resource-stack';

// The form of a table that Glue keeps as an Iceberg table, and the changes that keep its data: the emulator takes no others.

const account = new Account('303030303030');
const BUCKET = `amzn-s3-demo-table-${account.id}`;

beforeAll(async () => {
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await account.s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
});

describe('an Iceberg table', () => {
  const TYPE = 'AWS::Glue::Table';
  const field = (Id: number, Name: string, Type: string, Required = false) => ({ Id, Name, Type, Required });
  const FIELDS = [field(1, 'day', 'string', true), field(2, 'event_time', 'timestamp'), field(3, 'size', 'int')];
  const PARTITION = { FieldId: 1000, Name: 'day', SourceId: 1, Transform: 'identity' };
  const SORT = { SourceId: 2, Transform: 'identity', Direction: 'asc', NullOrder: 'nulls-last' };

  const input = (changes: Properties = {}) => ({
    Location: `s3://${BUCKET}/requests`,
    Schema: { Type: 'struct', Fields: FIELDS },
    PartitionSpec: { SpecId: 0, Fields: [PARTITION] },
    WriteOrder: { OrderId: 1, Fields: [SORT] },
    ...changes,
  });
  const table = (IcebergTableInput: Properties = input(), iceberg: Properties = {}, others: Properties = {}) => ({
    CatalogId: account.id,
    DatabaseName: 'audit',
    Name: 'requests',
    OpenTableFormatInput: {
      IcebergInput: { MetadataOperation: 'CREATE', Version: '2', IcebergTableInput, ...iceberg },
    },
    ...others,
  });
  const fields = (...Fields: Properties[]) => table(input({ Schema: { Type: 'struct', Fields } }));

  beforeEach(() => account.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'audit' } })));
  afterEach(() => account.glue.send(new DeleteDatabaseCommand({ Name: 'audit' })));

  test.each<[string, Properties, RegExp]>([
    ['columns beside it', table(input(), {}, { TableInput: { Name: 'requests' } }), /extraneous key \['TableInput'\]/],
    ['no name', table(input(), {}, { Name: undefined }), /required key \['Name'\]/],
    ['a database that is not there', table(input(), {}, { DatabaseName: 'other' }), /Database other not found/],
    ['another catalog', table(input(), {}, { CatalogId: '999999999999' }), /AccessDenied/],
    ['another version', table(input(), { Version: '3' }), /Version 3, only 2/],
    ['another operation', table(input(), { MetadataOperation: 'UPDATE' }), /only CREATE/],
    ['an unknown member', table(input({ Columns: [] })), /extraneous key \['Columns'\]/],
    ['an unknown member of a field', fields({ ...FIELDS[0], Comment: '' }), /extraneous key \['Comment'\]/],
    ['a bucket that is not there', table(input({ Location: 's3://amzn-s3-demo-none/x' })), /NoSuchBucket/],
    ['an id twice', fields(...FIELDS, field(3, 'other', 'int')), /Id isn't unique/],
    ['a name twice', fields(...FIELDS, field(4, 'size', 'int')), /Name isn't unique/],
    ['a type of Hive', fields(...FIELDS, field(4, 'bytes', 'bigint')), /Type bigint/],
    [
      'a partition of no column',
      table(input({ PartitionSpec: { Fields: [{ ...PARTITION, SourceId: 9 }] } })),
      /column 9/,
    ],
    [
      'a partition id of a column',
      table(input({ PartitionSpec: { Fields: [{ ...PARTITION, FieldId: 9 }] } })),
      /FieldId 9/,
    ],
    [
      'a transform by a column name',
      table(input({ PartitionSpec: { Fields: [{ ...PARTITION, Transform: 'days' }] } })),
      /days/,
    ],
    [
      'a column name for its transform',
      table(input({ PartitionSpec: { Fields: [{ ...PARTITION, Transform: 'bucket[8]' }] } })),
      /has the name of a column/,
    ],
    [
      'an order by no column',
      table(input({ WriteOrder: { OrderId: 1, Fields: [{ ...SORT, SourceId: 9 }] } })),
      /column 9/,
    ],
    ['an order with the id of none', table(input({ WriteOrder: { OrderId: 0, Fields: [SORT] } })), /OrderId 0/],
    [
      'a direction of SQL',
      table(input({ WriteOrder: { OrderId: 1, Fields: [{ ...SORT, Direction: 'ASC' }] } })),
      /ASC/,
    ],
  ])('fails with %s', async (_, properties, reason) => {
    await expectRefused(account, TYPE, properties, reason);
  });

  const create = async (): Promise<string> => {
    const { stack, status } = await createStack(account, TYPE, table());
    expect(status).toBe('CREATE_COMPLETE');
    return stack;
  };

  test.each<[string, Properties, RegExp]>([
    ['a column that goes', fields(...FIELDS.slice(0, 2)), /columns \['size'\] are gone/],
    ['another id', fields(FIELDS[0], FIELDS[1], field(4, 'size', 'int')), /columns \['size'\] are gone/],
    ['another type', fields(FIELDS[0], FIELDS[1], field(3, 'size', 'string')), /from int to string/],
    ['a column that becomes required', fields(FIELDS[0], FIELDS[1], field(3, 'size', 'int', true)), /becomes required/],
    ['a new column that is required', fields(...FIELDS, field(4, 'new', 'int', true)), /there are rows without it/],
    ['another location', table(input({ Location: `s3://${BUCKET}/other` })), /the data is in/],
    ['other partitions', table(input({ PartitionSpec: { Fields: [] } })), /PartitionSpec/],
    [
      'another order of the same id',
      table(input({ WriteOrder: { OrderId: 1, Fields: [{ ...SORT, SourceId: 3 }] } })),
      /1 is another/,
    ],
    [
      'columns in its place',
      { CatalogId: account.id, DatabaseName: 'audit', Name: 'requests', TableInput: { Name: 'requests' } },
      /table format/,
    ],
  ])('fails at an update with %s', async (_, properties, reason) => {
    await expectUpdateRefused(account, await create(), TYPE, properties, reason);
  });

  test('takes what Iceberg allows, and keeps an id for good', async () => {
    // GIVEN a wider type, another name, and a new column
    const stack = await create();
    const wider = [field(1, 'day', 'string'), field(2, 'time', 'timestamp'), field(3, 'size', 'long')];
    const added = await updateStack(account, stack, TYPE, fields(...wider, field(7, 'new', 'int')));
    expect(added.status).toBe('UPDATE_COMPLETE');

    // THEN a lower id is none for a new one
    const lower = fields(...wider, field(7, 'new', 'int'), field(5, 'newer', 'int'));
    await expectUpdateRefused(account, stack, TYPE, lower, /up to 7 are taken/);
  });

  test('is replaced with its name', async () => {
    const stack = await create();
    expect(await updateStack(account, stack, TYPE, table(input(), {}, { Name: 'other' }))).toMatchObject({
      status: 'UPDATE_COMPLETE',
    });
    await expect(
      account.glue.send(new DeleteTableCommand({ DatabaseName: 'audit', Name: 'requests' })),
    ).rejects.toThrow(/not found/);
  });
});
