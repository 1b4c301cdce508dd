import { Duration, Lazy, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditEncryption, AuditWorkgroup, AuditWorkgroupProps, QueryResults } from '../../lib';
import { grantReadWorkgroup } from '../../lib/workgroup/audit-workgroup-grants';
import { statementPrefixIn } from '../../lib/workgroup/statement-prefix';
import { newStack, onlyResource, textOf } from '../util';

function synthWorkgroup(props?: AuditWorkgroupProps, stack = newStack()) {
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', props);
  const template = Template.fromStack(stack);
  return {
    workgroup,
    template,
    configuration: onlyResource(template, 'AWS::Athena::WorkGroup').WorkGroupConfiguration,
  };
}

test('enforces engine, limit, metrics and encrypted results, and can be deleted with what is in it', () => {
  const { template, workgroup, configuration } = synthWorkgroup();
  expect(onlyResource(template, 'AWS::Athena::WorkGroup')).toMatchObject({
    Description: 'Audit of requests to S3',
    RecursiveDeleteOption: true,
    State: 'ENABLED',
  });
  expect(configuration).toMatchObject({
    EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
    EnforceWorkGroupConfiguration: true,
    PublishCloudWatchMetricsEnabled: true,
    BytesScannedCutoffPerQuery: 100 * 2 ** 30,
    // Said, so that results may move here from Athena's own storage.
    ManagedQueryResultsConfiguration: { Enabled: false },
    ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
  });
  expect(textOf(configuration.ResultConfiguration.OutputLocation)).toMatch(/^s3:\/\/<"WorkgroupResults\w+">\/$/);
  expect(workgroup.resultsBucket).toBeDefined();
});

test('the bucket of the results is private, encrypted, expiring and retained', () => {
  synthWorkgroup({ results: QueryResults.newBucket({ expiration: Duration.days(3) }) }).template.hasResource(
    'AWS::S3::Bucket',
    {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicPolicy: true }),
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'Expiration',
              Status: 'Enabled',
              ExpirationInDays: 3,
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      },
    },
  );
});

test('a new key for results says what it is for', () => {
  const { template } = synthWorkgroup({ results: QueryResults.newBucket({ encryption: AuditEncryption.kms() }) });
  const keys = template.findResources('AWS::KMS::Key', { Properties: { Description: 'Results of Athena queries' } });
  expect(Object.keys(keys)).toEqual([expect.stringMatching(/^WorkgroupResultsKey/)]);
});

test('who reads how a workgroup with Athena’s own storage is set up reads no bucket', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const { workgroup } = synthWorkgroup({ results: QueryResults.athenaManaged() }, stack);
  expect(grantReadWorkgroup(stack, workgroup, role)).toEqual([expect.any(iam.Grant)]);
});

test('statements of a shared workgroup have names that tell whose they are', () => {
  const stack = newStack();
  const owner = new Construct(stack, 'Audit');
  const [shared, own] = [true, false].map((isShared) => new AuditWorkgroup(stack, `${isShared}`, { shared: isShared }));
  expect(statementPrefixIn(shared, owner)).toMatch(/^stack_audit_.*_$/);
  expect(statementPrefixIn(own, owner)).toBe('');
});

test('results in a bucket of one’s own, with its key', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Own', { encryptionKey });
  const { configuration, template } = synthWorkgroup({ results: QueryResults.inBucket(bucket, 'athena/audit') }, stack);
  expect(textOf(configuration.ResultConfiguration.OutputLocation)).toMatch(/^s3:\/\/<"Own\w+">\/athena\/audit\/$/);
  expect(configuration.ResultConfiguration.EncryptionConfiguration).toEqual({
    EncryptionOption: 'SSE_KMS',
    KmsKey: stack.resolve(encryptionKey.keyArn),
  });
  template.resourceCountIs('AWS::S3::Bucket', 1);
});

test('results in Athena’s own storage', () => {
  const { configuration, template, workgroup } = synthWorkgroup({ results: QueryResults.athenaManaged() });
  expect(configuration).toMatchObject({ ManagedQueryResultsConfiguration: { Enabled: true } });
  expect(configuration).not.toHaveProperty('ResultConfiguration');
  template.resourceCountIs('AWS::S3::Bucket', 0);
  expect(workgroup.resultsBucket).toBeUndefined();
});

test('a workgroup of one’s own', () => {
  const bucket = s3.Bucket.fromBucketName(newStack(), 'Own', 'results');
  expect(AuditWorkgroup.fromWorkgroupName('security', QueryResults.inBucket(bucket, 'athena'))).toEqual({
    workgroupName: 'security',
    resultsBucket: bucket,
    resultsPrefix: 'athena',
    shared: true,
  });
  expect(AuditWorkgroup.fromWorkgroupName('security', QueryResults.athenaManaged()).resultsBucket).toBeUndefined();
});

describe('fails', () => {
  const bucket = s3.Bucket.fromBucketName(newStack(), 'Own', 'results');
  test.each<[string, () => unknown, RegExp]>([
    [
      'for a limit under 10 MB',
      () => synthWorkgroup({ bytesScannedCutoff: Size.bytes(9_999_999) }),
      /Invalid 'bytesScannedCutoff': got "9999999 bytes", allowed is a whole number of bytes, 10000000/,
    ],
    ['for a name', () => synthWorkgroup({ workgroupName: 'a b' }), /Invalid 'workgroupName': got "a b"/],
    [
      'for the name of one’s own',
      () => AuditWorkgroup.fromWorkgroupName('', QueryResults.athenaManaged()),
      /Invalid 'workgroupName': got ""/,
    ],
    [
      'for a new bucket of a workgroup that exists',
      () => AuditWorkgroup.fromWorkgroupName('x', QueryResults.newBucket()),
      /Invalid 'results': got "QueryResults.newBucket\(\)"/,
    ],
    [
      'for an expiration of zero',
      () => QueryResults.newBucket({ expiration: Duration.days(0) }),
      /Invalid 'expiration'/,
    ],
    ['for a prefix with a slash', () => QueryResults.inBucket(bucket, 'a/'), /Invalid 'prefix': got "a\/"/],
    ['for an empty prefix', () => QueryResults.inBucket(bucket, ''), /Invalid 'prefix': got ""/],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

test('a limit of exactly 10 MB, and one that is a token, pass', () => {
  expect(synthWorkgroup({ bytesScannedCutoff: Size.bytes(10_000_000) }).configuration.BytesScannedCutoffPerQuery).toBe(
    10_000_000,
  );
  const token = Size.bytes(Lazy.number({ produce: () => 20_000_000 }));
  expect(synthWorkgroup({ bytesScannedCutoff: token }).configuration.BytesScannedCutoffPerQuery).toBe(20_000_000);
});
