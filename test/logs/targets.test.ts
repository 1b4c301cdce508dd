import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditEncryption, LogBucket } from '../../lib';
import { requireAccessLogsTarget } from '../../lib/logs/access-log-target';
import { traitsOf } from '../../lib/logs/bucket-traits';
import { requireReplicas } from '../../lib/logs/replication';
import { newStack, onlyResource } from '../util';

const stack = newStack();
const plain = new s3.Bucket(stack, 'Plain');
const versioned = new s3.Bucket(stack, 'Versioned', { versioned: true });
const locked = new s3.Bucket(stack, 'Locked', { versioned: true, objectLockEnabled: true });
const key = new kms.Key(stack, 'Key');
const keyAbroad = kms.Key.fromKeyArn(stack, 'KeyAbroad', `arn:aws:kms:us-east-1:${stack.account}:key/k`);
const withKey = new s3.Bucket(stack, 'WithKey', { encryptionKey: key });
const imported = s3.Bucket.fromBucketName(stack, 'Imported', 'imported');

test('what is known of a bucket', () => {
  expect(traitsOf(plain)).toEqual({ isVersioned: false, isLocked: false, hasKmsKey: false });
  expect(traitsOf(versioned)).toEqual({ isVersioned: true, isLocked: false, hasKmsKey: false });
  expect(traitsOf(locked)).toEqual({ isVersioned: true, isLocked: true, hasKmsKey: false });
  expect(traitsOf(withKey)).toEqual({ isVersioned: false, isLocked: false, hasKmsKey: true });
  expect(traitsOf(imported)).toBeUndefined();
});

describe('a bucket for access logs', () => {
  const check = (bucket?: s3.IBucket, prefix?: string) => () => requireAccessLogsTarget(stack, bucket, prefix);
  const region = 'us-east-1';
  const abroad = s3.Bucket.fromBucketAttributes(stack, 'Abroad', {
    bucketName: 'abroad',
    account: stack.account,
    region,
  });

  test('is taken', () => {
    expect(check()).not.toThrow();
    expect(check(plain, 'p')).not.toThrow();
    expect(check(imported)).not.toThrow();
  });

  test.each([
    [undefined, 'p', `'serverAccessLogsPrefix': got "p", allowed is none without a 'serverAccessLogsBucket'.`],
    [undefined, '', `'serverAccessLogsPrefix': got ""`],
    [
      locked,
      undefined,
      `'serverAccessLogsBucket': got "Stack/Locked with Object Lock", allowed is a bucket without Object Lock.`,
    ],
    [
      withKey,
      undefined,
      `'serverAccessLogsBucket': got "Stack/WithKey with a key of KMS", allowed is a bucket that is encrypted with S3's own keys.`,
    ],
    [abroad, undefined, `'serverAccessLogsBucket': got "Stack/Abroad of region us-east-1"`],
  ])('is refused %#', (bucket, prefix, message) => {
    expect(check(bucket, prefix)).toThrow(`Invalid ${message}`);
  });
});

describe('a replica', () => {
  const check =
    (rule: s3.ReplicationRule, hasKey = false, isLocked = false) =>
    () =>
      requireReplicas([rule], { hasKey, isLocked });

  test('is taken', () => {
    expect(() => requireReplicas(undefined, { hasKey: true, isLocked: true })).not.toThrow();
    expect(check({ destination: versioned })).not.toThrow();
    expect(check({ destination: imported }, false, true)).not.toThrow();
    expect(check({ destination: locked }, false, true)).not.toThrow();
    expect(check({ destination: versioned, sseKmsEncryptedObjects: true, kmsKey: key }, true)).not.toThrow();
  });

  test('is named in a list that holds some', () => {
    expect(() => requireReplicas([], { hasKey: false, isLocked: false })).toThrow(
      "Invalid 'replicationRules': got [], allowed is a list with at least one rule; leave 'replicationRules' out for no copies.",
    );
    const rules = [{ destination: versioned }, { destination: plain }];
    expect(() => requireReplicas(rules, { hasKey: false, isLocked: false })).toThrow(
      `Invalid 'replicationRules[1].destination': got "Stack/Plain", allowed is a bucket that is versioned.`,
    );
  });

  test.each<[s3.ReplicationRule, boolean, boolean, string]>([
    [
      { destination: versioned },
      true,
      false,
      `.sseKmsEncryptedObjects': got undefined, allowed is true where 'encryption' is a key of KMS: S3 leaves out what such a key encrypts.`,
    ],
    [
      { destination: versioned, sseKmsEncryptedObjects: true },
      false,
      false,
      `.kmsKey': got undefined, allowed is a key in the destination's region, with 'sseKmsEncryptedObjects'.`,
    ],
    [
      { destination: versioned, kmsKey: key },
      false,
      false,
      `.sseKmsEncryptedObjects': got undefined, allowed is true with a 'kmsKey', or S3 refuses the rule.`,
    ],
    [
      { destination: versioned, sseKmsEncryptedObjects: true, kmsKey: keyAbroad },
      true,
      false,
      `.kmsKey': got "Stack/KeyAbroad of region us-east-1", allowed is a key of eu-west-1, the destination's region.`,
    ],
    [
      { destination: versioned },
      false,
      true,
      `.destination': got "Stack/Versioned", allowed is a bucket with Object Lock, where 'objectLock' is given.`,
    ],
  ])('is refused %#', (rule, hasKey, isLocked, message) => {
    expect(() => requireReplicas([rule], { hasKey, isLocked })).toThrow(`Invalid 'replicationRules[0]${message}`);
  });

  test('of a LogBucket has to fit its key and its lock, and is written by a role of its own', () => {
    const encryption = AuditEncryption.kms();
    const objectLock = s3.ObjectLockRetention.compliance(Duration.days(1));
    const make = (id: string, props: object, scope = newStack()) => new LogBucket(scope, id, props);
    const replicationRules = [{ destination: imported }];
    expect(() => make('WithKey', { encryption, replicationRules })).toThrow(/sseKmsEncryptedObjects/);
    expect(() => make('Locked', { objectLock, replicationRules: [{ destination: versioned }] })).toThrow(/Object Lock/);
    const own = newStack();
    const destination = s3.Bucket.fromBucketName(own, 'Copies', 'copies');
    make('Logs', { replicationRules: [{ destination }] }, own);
    expect(onlyResource(Template.fromStack(own), 'AWS::IAM::Role')).toMatchObject({
      Description: "Copies CloudTrail's log files to other buckets",
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 's3.amazonaws.com' } }] },
    });
    const keyed = newStack();
    make('Keyed', { encryption }, keyed);
    expect(onlyResource(Template.fromStack(keyed), 'AWS::KMS::Key').Description).toBe("CloudTrail's log files");
  });
});
