import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditEncryption, LogBucket, LogBucketProps, LogStorage } from '../../lib';
import { ACCOUNT, ENV, newStack, onlyResource, synthAudit, warnings } from '../util';

function synthBucket(props?: LogBucketProps): Template {
  const stack = newStack();
  new LogBucket(stack, 'Logs', props);
  return Template.fromStack(stack);
}

test('is private, encrypted, versioned, retained, and for TLS only', () => {
  const template = synthBucket();
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
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
    },
  });
  template.hasResource('AWS::S3::BucketPolicy', {
    DeletionPolicy: 'Retain',
    Properties: {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    },
  });
});

test.each([
  [undefined, 365],
  [Duration.days(1), 1],
  [Duration.hours(48), 2],
])('ends log files, old versions, delete markers and unfinished uploads (%s)', (retention, days) => {
  synthBucket({ retention }).hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'Retention',
          Status: 'Enabled',
          ExpirationInDays: days,
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
        { Id: 'DeleteMarkers', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
      ],
    },
  });
});

test.each([Duration.days(0), Duration.hours(1)])('fails for a retention of %s', (retention) => {
  expect(() => synthBucket({ retention })).toThrow(
    /Invalid 'retention': got ".*", allowed is a whole number of days, 1 to 36500/,
  );
});

describe('with a key of KMS', () => {
  const KMS = (key: unknown) => ({
    ServerSideEncryptionConfiguration: [
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
    ],
  });

  test('of its own: one that rotates, is retained, and is asked once for many objects', () => {
    const template = synthBucket({ encryption: AuditEncryption.kms() });
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.hasResourceProperties('AWS::S3::Bucket', { BucketEncryption: KMS({ 'Fn::GetAtt': [key, 'Arn'] }) });
  });

  test('of yours: no other one is made', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k');
    new LogBucket(stack, 'Logs', { encryption: AuditEncryption.kms(key) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { BucketEncryption: KMS(key.keyArn) });
  });

  test('of S3’s: as without one', () => {
    expect(synthBucket({ encryption: AuditEncryption.s3Managed() }).toJSON()).toEqual(synthBucket().toJSON());
  });
});

describe('Object Lock', () => {
  const locked = (days: number, retention?: Duration) => {
    const stack = newStack();
    new LogBucket(stack, 'Logs', { objectLock: s3.ObjectLockRetention.compliance(Duration.days(days)), retention });
    return { bucket: onlyResource(Template.fromStack(stack), 'AWS::S3::Bucket'), warned: warnings(stack) };
  };

  test('locks log files for as long', () => {
    expect(locked(365)).toEqual({
      bucket: expect.objectContaining({
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Days: 365, Mode: 'COMPLIANCE' } },
        },
      }) as unknown,
      warned: [],
    });
  });

  test.each([
    [366, undefined, 1],
    [8, Duration.days(7), 1],
    [7, Duration.days(7), 0],
  ])('for %s days warns where log files are kept for less', (days, retention, count) => {
    expect(locked(days, retention).warned).toEqual(
      new Array(count).fill(
        expect.stringMatching(
          /Log files are locked for .* and kept for .* until the lock ends\. Give a 'retention' .*lockedLongerThanKept/s,
        ),
      ),
    );
  });
});

test('access logs go to the bucket, which the trail leaves out by itself', () => {
  const stack = newStack();
  const serverAccessLogsBucket = new s3.Bucket(stack, 'AccessLogs');
  const logStorage = LogStorage.newBucket({ serverAccessLogsBucket, serverAccessLogsPrefix: 'logs/' });
  const { template } = synthAudit({ logStorage }, stack);
  const target: unknown = stack.resolve(serverAccessLogsBucket.bucketName);
  template.hasResourceProperties('AWS::S3::Bucket', {
    LoggingConfiguration: { DestinationBucketName: target, LogFilePrefix: 'logs/' },
  });
  const { AdvancedEventSelectors } = onlyResource(template, 'AWS::CloudTrail::Trail');
  expect(JSON.stringify(AdvancedEventSelectors)).toContain(JSON.stringify(target));
});

describe('copies', () => {
  const copied = (encryption?: AuditEncryption, replicaKey?: kms.IKey) => {
    const stack = newStack();
    const destination = s3.Bucket.fromBucketName(stack, 'Copy', 'amzn-s3-demo-copy');
    const rule = { destination, kmsKey: replicaKey, sseKmsEncryptedObjects: replicaKey && true };
    return synthAudit({ logStorage: LogStorage.newBucket({ encryption, replicationRules: [rule] }) }, stack).template;
  };

  test('go to the destination by a role of the bucket’s own, and the trail leaves that out by itself', () => {
    const template = copied();
    const [[role, { Properties: properties }]] = Object.entries(template.findResources('AWS::IAM::Role'));
    expect(properties).not.toHaveProperty('RoleName');
    template.hasResourceProperties('AWS::S3::Bucket', {
      ReplicationConfiguration: {
        Role: { 'Fn::GetAtt': [role, 'Arn'] },
        Rules: [{ Status: 'Enabled', Destination: { Bucket: Match.anyValue() } }],
      },
    });
    const [bucket] = Object.keys(
      template.findResources('AWS::S3::Bucket', { Properties: { ReplicationConfiguration: {} } }),
    );
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: ['s3:GetObjectLegalHold', 's3:GetObjectRetention'],
            Effect: 'Allow',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] },
          },
        ]),
      },
    });
    const { AdvancedEventSelectors } = onlyResource(template, 'AWS::CloudTrail::Trail');
    expect(JSON.stringify(AdvancedEventSelectors)).toContain(':s3:::amzn-s3-demo-copy/');
  });

  test('of what a key of KMS encrypts: the role decrypts with it, and encrypts with that of the copies', () => {
    const replicaKey = kms.Key.fromKeyArn(newStack(), 'Key', 'arn:aws:kms:us-east-1:111122223333:key/r');
    const template = copied(AuditEncryption.kms(), replicaKey);
    template.hasResourceProperties('AWS::S3::Bucket', {
      ReplicationConfiguration: {
        Rules: [
          {
            Destination: { EncryptionConfiguration: { ReplicaKmsKeyID: replicaKey.keyArn } },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          },
        ],
      },
    });
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => (Properties as { PolicyDocument: { Statement: unknown[] } }).PolicyDocument.Statement,
    );
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': [key, 'Arn'] },
    });
    expect(statements).toContainEqual(
      expect.objectContaining({
        Action: 'kms:Encrypt',
        Resource: replicaKey.keyArn,
      }),
    );
  });

  test.each([
    ['region', { account: ACCOUNT, region: 'us-east-1' }],
    ['account', { account: '444455556666', region: 'eu-west-1' }],
  ])('go to a bucket with a key that a stack of another %s makes', (what, env) => {
    // GIVEN
    const app = new App();
    const theirs = new Stack(app, 'Theirs', { env, crossRegionReferences: true });
    const kmsKey = new kms.Key(theirs, 'Key');
    const destination = new s3.Bucket(theirs, 'Copy', { bucketName: 'amzn-s3-demo-copy', versioned: true });
    const ours = new Stack(app, 'Ours', { env: ENV, crossRegionReferences: true });
    const replicaKey =
      what === 'region' ? kmsKey : kms.Key.fromKeyArn(ours, 'Key', `arn:aws:kms:eu-west-1:444455556666:key/k`);
    const replicationRules = [{ destination, kmsKey: replicaKey, sseKmsEncryptedObjects: true }];

    // WHEN
    new LogBucket(ours, 'Logs', { replicationRules });

    // THEN
    const policies = Template.fromStack(theirs).findResources('AWS::S3::BucketPolicy');
    expect(JSON.stringify(policies).includes('s3:ReplicateObject')).toBe(what === 'account');
    Template.fromStack(ours).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Encrypt' })]) },
    });
  });
});
