import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetEventSelectorsCommand, GetTrailCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { GetDatabaseCommand } from '@aws-sdk/client-glue';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { QueryPack } from '../../lib';
import { CLOUDTRAIL_COLUMNS } from '../../lib/relation/cloudtrail-columns';
import { unboundedRequests } from '../../lib/relation/relation-rows';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { Account, REGION } from './account';
import { asGlueView, DeployedAudit } from './deployed-audit';
import { bucketNames } from './deployed-bucket';

const account = new Account('111122223333');
let audit: DeployedAudit;
let trailArn: string;

beforeAll(async () => {
  const cdk = account.cdk();
  await cdk.bootstrap();
  await cdk.deploy();
  audit = await DeployedAudit.in(account);
  trailArn = `arn:aws:cloudtrail:${REGION}:${account.id}:trail/${audit.trailName}`;
});

test('the trail records all regions, with log file validation, into the log bucket', async () => {
  const { Trail } = await account.cloudTrail.send(new GetTrailCommand({ Name: audit.trailName }));
  expect(Trail).toMatchObject({
    TrailARN: trailArn,
    S3BucketName: audit.logBucket,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
    IsOrganizationTrail: false,
    HomeRegion: REGION,
  });
  expect(Trail!.S3KeyPrefix).toBeUndefined();
  const status = await account.cloudTrail.send(new GetTrailStatusCommand({ Name: audit.trailName }));
  expect(status.IsLogging).toBe(true);
});

test('the trail records the objects of all buckets but those of its own logs and of results', async () => {
  const answer = await account.cloudTrail.send(new GetEventSelectorsCommand({ TrailName: audit.trailName }));
  expect(answer.EventSelectors).toBeUndefined();
  expect(answer.AdvancedEventSelectors).toEqual([
    {
      Name: 'S3 objects',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        {
          Field: 'resources.ARN',
          NotStartsWith: [`arn:aws:s3:::${audit.logBucket}/`, `arn:aws:s3:::${audit.resultsBucket}/`],
        },
      ],
    },
  ]);
});

test('the stack makes no bucket besides', async () => {
  expect(new Set(await bucketNames(account))).toEqual(new Set([audit.logBucket, audit.resultsBucket]));
});

describe.each(['logBucket', 'resultsBucket'] as const)('%s', (name) => {
  const bucket = () => ({ Bucket: audit[name] });

  test('is private', async () => {
    const block = await account.s3.send(new GetPublicAccessBlockCommand(bucket()));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const controls = await account.s3.send(new GetBucketOwnershipControlsCommand(bucket()));
    expect(controls.OwnershipControls!.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test('is encrypted with S3’s own keys', async () => {
    const answer = await account.s3.send(new GetBucketEncryptionCommand(bucket()));
    expect(answer.ServerSideEncryptionConfiguration!.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
  });

  test('takes TLS 1.2 or newer only, and log files of this trail only', async () => {
    const answer = await account.s3.send(new GetBucketPolicyCommand(bucket()));
    const { Statement } = JSON.parse(answer.Policy!) as { Statement: { Effect: string }[] };
    const [bucketArn, objects] = [`arn:aws:s3:::${audit[name]}`, `arn:aws:s3:::${audit[name]}/*`];
    const everyone = { AWS: '*' };
    const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
    const thisTrail = { 'aws:SourceArn': trailArn };
    const tls = [[{ Bool: { 'aws:SecureTransport': 'false' } }], [{ NumericLessThan: { 's3:TlsVersion': 1.2 } }]].map(
      ([Condition]) => ({
        Effect: 'Deny',
        Principal: everyone,
        Action: 's3:*',
        Resource: [bucketArn, objects],
        Condition,
      }),
    );
    const delivery = [
      {
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:GetBucketAcl',
        Resource: bucketArn,
        Condition: { StringEquals: thisTrail },
      },
      {
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:PutObject',
        Resource: `${bucketArn}/AWSLogs/${account.id}/*`,
        Condition: { StringEquals: { ...thisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ];
    const expected = name === 'logBucket' ? [...tls, ...delivery] : tls;
    expect(Statement).toHaveLength(expected.length);
    expect(Statement).toEqual(expect.arrayContaining(expected));
  });
});

test('log files are kept for a year, old versions for 30 days, and are versioned', async () => {
  const bucket = { Bucket: audit.logBucket };
  expect((await account.s3.send(new GetBucketVersioningCommand(bucket))).Status).toBe('Enabled');
  const { Rules } = await account.s3.send(new GetBucketLifecycleConfigurationCommand(bucket));
  expect(Rules).toEqual([
    {
      ID: 'Retention',
      Status: 'Enabled',
      Filter: {},
      Expiration: { Days: 365 },
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
    {
      ID: 'DeleteMarkers',
      Status: 'Enabled',
      Filter: {},
      Expiration: { ExpiredObjectDeleteMarker: true },
    },
  ]);
});

test('results are kept for 30 days', async () => {
  const request = new GetBucketLifecycleConfigurationCommand({ Bucket: audit.resultsBucket });
  expect((await account.s3.send(request)).Rules).toEqual([
    {
      ID: 'Expiration',
      Status: 'Enabled',
      Filter: {},
      Expiration: { Days: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
  ]);
});

test('the table has CloudTrail’s columns, and projects a partition for each account, region and day', async () => {
  const { Database } = await account.glue.send(new GetDatabaseCommand({ Name: audit.database }));
  const table = await audit.table();
  const commercialRegions = RegionInfo.regions
    .filter((region) => region.partition === 'aws')
    .map(({ name }) => name)
    .sort();
  const { 'projection.region.values': regions, ...parameters } = table.Parameters!;

  expect(Database!.Description).toBe('Audit of requests to S3');
  expect(table).toMatchObject({ Name: 'cloudtrail_logs', DatabaseName: audit.database, TableType: 'EXTERNAL_TABLE' });
  expect(regions.split(',').sort()).toEqual(commercialRegions);
  expect(parameters).toEqual({
    has_encrypted_data: 'false',
    'projection.enabled': 'true',
    'projection.account.type': 'enum',
    'projection.account.values': account.id,
    'projection.region.type': 'enum',
    'projection.day.type': 'date',
    'projection.day.range': 'NOW-365DAYS,NOW',
    'projection.day.format': 'yyyy/MM/dd',
    'projection.day.interval': '1',
    'projection.day.interval.unit': 'DAYS',
    'storage.location.template': `s3://${audit.logBucket}/AWSLogs/\${account}/CloudTrail/\${region}/\${day}/`,
  });
  expect(table.PartitionKeys!.map(({ Name, Type }) => [Name, Type])).toEqual([
    ['account', 'string'],
    ['region', 'string'],
    ['day', 'string'],
  ]);
  expect(table.StorageDescriptor).toMatchObject({
    Location: `s3://${audit.logBucket}/AWSLogs/`,
    InputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    SerdeInfo: { SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' },
  });
  expect(table.StorageDescriptor!.Columns!.map(({ Name, Type }) => [Name, Type])).toEqual(
    CLOUDTRAIL_COLUMNS.map(({ name, type }) => [name.toLowerCase(), type.toLowerCase()]),
  );
});

test('the view has the columns of the relation, and reads the table', async () => {
  const view = await audit.view();
  const { name, database, columns, parameters, definition } = asGlueView(view);
  expect([name, database, view.TableType]).toEqual(['s3_requests', audit.database, 'VIRTUAL_VIEW']);
  expect(parameters).toEqual({ presto_view: 'true', comment: 'Presto View' });
  expect(view).toMatchObject({ ViewExpandedText: '/* Presto View */', PartitionKeys: [] });
  expect(view.StorageDescriptor).toMatchObject({ Location: '', SerdeInfo: {} });
  expect(columns.map((column) => column.name)).toEqual(S3_REQUESTS.map((column) => column.name));
  expect(definition).toEqual({
    originalSql: unboundedRequests({ tables: [{ sqlName: `"${audit.database}"."cloudtrail_logs"` }] }),
    catalog: 'awsdatacatalog',
    schema: audit.database,
    columns: S3_REQUESTS.map((column) => ({ name: column.name, type: column.type })),
  });
});

test('the workgroup limits what a query may scan, and no client can override it', async () => {
  const { WorkGroup } = await account.athena.send(new GetWorkGroupCommand({ WorkGroup: audit.workgroup }));
  expect(WorkGroup).toMatchObject({ Name: audit.workgroup, State: 'ENABLED', Description: 'Audit of requests to S3' });
  expect(WorkGroup!.Configuration).toEqual({
    EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
    EnforceWorkGroupConfiguration: true,
    ManagedQueryResultsConfiguration: { Enabled: false },
    PublishCloudWatchMetricsEnabled: true,
    BytesScannedCutoffPerQuery: 100 * 1024 ** 3,
    ResultConfiguration: {
      OutputLocation: `s3://${audit.resultsBucket}/`,
      EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
    },
  });
});

test('each query is saved, and prepared with its parameters named', async () => {
  const pack = QueryPack.REQUEST_IDENTIFICATION;
  const saved = pack.filter(({ inputs }) => inputs.every(({ name }) => name === 'region'));
  const byName = (a: { Name?: string }, b: { Name?: string }) => (a.Name! < b.Name! ? -1 : 1);
  const queries = (await audit.namedQueries()).sort(byName);
  const statements = await audit.preparedStatements();

  expect(queries.map(({ Name, Description, Database, WorkGroup }) => [Name, Description, Database, WorkGroup])).toEqual(
    saved.map((query) => [query.queryName, query.question, audit.database, audit.workgroup]).sort(),
  );
  expect(new Map(statements.map(({ StatementName, Description }) => [StatementName, Description]))).toEqual(
    new Map(
      pack.map(({ statementName, inputs }) => [
        statementName,
        `Parameters: ${['first day', 'last day', ...inputs.map(({ name }) => name)].join(', ')}`,
      ]),
    ),
  );
  statements.forEach(({ WorkGroupName }) => expect(WorkGroupName).toBe(audit.workgroup));
});

test('the outputs name what is there', async () => {
  const { Stacks } = await account.cloudFormation.send(new DescribeStacksCommand({ StackName: 'S3AuditTrail' }));
  const outputs = Object.fromEntries(Stacks![0].Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  expect(outputs).toMatchObject({
    Workgroup: audit.workgroup,
    Database: audit.database,
    Table: 'cloudtrail_logs',
    SavedQueries: expect.stringContaining(`https://${REGION}.console.aws.amazon.com/athena/`) as string,
    RunQuery: expect.stringContaining(`--work-group ${audit.workgroup} `) as string,
  });
});
