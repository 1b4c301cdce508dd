import { CfnParameter } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditEncryption } from '../../lib';
import { openConfiguration } from '../../lib/core/configuration-grants';
import { requireSamePlace } from '../../lib/core/same-place';
import { newStack } from '../util';

describe('encryption', () => {
  const bind = (encryption: AuditEncryption, stack = newStack()) => encryption._bind(stack, 'Key', 'Of logs');

  test('by keys of S3 needs none', () => {
    expect(bind(AuditEncryption.s3Managed())).toBeUndefined();
  });

  test('by a key that is given', () => {
    const stack = newStack();
    const spec = kms.KeySpec.SYMMETRIC_DEFAULT;
    const keys = [new kms.Key(stack, 'Given'), new kms.Key(stack, 'Symmetric', { keySpec: spec })];
    keys.forEach((key) => expect(bind(AuditEncryption.kms(key))).toBe(key));
    const later = new kms.Key(stack, 'Later');
    (later.node.defaultChild as kms.CfnKey).keySpec = new CfnParameter(stack, 'Spec').valueAsString;
    expect(() => AuditEncryption.kms(later)).not.toThrow();
  });

  test('by a new key, which rotates, stays, and is given away by nobody', () => {
    const stack = newStack();
    expect(bind(AuditEncryption.kms(), stack)?.node.path).toBe('Stack/Key');
    Template.fromStack(stack).hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: {
        Description: 'Of logs',
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: Match.arrayWith([
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'kms:CreateGrant',
              Resource: '*',
              Condition: {
                BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
              },
            },
          ]),
        },
      },
    });
  });

  test('is by a key of the region, in any account', () => {
    const stack = newStack();
    const keyIn = (region: string) => kms.Key.fromKeyArn(stack, region, `arn:aws:kms:${region}:444455556666:key/k`);
    const near = keyIn('eu-west-1');
    expect(bind(AuditEncryption.kms(near))).toBe(near);
    expect(() => bind(AuditEncryption.kms(keyIn('us-east-1')))).toThrow(
      new Error(
        `Invalid 'key': got "Stack/us-east-1 of region us-east-1", allowed is one of eu-west-1, the region of the stack.`,
      ),
    );
  });

  test('is by a symmetric key, no alias', () => {
    const stack = newStack();
    const rsa = new kms.Key(stack, 'Rsa', { keySpec: kms.KeySpec.RSA_2048 });
    expect(() => AuditEncryption.kms(rsa)).toThrow(
      `Invalid 'key': got "Stack/Rsa (RSA_2048)", allowed is a symmetric key, which S3 and CloudTrail encrypt with.`,
    );
    const aliases = [
      kms.Alias.fromAliasName(stack, 'ByName', 'alias/mine'),
      kms.Key.fromKeyArn(stack, 'ByArn', 'arn:aws:kms:eu-west-1:111122223333:alias/mine'),
    ];
    aliases.forEach((alias) => expect(() => AuditEncryption.kms(alias)).toThrow("Invalid 'key': got"));
    expect(() => AuditEncryption.kms('key' as unknown as kms.IKey)).toThrow(`Invalid 'key': got "key"`);
  });
});

describe('how a bucket is set up', () => {
  const grants = (key: boolean) => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const bucket = new s3.Bucket(stack, 'Bucket', key ? { encryptionKey: new kms.Key(stack, 'Key') } : {});
    const made = openConfiguration(bucket, role).flatMap(({ principalStatements }) => principalStatements);
    return made.map(
      (statement) => stack.resolve(statement.toStatementJson()) as { Action: string[]; Resource: unknown },
    );
  };

  test('reads it, and no object', () => {
    const [bucket, ...others] = grants(false);
    expect(others).toEqual([]);
    expect(bucket.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Bucket/), 'Arn'] });
    expect(bucket.Action).toContain('s3:GetBucketPolicy');
    expect(bucket.Action).not.toContain('s3:GetObject');
  });

  test('with that of its key', () => {
    const [, key] = grants(true);
    expect(key.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(key.Action).toContain('kms:GetKeyPolicy');
    expect(key.Action).not.toContain('kms:Decrypt');
  });
});

test('what is in another account or region than the stack is refused, as far as that is known', () => {
  const stack = newStack();
  const key = (region: string, account: string) =>
    kms.Key.fromKeyArn(newStack(), 'Key', `arn:aws:kms:${region}:${account}:key/k`);
  const check =
    (of: kms.IKey, scope = stack) =>
    () =>
      requireSamePlace('key', of, scope);
  expect(check(key('eu-west-1', '111122223333'))).not.toThrow();
  expect(check(key('us-east-1', '444455556666'), newStack({}))).not.toThrow();
  expect(check(new kms.Key(newStack({}), 'Key'))).not.toThrow();
  expect(check(key('us-east-1', '111122223333'))).toThrow(
    `Invalid 'key': got "Stack/Key of region us-east-1", allowed is one of eu-west-1, the region of the stack.`,
  );
  expect(check(key('eu-west-1', '444455556666'))).toThrow(
    `Invalid 'key': got "Stack/Key of account 444455556666", allowed is one of 111122223333, the account of the stack.`,
  );
});
