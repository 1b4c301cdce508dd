import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogBucket, LogBucketProps } from '../../lib';
import { newStack } from '../util';

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
