import { Aws, CfnParameter, CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { openBucket, openKey } from '../../lib/core/bucket-grants';
import { nameOf } from '../../lib/core/grantees';
import { bucketOfName, bucketOfObjects, copiesOf, knownBucket } from '../../lib/core/known-bucket';
import { privateBucket } from '../../lib/core/private-bucket';
import { outputStatements } from '../../lib/core/statements-output';
import { ACCOUNT, newStack, warnings } from '../util';

const OBJECTS = (name: string) => `arn:${Aws.PARTITION}:s3:::${name}/`;

describe('a bucket that is known', () => {
  const stack = newStack();
  const made = new s3.Bucket(stack, 'Made');
  const named = new s3.Bucket(stack, 'Named', { bucketName: 'named' });
  const imported = s3.Bucket.fromBucketName(stack, 'Imported', 'imported');
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;

  test('by its name', () => {
    expect(knownBucket(imported)).toEqual({ key: 'imported', objects: OBJECTS('imported') });
    expect(bucketOfName('imported')).toEqual({ key: 'imported', objects: OBJECTS('imported') });
    expect(knownBucket(named)).toMatchObject({ key: 'named', resource: named.node.defaultChild });
  });

  test('by its place in the app', () => {
    expect(knownBucket(made)).toEqual({
      key: 'Stack/Made/Resource',
      objects: `${made.bucketArn}/`,
      resource: made.node.defaultChild,
    });
  });

  test('by its place, also without the L2 construct', () => {
    const { ref } = new s3.CfnBucket(stack, 'Plain');
    expect(bucketOfObjects(s3.Bucket.fromBucketName(stack, 'OfPlain', ref).bucketArn, stack).key).toBe('Stack/Plain');
  });

  test('by its text, if its name is made of another resource', () => {
    const other = new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
    const { key, resource } = knownBucket(s3.Bucket.fromBucketName(stack, 'OfTopic', other.ref));
    expect(key).toContain('{"Ref":"Topic"}');
    expect(resource).toBeUndefined();
  });

  test('by its text, and its stack where that matters', () => {
    const byParameter = s3.Bucket.fromBucketName(stack, 'ByParameter', parameter);
    const { key } = knownBucket(byParameter);
    expect(key).toContain('{"Ref":"Parameter"}');
    expect(key.startsWith(`${stack.node.addr} `)).toBe(true);
    const byRegion = s3.Bucket.fromBucketName(newStack({}), 'ByRegion', `logs-${Aws.REGION}`);
    expect(knownBucket(byRegion).key).toMatch(/^\{"Fn::Join".*\{"Ref":"AWS::Region"\}/);
    expect(bucketOfName(parameter).key).toBe(`arn:${Aws.PARTITION}:s3:::${parameter}`);
  });

  test('by objects of it', () => {
    expect(bucketOfObjects('arn:aws:s3:::logs/a/b', stack)).toMatchObject({ key: 'logs' });
    expect(bucketOfObjects(made.arnForObjects('a'), stack)).toMatchObject({ key: 'Stack/Made/Resource' });
  });
});

describe('copies', () => {
  test('are those of access logs and replicas, and theirs, each once', () => {
    const stack = newStack();
    const last = new s3.Bucket(stack, 'Last', { bucketName: 'last' });
    const replica = new s3.Bucket(stack, 'Replica', { serverAccessLogsBucket: last, versioned: true });
    const bucket = new s3.Bucket(stack, 'Bucket', {
      bucketName: 'bucket',
      versioned: true,
      serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'Logs', 'logs'),
      replicationRules: [{ destination: replica, priority: 1 }],
    });
    const keys = (of: s3.IBucket) => copiesOf(knownBucket(of), stack).map(({ key }) => key);
    expect(keys(bucket)).toEqual(['logs', 'Stack/Replica/Resource', 'last']);
    expect(keys(replica)).toEqual(['last']);
    expect(keys(last)).toEqual([]);
    // Passed by its name, it is the same.
    expect(copiesOf(bucketOfName('bucket'), stack).map(({ key }) => key)).toEqual(keys(bucket));
    expect(copiesOf(bucketOfName('other'), stack)).toEqual([]);
  });

  test('are none where a rule names none, or what it says is only known later', () => {
    const stack = newStack();
    const later = Lazy.any({ produce: () => undefined });
    new s3.CfnBucket(stack, 'Bucket', {
      bucketName: 'bucket',
      replicationConfiguration: { role: 'role', rules: [later, { status: 'Enabled', destination: later }] },
    });
    new s3.CfnBucket(stack, 'Plain', { bucketName: 'plain' });
    expect(copiesOf(bucketOfName('bucket'), stack)).toEqual([]);
    expect(copiesOf(bucketOfName('plain'), stack)).toEqual([]);
  });

  test('in a circle end', () => {
    const stack = newStack();
    const [one, other] = ['one', 'other'].map((bucketName) => new s3.CfnBucket(stack, bucketName, { bucketName }));
    one.loggingConfiguration = { destinationBucketName: 'other' };
    other.loggingConfiguration = { destinationBucketName: 'one' };
    expect(copiesOf(bucketOfName('one'), stack).map(({ key }) => key)).toEqual(['other']);
  });
});

test('a private bucket is closed, encrypted and kept', () => {
  const stack = newStack();
  const bucket = privateBucket(stack, 'Private', { versioned: true });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: Match.absent() },
        ],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    },
  });
  template.hasResource('AWS::S3::BucketPolicy', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  const policy = JSON.stringify(template.findResources('AWS::S3::BucketPolicy'));
  expect(policy).toContain('"aws:SecureTransport":"false"');
  expect(policy).toContain('"s3:TlsVersion":1.2');
  expect(bucket.node.path).toBe('Stack/Private');
});

describe('who may use a bucket or a key', () => {
  const OTHER = '444455556666';
  const read = (grantee: iam.IGrantable, bucket: s3.IBucket) =>
    openBucket(bucket, { grantee, actions: ['s3:GetObject'], resourceArns: [bucket.arnForObjects('*')] });
  const roleOf = (stack: Stack, account: string) =>
    iam.Role.fromRoleArn(stack, `RoleOf${account}`, `arn:aws:iam::${account}:role/Reader`);

  test('has a name', () => {
    const stack = newStack();
    expect(nameOf(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }))).toBe('Stack/Role');
    expect(nameOf(new iam.AccountPrincipal(OTHER))).toBe(`AccountPrincipal(${OTHER})`);
  });

  test('in the same account: no warning', () => {
    const stack = newStack();
    read(roleOf(stack, ACCOUNT), s3.Bucket.fromBucketName(stack, 'Bucket', 'logs'));
    openKey(kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`), roleOf(newStack(), ACCOUNT));
    expect(warnings(stack)).toEqual([]);
  });

  test('in no account, such as a service: no warning', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`);
    openKey(key, new iam.ServicePrincipal('athena.amazonaws.com'));
    expect(warnings(stack)).toEqual([]);
  });

  test('in another account, of what the app makes: no warning', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    read(roleOf(stack, OTHER), bucket);
    openKey(new kms.Key(stack, 'Key'), roleOf(newStack(), OTHER));
    expect(warnings(stack)).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'))).toContain(OTHER);
  });

  test('in another account, of what is imported: a warning with what the policy must have', () => {
    const stack = newStack();
    read(roleOf(stack, OTHER), s3.Bucket.fromBucketName(stack, 'Bucket', 'logs'));
    openKey(kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k`), roleOf(newStack(), OTHER));
    const [bucket, key] = warnings(stack);
    expect(bucket).toMatch(
      /^The policy of the imported bucket Stack\/Bucket can't be amended, and it is in another account than Stack\/RoleOf444455556666, who can use it only if that policy has this, or the same for the whole account: \[\{/,
    );
    expect(bucket).toContain(
      '"Action":"s3:GetObject","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/Reader"}',
    );
    expect(bucket).toContain('[ack: cdk-s3-audit-trail:bucketOfAnotherAccount]');
    expect(key).toMatch(/^The policy of the imported key Stack\/Key can't be amended/);
    expect(key).toContain(
      '{"Action":"kms:Decrypt","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/Reader"},"Resource":"*"}',
    );
    expect(key).toContain('[ack: cdk-s3-audit-trail:keyOfAnotherAccount]');
    Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
  });

  test('in what may be another account, of what is imported: a warning that says so', () => {
    const stack = newStack({});
    read(roleOf(stack, OTHER), s3.Bucket.fromBucketName(stack, 'Bucket', 'logs'));
    const told = (grantee: string) =>
      expect.stringContaining(`can't be amended, and it may be in another account than ${grantee}, who`) as string;
    expect(warnings(stack)).toEqual([told('Stack/RoleOf444455556666')]);
    const known = newStack();
    read(new iam.OrganizationPrincipal('o-a1b2c3d4e5'), s3.Bucket.fromBucketName(known, 'Bucket', 'logs'));
    expect(warnings(known)).toEqual([told('OrganizationPrincipal(o-a1b2c3d4e5)')]);
  });

  test('is told by an output as JSON', () => {
    const stack = newStack();
    outputStatements(stack, 'Statements', 'What to add', [
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }),
    ]);
    Template.fromStack(stack).hasOutput('Statements', {
      Description: 'What to add',
      Value: '[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}]',
    });
  });
});
