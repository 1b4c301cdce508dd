import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import { IcebergColumn, icebergTable } from '../../lib/history/iceberg-table';
import { everyColumn } from '../../lib/history/request-tables';
import { AWS_REQUESTS, RETIRED_COLUMNS, S3_REQUESTS } from '../../lib/relation/request-columns';
import { type Template as UpdatedTemplate, stackUpdate } from '../../updates/stack-update';
import { newStack, onlyResource, textOf } from '../util';
import { loadedAudit } from './loaded-audit';

/**
 * Which column an id stands for in the files of all tables that are deployed. A line is added for a new column; none is ever
 * changed. That of a column that is gone moves to `RETIRED`.
 */
const IDS: Record<string, number> = {
  event_time: 1,
  account: 2,
  region: 3,
  day: 4,
  event_id: 5,
  original_event_id: 6,
  event_source: 7,
  event_type: 8,
  action: 9,
  bucket: 10,
  bucket_owner: 11,
  access_point: 12,
  object_key: 13,
  version_id: 14,
  prefix: 15,
  copy_source: 16,
  rename_source: 17,
  principal: 18,
  principal_arn: 19,
  principal_id: 20,
  principal_type: 21,
  principal_account: 22,
  session_issuer: 23,
  on_behalf_of: 24,
  identity: 25,
  anonymous: 26,
  source_ip: 27,
  source_network: 28,
  user_agent: 29,
  client: 30,
  client_version: 31,
  signature_version: 32,
  authentication_method: 33,
  expires_in: 34,
  tls_version: 35,
  key_exchange: 36,
  cipher_suite: 37,
  bytes_in: 38,
  bytes_out: 39,
  error_code: 40,
  error_message: 41,
  acl_required: 42,
  encryption: 43,
  customer_key: 44,
  kms_key: 45,
  kms_key_account: 46,
  vpc_endpoint: 47,
  read_only: 48,
  management_event: 49,
  request_parameters: 50,
};

const RETIRED: Record<string, number> = {};

interface Field {
  Id: number;
  Name: string;
  Type: string;
  Required: boolean;
}

const template = Template.fromStack(loadedAudit().stack);
const tableOf = (name: string) => onlyResource(template, 'AWS::Glue::Table', { Name: name });
const icebergOf = (name: string) => tableOf(name).OpenTableFormatInput.IcebergInput;
const fieldsOf = (name: string) => icebergOf(name).IcebergTableInput.Schema.Fields as Field[];

describe('ids of columns', () => {
  test('stay what they are', () => {
    expect(Object.fromEntries(fieldsOf('requests').map(({ Name, Id }) => [Name, Id]))).toEqual({ ...IDS, ...RETIRED });
    expect(Object.fromEntries(S3_REQUESTS.map(({ name, id }) => [name, id]))).toEqual(IDS);
  });

  test('of columns that are gone are retired', () => {
    expect(Object.fromEntries(RETIRED_COLUMNS.map(({ name, id }) => [name, id]))).toEqual(RETIRED);
  });

  test('and names are never used twice, in this relation and in that of all services', () => {
    const all = [...AWS_REQUESTS, ...RETIRED_COLUMNS];
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(all.map(({ name }) => name)).size).toBe(ids.length);
    expect(ids.every((id) => Number.isInteger(id) && id > 0)).toBe(true);
  });

  test('of the table of loads stay, too', () => {
    expect(fieldsOf('loads').map(({ Name, Id, Type }) => [Name, Id, Type])).toEqual([
      ['day', 1, 'string'],
      ['requests', 2, 'long'],
      ['loaded_at', 3, 'timestamp'],
    ]);
  });
});

describe.each(['requests', 'loads'])('the table %s', (name) => {
  test('is an Iceberg table of format version 2 that has no TableInput', () => {
    expect(Object.keys(tableOf(name)).sort()).toEqual(['CatalogId', 'DatabaseName', 'Name', 'OpenTableFormatInput']);
    const { MetadataOperation, Version, IcebergTableInput, ...others } = icebergOf(name);
    expect([MetadataOperation, Version, others]).toEqual(['CREATE', '2', {}]);
    expect(IcebergTableInput.Schema.Type).toBe('struct');
  });

  test('lies in the bucket, in a folder of its own, without a slash at the end', () => {
    const location = textOf(icebergOf(name).IcebergTableInput.Location);
    expect(location).toMatch(new RegExp(`^s3://<"AuditRequestTableBucket\\w+">/${name}$`));
  });

  test('is written as Parquet, compressed with Zstandard', () => {
    expect(icebergOf(name).IcebergTableInput.Properties).toMatchObject({
      'write.format.default': 'parquet',
      'write.parquet.compression-codec': 'zstd',
    });
  });

  test('has columns that may be null', () => {
    expect(fieldsOf(name).filter(({ Required }) => Required)).toEqual([]);
  });

  test('is retained', () => {
    const [table] = Object.values(template.findResources('AWS::Glue::Table', { Properties: { Name: name } }));
    expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });
});

test('keys of objects have Bloom filters, and nothing else has', () => {
  const filtered = ['requests', 'loads'].map((name) =>
    Object.entries(icebergOf(name).IcebergTableInput.Properties).filter(([property]) => property.includes('bloom')),
  );
  expect(filtered).toEqual([[['write.parquet.bloom-filter-enabled.column.object_key', 'true']], []]);
});

describe('a release that has another column, and retires one', () => {
  const deployed = (columns: IcebergColumn[]) => {
    const stack = newStack();
    const database = new glue.Database(stack, 'Database', { databaseName: 'requests' });
    icebergTable(stack, 'Table', { database, tableName: 'requests', location: 's3://b/requests', columns });
    return Template.fromStack(stack).toJSON() as UpdatedTemplate;
  };
  const [first, ...rest] = S3_REQUESTS;
  const added: IcebergColumn = { id: 900, name: 'added', type: 'varchar', comment: 'What came with it' };
  const [before, after] = [everyColumn(S3_REQUESTS, []), everyColumn([added, ...rest], [first])].map(deployed);

  test('changes the table in place', () => {
    const updates = stackUpdate(before, after).map(({ type, effect }) => [type, effect]);
    expect(updates).toEqual([['AWS::Glue::Table', 'in place']]);
  });

  test('leaves each column what it was, adds one behind them, and still has no TableInput', () => {
    const [fields, others] = [before, after].map(({ Resources }) => {
      const table = Object.values(Resources).find(({ Type }) => Type === 'AWS::Glue::Table')!;
      expect(table.Properties).not.toHaveProperty('TableInput');
      const { OpenTableFormatInput } = table.Properties as any;
      return OpenTableFormatInput.IcebergInput.IcebergTableInput.Schema.Fields as Field[];
    });
    expect(others.slice(0, -1)).toEqual(fields);
    expect(others.at(-1)).toMatchObject({ Id: 900, Name: 'added', Type: 'string' });
  });
});

test('a column has the type of the relation', () => {
  const types = { varchar: 'string', bigint: 'long', boolean: 'boolean', 'timestamp(3)': 'timestamp' };
  expect(fieldsOf('requests').map(({ Name, Type }) => [Name, Type])).toEqual(
    S3_REQUESTS.map(({ name, type }) => [name, types[type]]),
  );
  expect(new Set(fieldsOf('requests').map(({ Type }) => Type))).toEqual(new Set(Object.values(types)));
});

test('a day is a partition, by its text', () => {
  const { PartitionSpec } = icebergOf('requests').IcebergTableInput;
  expect(PartitionSpec).toEqual({
    Fields: [{ Name: 'day', SourceId: IDS.day, FieldId: 1000, Transform: 'identity' }],
  });
  expect(icebergOf('loads').IcebergTableInput.PartitionSpec).toBeUndefined();
});

test('rows are in order of bucket, key and time', () => {
  const { WriteOrder } = icebergOf('requests').IcebergTableInput;
  expect(WriteOrder).toEqual({
    OrderId: 1,
    Fields: [IDS.bucket, IDS.object_key, IDS.event_time].map((SourceId) => ({
      SourceId,
      Transform: 'identity',
      Direction: 'asc',
      NullOrder: 'nulls-last',
    })),
  });
  expect(icebergOf('loads').IcebergTableInput.WriteOrder).toBeUndefined();
});
