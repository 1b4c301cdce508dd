import { Aws, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccountLogOptions,
  AuditedAccounts,
  AuditedRegions,
  CloudTrailTable,
  CloudTrailTableProps,
  LogLocation,
} from '../../lib';
import { knownRegions } from '../../lib/logs/region-partitions';
import { unboundedTables } from '../../lib/table/unbounded-tables';
import { ACCOUNT, newStack, onlyResource, textOf } from '../util';

const inRegion = (region: string): StackProps => ({ env: { account: ACCOUNT, region } });

type TableOptions = AccountLogOptions & Pick<Partial<CloudTrailTableProps>, 'tableName'>;

function synthTable({ tableName, ...logs }: TableOptions = {}, stackProps: StackProps = inRegion('eu-west-1')) {
  const stack = newStack(stackProps);
  const table = new CloudTrailTable(stack, 'Table', {
    database: new glue.Database(stack, 'Database', { databaseName: 'audit' }),
    logs: LogLocation.ofAccounts(s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), logs),
    tableName,
  });
  const template = Template.fromStack(stack);
  const input = onlyResource(template, 'AWS::Glue::Table').TableInput;
  return { table, template, input, parameters: input.Parameters as Record<string, unknown> };
}

test('reads CloudTrail’s files where CloudTrail puts them', () => {
  const { input, parameters } = synthTable({ prefix: 'audit' });
  expect(input.StorageDescriptor).toMatchObject({
    Location: 's3://logs/audit/AWSLogs/',
    InputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    SerdeInfo: { SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
  });
  expect(parameters).toMatchObject({
    'storage.location.template': 's3://logs/audit/AWSLogs/${account}/CloudTrail/${region}/${day}/',
    has_encrypted_data: false,
  });
});

test('projects account, region and day', () => {
  const { input, parameters } = synthTable();
  expect(input.PartitionKeys.map((key: { Name: string; Type: string }) => [key.Name, key.Type])).toEqual([
    ['account', 'string'],
    ['region', 'string'],
    ['day', 'string'],
  ]);
  expect(parameters).toMatchObject({
    'projection.enabled': 'true',
    'projection.account.type': 'enum',
    'projection.account.values': ACCOUNT,
    'projection.region.type': 'enum',
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy/MM/dd',
    'projection.day.interval': '1',
    'projection.day.interval.unit': 'DAYS',
  });
});

test('has the columns of AWS’s DDL in their order, lower-cased, with the JSON fields as text', () => {
  const columns: { Name: string; Type: string; Comment: string }[] = synthTable().input.StorageDescriptor.Columns;
  expect(columns.map((column) => column.Name)).toEqual([
    ...[
      'eventversion',
      'useridentity',
      'eventtime',
      'eventsource',
      'eventname',
      'awsregion',
      'sourceipaddress',
      'useragent',
    ],
    ...[
      'errorcode',
      'errormessage',
      'requestparameters',
      'responseelements',
      'additionaleventdata',
      'requestid',
      'eventid',
    ],
    ...[
      'readonly',
      'resources',
      'eventtype',
      'apiversion',
      'recipientaccountid',
      'serviceeventdetails',
      'sharedeventid',
    ],
    ...['vpcendpointid', 'vpcendpointaccountid', 'eventcategory', 'addendum', 'sessioncredentialfromconsole'],
    ...['edgedevicedetails', 'tlsdetails', 'managementevent'],
  ]);
  const types = Object.fromEntries(columns.map((column) => [column.Name, column.Type]));
  expect(types).toMatchObject({
    requestparameters: 'string',
    responseelements: 'string',
    additionaleventdata: 'string',
  });
  expect(types.resources).toBe('array<struct<arn:string,accountid:string,type:string,arnprefix:string>>');
  expect(types.useridentity).toContain(
    'sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>',
  );
  expect(types.useridentity).toContain(
    'inscopeof:struct<sourcearn:string,sourceaccount:string,issuertype:string,credentialsissuedto:string>',
  );
  expect(types.tlsdetails).toContain('keyexchange:string');
  expect(columns.every((column) => column.Type === column.Type.toLowerCase() && column.Comment.length > 0)).toBe(true);
});

test('says in Glue what it and what its partitions are', () => {
  const { input } = synthTable();
  expect(input.Description).toBe('CloudTrail log files, by account, region and day');
  expect(input.PartitionKeys.map((key: { Comment: string }) => key.Comment)).toEqual([
    'Account whose trail recorded the event',
    'Region that the event happened in',
    'Day (UTC) under which the event was filed, as yyyy/MM/dd',
  ]);
});

test('is read by its name and that of its database', () => {
  const { table } = synthTable({ tableName: 'events' });
  const [{ sqlName }] = table._source.tables;
  const stack = Stack.of(table);
  expect(textOf(stack.resolve(sqlName))).toMatch(/^"?<"Database\w+">"?\."?<"Table\w+">"?$/);
  expect(table._source.logs).toEqual(['logs/AWSLogs/']);
});

test('is known to the app by the name that it was given, and by references to it', () => {
  const { table } = synthTable({ tableName: 'events' });
  const stack = Stack.of(table);
  const [{ names, database }, ...more] = unboundedTables(stack, table._source.logs);
  const reference = { Ref: stack.getLogicalId(table.table.node.defaultChild as glue.CfnTable) };
  expect(more).toEqual([]);
  expect(names.map((name): unknown => stack.resolve(name))).toEqual(['events', reference, reference]);
  expect(stack.resolve(database)).toEqual(stack.resolve(table.database.databaseName));
});

test('has ended where it has a last day', () => {
  const hasEnded = (options: AccountLogOptions) => synthTable(options).table._source.parts[0].hasEnded;
  expect([{}, { firstDay: '2026-01-31' }, { lastDay: '2026-03-31' }].map(hasEnded)).toEqual([false, false, true]);
});

test.each<[string, string[], string[] | undefined]>([
  ['known', ['eu-west-1', 'eu-west-2'], ['eu-west-1', 'eu-west-2']],
  ['known in part', ['eu-west-1', Aws.REGION], undefined],
  ['known at deployment', [Aws.REGION], undefined],
])('regions that are %s: are told before deployment if all are known', (_, regions, known) => {
  expect(synthTable({ regions: AuditedRegions.of(regions) }).table._source.regions).toEqual(known);
});

test('fails without an object of props, and for the name of another table', () => {
  const { table } = synthTable({ tableName: 'events' });
  const stack = Stack.of(table);
  expect(() => new CloudTrailTable(stack, 'None', 'logs' as never)).toThrow(
    new Error(`Invalid 'props of CloudTrailTable': got "logs", allowed is an object with properties.`),
  );
  const { database, logBucket } = table;
  const logs = LogLocation.ofAccounts(logBucket);
  expect(() => new CloudTrailTable(stack, 'Again', { database, logs, tableName: 'events' })).toThrow(
    /^Invalid 'tableName': got "events", allowed is /,
  );
});

describe('days', () => {
  test.each<[AccountLogOptions, string]>([
    [{}, '2016/11/21,NOW'],
    [{ retention: Duration.days(90) }, 'NOW-90DAYS,NOW'],
    [{ firstDay: '2024/02/29' }, '2024/02/29,NOW'],
    [{ firstDay: '2000/02/29' }, '2000/02/29,NOW'],
    [{ firstDay: '2026-01-31', retention: Duration.days(90) }, '2026/01/31,NOW'],
    [{ firstDay: '2026-01-31', lastDay: '2026-03-31' }, '2026/01/31,2026/03/31'],
    [{ firstDay: '2026-01-31', lastDay: '2026-01-31' }, '2026/01/31,2026/01/31'],
    // What has ended isn't moved on, since the range would end before it begins some day.
    [{ lastDay: '2026-03-31', retention: Duration.days(90) }, '2016/11/21,2026/03/31'],
  ])('%j', (props, range) => {
    expect(synthTable(props).parameters['projection.day.range']).toBe(range);
  });

  test.each(['2026/02/29', '2026/13/01', '2026/04/31', '2026/1/1', '1999/12/31', '20260101', 'NOW', '2100/02/29'])(
    'fails for %s',
    (firstDay) => {
      expect(() => synthTable({ firstDay })).toThrow(
        `Invalid 'firstDay': got "${firstDay}", allowed is a day of the calendar`,
      );
    },
  );
});

describe('regions', () => {
  const values = (props: AccountLogOptions, region = 'eu-west-1') =>
    String(synthTable(props, inRegion(region)).parameters['projection.region.values']).split(',');

  test.each([
    ['eu-west-1', 'us-east-1'],
    ['cn-north-1', 'cn-northwest-1'],
    ['us-gov-west-1', 'us-gov-east-1'],
  ])('%s: those of its partition, so %s, too', (region, other) => {
    expect(values({}, region)).toEqual(
      knownRegions().get([...knownRegions()].find(([, all]) => all.includes(region))![0]),
    );
    expect(values({}, region)).toContain(other);
    expect(values({}, region)).not.toContain(region.startsWith('eu') ? 'cn-north-1' : 'eu-west-1');
  });

  test('a region that this CDK does not know is queried in its own stack', () => {
    expect(values({}, 'eu-west-9')).toContain('eu-west-9');
  });

  test('by a mapping where the stack has no concrete region', () => {
    const { parameters, template } = synthTable({ regions: AuditedRegions.all(['eu-west-9']) }, {});
    expect(textOf(parameters['projection.region.values'])).toMatch(
      /^<\["Table\w+",\{"Ref":"AWS::Partition"\},"regions"\]>,eu-west-9$/,
    );
    const [mapping] = Object.values(template.findMappings('*'));
    expect(mapping['aws-cn'].regions).toBe('cn-north-1,cn-northwest-1');
    expect(mapping.aws.regions.split(',')).toContain('us-east-1');
  });

  test('narrowed, and with one more', () => {
    expect(values({ regions: AuditedRegions.of(['eu-west-1', 'us-east-1']) })).toEqual(['eu-west-1', 'us-east-1']);
    expect(values({ regions: AuditedRegions.of(['eu-west-1'], ['eu-west-9']) })).toEqual(['eu-west-1', 'eu-west-9']);
    expect(values({ regions: AuditedRegions.all(['eu-west-9']) }).slice(-2)).toEqual(['us-west-2', 'eu-west-9']);
  });

  test.each<[string, () => AuditedRegions, RegExp]>([
    [
      'an unknown one',
      () => AuditedRegions.of(['eu-west-9']),
      /Invalid 'regions': got "eu-west-9", allowed is a region that this release of the CDK knows/,
    ],
    [
      'one of another partition',
      () => AuditedRegions.of(['cn-north-1']),
      /Invalid 'regions': got "cn-north-1", allowed is a region of the partition aws\./,
    ],
    ['none', () => AuditedRegions.of([]), /Invalid 'regions': got \[\], allowed is a list with at least one value/],
    [
      'one twice',
      () => AuditedRegions.of(['eu-west-1', 'eu-west-1']),
      /Invalid 'regions': got "eu-west-1", allowed is each value once/,
    ],
    [
      'a new one of another partition',
      () => AuditedRegions.all(['us-gov-north-1']),
      /Invalid 'alsoUnknown': got "us-gov-north-1", allowed is a region of the partition aws\./,
    ],
    [
      'a city',
      () => AuditedRegions.all(['Frankfurt']),
      /Invalid 'alsoUnknown': got "Frankfurt", allowed is a region's name/,
    ],
    [
      'a new one twice',
      () => AuditedRegions.all(['eu-west-9', 'eu-west-9']),
      /Invalid 'alsoUnknown': got "eu-west-9", allowed is each value once/,
    ],
    [
      'one in both lists',
      () => AuditedRegions.of(['eu-west-1'], ['eu-west-1']),
      /Invalid 'alsoUnknown': got "eu-west-1", allowed is a region that isn't in 'regions'/,
    ],
  ])('fails for %s', (_, regions, message) => {
    expect(() => synthTable({ regions: regions() })).toThrow(message);
  });

  test('fails for two partitions, also where the stack has no concrete region', () => {
    expect(() => synthTable({ regions: AuditedRegions.of(['eu-west-1', 'cn-north-1']) }, {})).toThrow(
      /a region of the partition aws\./,
    );
  });
});

test('accounts', () => {
  expect(
    synthTable({ accounts: AuditedAccounts.of(['111122223333', '444455556666']) }).parameters[
      'projection.account.values'
    ],
  ).toBe('111122223333,444455556666');
});

test.each<[string[], RegExp]>([
  [['1111-2222-3333'], /Invalid 'accounts': got "1111-2222-3333", allowed is the 12 digits of an account id/],
  [[], /Invalid 'accounts': got \[\]/],
  [['111122223333', '111122223333'], /Invalid 'accounts': got "111122223333", allowed is each value once/],
])('fails for the accounts %j', (accounts, message) => {
  expect(() => synthTable({ accounts: AuditedAccounts.of(accounts) })).toThrow(message);
});

test.each(['', 'Logs', 'a-b', 'a"b', 'x'.repeat(256)])('fails for the table name %s', (tableName) => {
  expect(() => synthTable({ tableName })).toThrow(/Invalid 'tableName': got ".*", allowed is 1 to 255 of a-z/);
});
