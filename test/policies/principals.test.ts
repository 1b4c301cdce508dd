import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditEncryption,
  AuditWorkgroup,
  AuditedAccounts,
  LogStorage,
  QueryResults,
  S3AuditTrail,
  S3AuditTrailProps,
} from '../../lib';
import { ACCOUNT, REGION, newStack } from '../util';
import { DeployedPolicies } from './deployed-policies';
import { Caller, Statement, Target, isAllowed } from './policy-evaluator';

const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit`;
const LOG_FILE = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/26/a.json.gz`;
const OF_ORGANIZATION = 'AWSLogs/o-a1b2c3d4e5/444455556666/CloudTrail/eu-west-1/2026/11/26/a.json.gz';
const EVERYTHING: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const ALL_OF_S3: Statement[] = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];

/** What somebody may try, with what they may try it on. */
type Attempts = Record<string, { actions: string[]; target: Target }>;

function deployed(props: (stack: Stack) => S3AuditTrailProps) {
  const stack = newStack();
  const audit = new S3AuditTrail(stack, 'Audit', { trailName: 'audit', ...props(stack) });
  const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  const investigator = new iam.Role(stack, 'Investigator', { assumedBy: new iam.AccountRootPrincipal() });
  const auditor = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
  audit.grants.runQueries(analyst);
  audit.grants.readLogs(investigator);
  audit.grants.readConfiguration(auditor);
  const policies = new DeployedPolicies(stack);
  const logKey = audit.logBucket.encryptionKey;
  const results = audit.workgroup.resultsBucket!;
  const resultsKey = results.encryptionKey;
  const objects = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'];
  const keyActions = [
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:PutKeyPolicy',
    'kms:ScheduleKeyDeletion',
    'kms:CreateGrant',
  ];
  const attempts: Attempts = {
    'log bucket': {
      actions: [
        ...['s3:GetBucketAcl', 's3:GetBucketPolicy', 's3:ListBucket', 's3:ListBucketVersions'],
        ...['s3:PutBucketPolicy', 's3:DeleteBucket'],
      ],
      target: policies.bucket(audit.logBucket.bucketArn),
    },
    'log file': { actions: objects, target: policies.bucket(audit.logBucket.bucketArn, LOG_FILE) },
    'digest file': {
      actions: objects,
      target: policies.bucket(audit.logBucket.bucketArn, LOG_FILE.replace('/CloudTrail/', '/CloudTrail-Digest/')),
    },
    'organization’s log file': {
      actions: objects,
      target: policies.bucket(audit.logBucket.bucketArn, OF_ORGANIZATION),
    },
    'other file': { actions: objects, target: policies.bucket(audit.logBucket.bucketArn, 'other') },
    result: { actions: objects, target: policies.bucket(results.bucketArn, 'a.csv') },
    ...(logKey ? { 'log key': { actions: keyActions, target: policies.key(logKey.keyArn) } } : {}),
    ...(resultsKey ? { 'results key': { actions: keyActions, target: policies.key(resultsKey.keyArn) } } : {}),
  };
  return {
    audit,
    policies,
    analyst: policies.role(analyst.roleArn),
    investigator: policies.role(investigator.roleArn),
    auditor: policies.role(auditor.roleArn),
    /** What a caller can do, over TLS 1.3. */
    allowedTo: (caller: Caller, context: Record<string, string> = {}) =>
      Object.entries(attempts).flatMap(([name, { actions, target }]) =>
        actions
          .filter((action) =>
            isAllowed(caller, {
              action,
              target,
              context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...context },
            }),
          )
          .map((action) => `${action} on ${name}`),
      ),
  };
}

const CLOUDTRAIL: Caller = { service: 'cloudtrail.amazonaws.com' };

/** As CloudTrail asks, for a trail. */
function delivery(trailArn: string, contextOf = trailArn): Record<string, string> {
  return {
    'aws:SourceArn': trailArn,
    's3:x-amz-acl': 'bucket-owner-full-control',
    'kms:EncryptionContext:aws:cloudtrail:arn': contextOf,
    's3:prefix': '',
  };
}

/** Where an analyst's query lists. */
const LISTING = { 's3:prefix': `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/26/` };

const keyedBy = (stack: Stack, encryption: AuditEncryption): S3AuditTrailProps => ({
  logStorage: LogStorage.newBucket({ encryption }),
  workgroup: new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.newBucket({ encryption }) }),
});

describe.each<[string, (stack: Stack) => S3AuditTrailProps, { keys: boolean; one?: boolean }]>([
  ['S3’s own keys', () => ({}), { keys: false }],
  ['a new key for log files, and one for results', (stack) => keyedBy(stack, AuditEncryption.kms()), { keys: true }],
  [
    'one key of the app for both',
    (stack) => keyedBy(stack, AuditEncryption.kms(new kms.Key(stack, 'Key'))),
    { keys: true, one: true },
  ],
])('with %s', (_, props, { keys, one = false }) => {
  const ifKeys = (...allowed: string[]) => (keys ? allowed : []);
  const ifOne = (...allowed: string[]) => (one ? allowed : []);
  const { analyst, investigator, auditor, allowedTo } = deployed(props);

  test('CloudTrail delivers for this trail: it writes, and reads nothing', () => {
    expect(allowedTo(CLOUDTRAIL, delivery(TRAIL))).toEqual([
      's3:GetBucketAcl on log bucket',
      's3:PutObject on log file',
      's3:PutObject on digest file',
      ...ifKeys('kms:Decrypt on log key', 'kms:GenerateDataKey on log key', 'kms:DescribeKey on log key'),
      ...ifOne('kms:Decrypt on results key', 'kms:GenerateDataKey on results key', 'kms:DescribeKey on results key'),
    ]);
  });

  test.each([
    ['another trail of the account', `${TRAIL}-2`],
    ['a trail of its name in another region', TRAIL.replace('eu-west-1', 'us-east-1')],
    ['a trail of its name in another account', TRAIL.replace(ACCOUNT, '444455556666')],
  ])('CloudTrail does nothing for %s', (_name, trailArn) => {
    expect(allowedTo(CLOUDTRAIL, delivery(trailArn))).toEqual([]);
    // Nor where the trail of the context is this one.
    expect(allowedTo(CLOUDTRAIL, delivery(trailArn, TRAIL))).toEqual([]);
  });

  test('CloudTrail encrypts nothing for a trail of another account', () => {
    const context = delivery(TRAIL, TRAIL.replace(ACCOUNT, '444455556666'));
    expect(allowedTo(CLOUDTRAIL, context)).not.toContain('kms:GenerateDataKey on log key');
  });

  test('who runs queries reads log files, and writes results; deletes nothing', () => {
    expect(allowedTo(analyst, LISTING)).toEqual([
      's3:ListBucket on log bucket',
      's3:GetObject on log file',
      's3:GetObject on result',
      's3:PutObject on result',
      ...ifKeys('kms:Decrypt on log key'),
      ...ifOne('kms:GenerateDataKey on log key'),
      ...ifKeys('kms:Decrypt on results key', 'kms:GenerateDataKey on results key'),
    ]);
  });

  test('who reads logs reads log files, also as they were, and lists them; no results', () => {
    expect(allowedTo(investigator)).toEqual([
      's3:ListBucket on log bucket',
      's3:ListBucketVersions on log bucket',
      's3:GetObject on log file',
      's3:GetObjectVersion on log file',
      's3:GetObject on digest file',
      's3:GetObjectVersion on digest file',
      ...ifKeys('kms:Decrypt on log key'),
      ...ifOne('kms:Decrypt on results key'),
    ]);
  });

  test('who reads the configuration reads policies, and decrypts nothing', () => {
    expect(allowedTo(auditor, LISTING)).toEqual([
      's3:GetBucketAcl on log bucket',
      's3:GetBucketPolicy on log bucket',
      ...ifKeys('kms:DescribeKey on log key', 'kms:GetKeyPolicy on log key'),
      ...ifKeys('kms:DescribeKey on results key', 'kms:GetKeyPolicy on results key'),
    ]);
  });

  test('who runs queries lists no other folder', () => {
    expect(allowedTo(analyst, { 's3:prefix': 'AWSLogs/' })).not.toContain('s3:ListBucket on log bucket');
  });

  test.each([
    ['without TLS', { 'aws:SecureTransport': 'false' }],
    ['by TLS 1.1', { 's3:TlsVersion': '1.1' }],
  ])('nobody uses the buckets %s, not even who may do everything', (_name, context) => {
    const administrator = { arn: `arn:aws:iam::${ACCOUNT}:role/admin`, statements: EVERYTHING };
    expect(allowedTo(administrator, context).filter((allowed) => allowed.startsWith('s3:'))).toEqual([]);
  });

  test('who may do everything in S3 decrypts nothing that a key of KMS encrypts', () => {
    const reader = { arn: `arn:aws:iam::${ACCOUNT}:role/reader`, statements: ALL_OF_S3 };
    expect(allowedTo(reader)).toContain('s3:GetObject on log file');
    expect(allowedTo(reader).filter((allowed) => allowed.startsWith('kms:'))).toEqual([]);
  });

  test.each<[string, Caller]>([
    ['a role without permissions', { arn: `arn:aws:iam::${ACCOUNT}:role/other` }],
    [
      'who may do everything in another account',
      { arn: 'arn:aws:iam::444455556666:role/admin', statements: EVERYTHING },
    ],
    ['nobody known', {}],
    ['S3’s access logs', { service: 'logging.s3.amazonaws.com' }],
    ['Config', { service: 'config.amazonaws.com' }],
  ])('%s does nothing', (_name, caller) => {
    expect(allowedTo(caller, { ...delivery(TRAIL), ...LISTING })).toEqual([]);
  });
});

test('of an organization: CloudTrail delivers for all of its accounts, and encrypts for the management account’s trail', () => {
  const { allowedTo } = deployed((stack) => ({
    ...keyedBy(stack, AuditEncryption.kms()),
    organizationId: 'o-a1b2c3d4e5',
    accounts: AuditedAccounts.of([ACCOUNT, '444455556666']),
  }));
  expect(allowedTo(CLOUDTRAIL, delivery(TRAIL))).toEqual([
    's3:GetBucketAcl on log bucket',
    's3:PutObject on log file',
    's3:PutObject on digest file',
    's3:PutObject on organization’s log file',
    'kms:Decrypt on log key',
    'kms:GenerateDataKey on log key',
    'kms:DescribeKey on log key',
  ]);
  expect(allowedTo(CLOUDTRAIL, delivery(TRAIL.replace(ACCOUNT, '444455556666')))).toEqual([]);
});

test('two trails with one key: each encrypts for itself, in its own bucket', () => {
  const { allowedTo } = deployed((stack) => {
    const encryption = AuditEncryption.kms(new kms.Key(stack, 'Key'));
    new S3AuditTrail(stack, 'Other', { trailName: 'other', ...{ logStorage: LogStorage.newBucket({ encryption }) } });
    return { logStorage: LogStorage.newBucket({ encryption }) };
  });
  const ofKey = ['kms:Decrypt on log key', 'kms:GenerateDataKey on log key', 'kms:DescribeKey on log key'];
  const ofBucket = ['s3:GetBucketAcl on log bucket', 's3:PutObject on log file', 's3:PutObject on digest file'];
  expect(allowedTo(CLOUDTRAIL, delivery(TRAIL))).toEqual([...ofBucket, ...ofKey]);
  expect(allowedTo(CLOUDTRAIL, delivery(TRAIL.replace('/audit', '/other')))).toEqual(ofKey);
});

test('the role that copies log files reads and decrypts them, and neither writes nor deletes them', () => {
  let destination!: s3.Bucket;
  const replicaKey = `arn:aws:kms:${REGION}:${ACCOUNT}:key/replica`;
  const { audit, policies, allowedTo } = deployed((stack) => {
    destination = new s3.Bucket(stack, 'Copy', { versioned: true });
    const kmsKey = kms.Key.fromKeyArn(stack, 'ReplicaKey', replicaKey);
    const replicationRules = [{ destination, kmsKey, sseKmsEncryptedObjects: true }];
    return { logStorage: LogStorage.newBucket({ encryption: AuditEncryption.kms(), replicationRules }) };
  });
  const [role] = policies.roles().filter(({ arn }) => arn!.includes('ReplicationRole'));
  const can = (target: Target, ...actions: string[]) =>
    actions.filter((action) =>
      isAllowed(role, { action, target, context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' } }),
    );
  expect(allowedTo(role, LISTING)).toEqual(['s3:ListBucket on log bucket', 'kms:Decrypt on log key']);
  const reading = ['s3:GetObjectVersionForReplication', 's3:GetObjectRetention', 's3:GetObjectLegalHold'];
  const writing = ['s3:ReplicateObject', 's3:PutObject', 's3:DeleteObject', 's3:BypassGovernanceRetention'];
  expect(can(policies.bucket(audit.logBucket.bucketArn, LOG_FILE), ...reading, ...writing)).toEqual(reading);
  expect(can(policies.bucket(destination.bucketArn, LOG_FILE), ...reading, ...writing)).toEqual(['s3:ReplicateObject']);
  expect(can(policies.plain(replicaKey), 'kms:Encrypt', 'kms:Decrypt', 'kms:PutKeyPolicy')).toEqual(['kms:Encrypt']);
});

test('nobody gives a new key away by a grant of KMS, not even who may do everything; services of AWS may make theirs', () => {
  const { allowedTo } = deployed((stack) => keyedBy(stack, AuditEncryption.kms()));
  const administrator = { arn: `arn:aws:iam::${ACCOUNT}:role/admin`, statements: EVERYTHING };
  const grants = (ofService: string) =>
    allowedTo(administrator, { 'kms:GrantIsForAWSResource': ofService, 'aws:PrincipalIsAWSService': 'false' }).filter(
      (allowed) => allowed.startsWith('kms:CreateGrant'),
    );
  expect(grants('false')).toEqual([]);
  expect(grants('true')).toEqual(['kms:CreateGrant on log key', 'kms:CreateGrant on results key']);
});
