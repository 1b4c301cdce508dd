import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditEncryption, AuditQuery, RequestStorage } from '../../lib';
import { newStack, textOf } from '../util';
import { loadedAudit } from './loaded-audit';

const yours = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Yours', 'amzn-s3-demo-requests');

function loadedIn(storage: (stack: Stack) => RequestStorage, tableOptimizers?: boolean) {
  const stack = newStack();
  const made = loadedAudit({ storage: storage(stack), tableOptimizers }, {}, stack);
  const template = Template.fromStack(stack);
  /** The resources of a type in the request table, by the rest of their path. */
  const ofType = (type: string) =>
    Object.entries(template.findResources(type)).filter(([id]) => id.startsWith('AuditRequestTable'));
  const locations = ofType('AWS::Glue::Table').map(([, { Properties }]) =>
    textOf(Properties.OpenTableFormatInput.IcebergInput.IcebergTableInput.Location),
  );
  return { ...made, template, ofType, locations };
}

/** What a creation that is rolled back must not leave, since it would be in the way of the next one, goes with it. */
const KEPT = { 'AWS::S3::Bucket': 'Retain', 'AWS::S3::BucketPolicy': 'Retain' };

describe('a new bucket', () => {
  const { ofType, requestTable, audit } = loadedIn(() => RequestStorage.newBucket());

  test('is private, takes TLS only, is versioned, and is encrypted with keys of S3', () => {
    const [[, bucket], ...others] = ofType('AWS::S3::Bucket');
    expect(others).toEqual([]);
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    const [[, policy]] = ofType('AWS::S3::BucketPolicy');
    expect(policy.Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
    ]);
  });

  test('deletes what was replaced after 30 days, and nothing that is current', () => {
    const [[, bucket]] = ofType('AWS::S3::Bucket');
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        {
          Id: 'Replaced',
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          ExpiredObjectDeleteMarker: true,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
    });
  });

  test.each<[type: string, count: number]>([
    ['AWS::S3::Bucket', 1],
    ['AWS::S3::BucketPolicy', 1],
    ['AWS::Glue::Database', 1],
    ['AWS::Glue::Table', 2],
  ])('%s is retained', (type, count) => {
    const found = ofType(type);
    expect(found).toHaveLength(count);
    const DeletionPolicy = (KEPT as Record<string, string | undefined>)[type] ?? 'RetainExceptOnCreate';
    found.forEach(([, resource]) => expect(resource).toMatchObject({ DeletionPolicy, UpdateReplacePolicy: 'Retain' }));
  });

  test('the database is another one than that of the audit, which is deleted with the stack', () => {
    const [[, database]] = ofType('AWS::Glue::Database');
    expect(database.Properties.DatabaseInput.Name).toMatch(/^stack_audit_requesttable_[0-9a-f]{8}$/);
    expect(requestTable.database).not.toBe(audit.database);
  });

  test('each table has Glue compact it, expire snapshots, and delete orphans', () => {
    const optimizers = ofType('AWS::Glue::TableOptimizer').map(([, { Properties, DependsOn }]) => ({
      table: Properties.TableName as string,
      type: Properties.Type as string,
      ...Properties.TableOptimizerConfiguration,
      DependsOn: DependsOn as string[],
    }));
    expect(optimizers.map(({ table, type, Enabled }) => [table, type, Enabled])).toEqual(
      ['requests', 'loads'].flatMap((table) => [
        [table, 'compaction', true],
        [table, 'retention', true],
        [table, 'orphan_file_deletion', true],
      ]),
    );
    const strategies = optimizers.map((one) => one.CompactionConfiguration?.IcebergConfiguration.Strategy);
    expect(strategies.filter(Boolean)).toEqual(['sort', 'binpack']);
    for (const { RoleArn, DependsOn } of optimizers) {
      expect(RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^AuditRequestTableUpkeepRole\w+$/), 'Arn'] });
      expect(DependsOn).toContainEqual(expect.stringMatching(/^AuditRequestTableUpkeepRoleDefaultPolicy/));
      expect(DependsOn).toContainEqual(expect.stringMatching(/^AuditRequestTable(Requests|Loads)[0-9A-F]{8}$/));
    }
  });
});

test('where the region has no table optimizers, none is made, and no role for them', () => {
  const { ofType } = loadedIn(() => RequestStorage.newBucket(), false);
  expect(ofType('AWS::Glue::Table')).toHaveLength(2);
  expect(ofType('AWS::Glue::TableOptimizer')).toEqual([]);
  expect(ofType('AWS::IAM::Role').filter(([id]) => id.includes('Upkeep'))).toEqual([]);
});

test.each([
  ['eu-west-1', 6],
  ['us-gov-west-1', 0],
  ['cn-north-1', 0],
  [undefined, 6],
])('in %s there are as many table optimizers by default: %i', (region, count) => {
  const stack = newStack({ env: { account: '111122223333', region } });
  loadedAudit({}, {}, stack);
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::Glue::TableOptimizer'))).toHaveLength(count);
});

describe('a key of KMS', () => {
  test('that is new encrypts the bucket, rotates and is retained', () => {
    const { ofType, requestTable } = loadedIn(() => RequestStorage.newBucket({ encryption: AuditEncryption.kms() }));
    const [[id, key]] = ofType('AWS::KMS::Key');
    expect(key).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    const [[, bucket]] = ofType('AWS::S3::Bucket');
    const [rule] = bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule).toEqual({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [id, 'Arn'] } },
    });
    expect(requestTable.bucket.encryptionKey).toBeDefined();
  });

  test('of your own is used as it is', () => {
    const { ofType, requestTable } = loadedIn((stack) =>
      RequestStorage.newBucket({ encryption: AuditEncryption.kms(new kms.Key(stack, 'Key')) }),
    );
    expect(ofType('AWS::KMS::Key')).toEqual([]);
    expect(requestTable.bucket.encryptionKey!.node.path).toBe('Stack/Key');
  });
});

describe('a bucket of your own', () => {
  const { ofType, requestTable, locations } = loadedIn((stack) =>
    RequestStorage.inBucket(yours(stack), { prefix: 'audit/of-all' }),
  );

  test('holds new tables under the prefix; no bucket is made', () => {
    expect(ofType('AWS::S3::Bucket')).toEqual([]);
    expect(locations).toEqual([
      's3://amzn-s3-demo-requests/audit/of-all/requests',
      's3://amzn-s3-demo-requests/audit/of-all/loads',
    ]);
    expect(ofType('AWS::Glue::Database')).toHaveLength(1);
    expect(ofType('AWS::Glue::TableOptimizer')).toHaveLength(6);
    expect(requestTable.bucket.bucketName).toBe('amzn-s3-demo-requests');
  });

  test('holds them at its root without a prefix', () => {
    const atRoot = loadedIn((stack) => RequestStorage.inBucket(yours(stack)));
    expect(atRoot.locations).toEqual(['s3://amzn-s3-demo-requests/requests', 's3://amzn-s3-demo-requests/loads']);
  });
});

describe('tables that exist', () => {
  const { ofType, requestTable, audit, stack } = loadedIn((stack) =>
    RequestStorage.ofDatabase('requests_of_before', yours(stack)),
  );

  test('are taken as they are: no database, table or bucket is made', () => {
    const types = ['S3::Bucket', 'S3::BucketPolicy', 'Glue::Database', 'Glue::Table'];
    expect(types.flatMap((type) => ofType(`AWS::${type}`))).toEqual([]);
    expect(requestTable.database.databaseName).toBe('requests_of_before');
  });

  test('are loaded, and read by queries, in that database', () => {
    const [[, machine]] = ofType('AWS::StepFunctions::StateMachine');
    const definition = textOf(machine.Properties.DefinitionString);
    const inserted = [...definition.matchAll(/INSERT INTO (\S+) /g)].map(([, name]) => name.replaceAll('\\', ''));
    expect(inserted).toEqual(['"requests_of_before"."requests"', '"requests_of_before"."loads"']);

    const { preparedStatement } = audit.addQuery(AuditQuery.COPIES, { reads: requestTable });
    const text = textOf(stack.resolve(preparedStatement.queryStatement));
    expect(text).toContain('FROM "requests_of_before"."requests"');
    expect(text).toContain('JOIN "requests_of_before"."loads"');
  });

  test('have optimizers, since those of before have gone with their stack', () => {
    const { ofType: those } = loadedIn((stack) => RequestStorage.ofDatabase('requests_of_before', yours(stack)));
    const optimized = those('AWS::Glue::TableOptimizer').map(([, { Properties }]) => [
      Properties.DatabaseName as string,
      Properties.TableName as string,
    ]);
    expect(optimized).toHaveLength(6);
    expect(new Set(optimized.map((names) => names.join('.')))).toEqual(
      new Set(['requests_of_before.requests', 'requests_of_before.loads']),
    );
    expect(those('AWS::IAM::Role').filter(([id]) => id.includes('Upkeep'))).toHaveLength(1);
  });

  test('of a database in the app are loaded after it is made', () => {
    const { ofType: those } = loadedIn((stack) => {
      const { databaseName } = new glue.Database(stack, 'Before', { databaseName: 'before' });
      return RequestStorage.ofDatabase(databaseName, yours(stack));
    });
    const [[, machine]] = those('AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(machine.Properties.DefinitionString)).toMatch(/\{"Ref":"Before\w+"\}/);
  });
});
