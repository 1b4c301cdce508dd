import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccountLogOptions, AuditedAccounts, CloudTrailHistory, CloudTrailTable, LogLocation } from '../../lib';
import {
  grantDescribeTable,
  grantInspectLogs,
  grantReadLogBucket,
  grantReadLogs,
  grantReadTable,
} from '../../lib/table/cloudtrail-table-grants';
import { inspectPermissions, readPermissions } from '../../lib/table/log-readers';
import { ACCOUNT, newStack, textOf } from '../util';

const OTHER = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${OTHER}:key/k`;
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));

const named = (name: string) => (stack: Stack) => s3.Bucket.fromBucketName(stack, `Bucket${name}`, name);

function newTable(
  logs: AccountLogOptions = {},
  bucketOf: (stack: Stack) => s3.IBucket = named('logs'),
  stack = newStack(),
) {
  const database = new glue.Database(stack, 'Database', { databaseName: 'audit' });
  const location = LogLocation.ofAccounts(bucketOf(stack), logs);
  return new CloudTrailTable(stack, 'Table', { database, logs: location, tableName: 'events' });
}

/** A text in which the partition is that of most accounts. */
const plain = (value: unknown) => textOf(value).replaceAll('<"AWS::Partition">', 'aws');

function resolved(table: CloudTrailTable, permissions: ReturnType<typeof readPermissions>) {
  const stack = Stack.of(table);
  return permissions.map(({ actions, resourceArns, conditions }) => ({
    actions,
    on: resourceArns.map((arn) => plain(stack.resolve(arn))),
    ...(conditions && { conditions: stack.resolve(conditions) as unknown }),
  }));
}

describe('queries read', () => {
  const foldersOf = (accounts: AuditedAccounts) => {
    const table = newTable({ accounts });
    const [, list, get] = resolved(table, readPermissions(table));
    const folders = get.on.map((arn) => arn.slice('arn:aws:s3:::logs/'.length));
    expect(list.conditions).toEqual({ StringLike: { 's3:prefix': folders } });
    return folders;
  };

  test('where the bucket is, what it has of log files, and these', () => {
    const table = newTable({ prefix: 'audit' });
    const folder = `audit/AWSLogs/${ACCOUNT}/CloudTrail/*`;
    expect(resolved(table, readPermissions(table))).toEqual([
      { actions: ['s3:GetBucketLocation'], on: ['arn:aws:s3:::logs'] },
      {
        actions: ['s3:ListBucket'],
        on: ['arn:aws:s3:::logs'],
        conditions: { StringLike: { 's3:prefix': [folder] } },
      },
      { actions: ['s3:GetObject'], on: [`arn:aws:s3:::logs/${folder}`] },
    ]);
  });

  test.each([1, 2, 20])('the folder of each of %i accounts', (count) => {
    expect(foldersOf(AuditedAccounts.of(ids(count)))).toEqual(ids(count).map((id) => `AWSLogs/${id}/CloudTrail/*`));
  });

  test.each([
    ['21 accounts', AuditedAccounts.of(ids(21))],
    ['accounts that queries name', AuditedAccounts.injected({ saved: [ACCOUNT] })],
  ])('any folder of %s', (_, accounts) => {
    expect(foldersOf(accounts)).toEqual(['AWSLogs/*/CloudTrail/*']);
  });
});

test('an investigation reads digests and versions, too, and lists without a prefix', () => {
  const table = newTable();
  const [bucket, objects] = resolved(table, inspectPermissions(table));
  expect(bucket).toEqual({
    actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'],
    on: ['arn:aws:s3:::logs'],
  });
  expect(objects).toEqual({
    actions: [
      's3:GetObject',
      's3:GetObjectAttributes',
      's3:GetObjectLegalHold',
      's3:GetObjectRetention',
      's3:GetObjectVersion',
      's3:GetObjectVersionAttributes',
    ],
    on: [`arn:aws:s3:::logs/AWSLogs/${ACCOUNT}/CloudTrail*/*`],
  });
});

describe('owners of bucket and key', () => {
  const imported = (account: string | undefined, keyArn?: string) => (stack: Stack) =>
    s3.Bucket.fromBucketAttributes(stack, 'Imported', {
      bucketName: 'logs',
      account,
      encryptionKey: keyArn === undefined ? undefined : kms.Key.fromKeyArn(stack, 'Key', keyArn),
    });
  const outputsOf = (bucketOf: (stack: Stack) => s3.IBucket) => {
    const stack = Stack.of(newTable({}, bucketOf));
    return Object.values(Template.fromStack(stack).findOutputs('*')) as { Description: string; Value: unknown }[];
  };

  test('of another account are told what they must add', () => {
    const [ofBucket, ofKey, ...more] = outputsOf(imported(OTHER, KEY));
    const needs = (owned: string) =>
      `Statements that the policy of the log ${owned} needs before anybody of this account can read log files`;
    expect([ofBucket, ofKey].map(({ Description }) => Description)).toEqual([needs('bucket'), needs("bucket's key")]);
    expect(more).toEqual([]);
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    expect(JSON.parse(plain(ofBucket.Value)).map(({ Action, Principal }: any) => [Action, Principal])).toEqual(
      ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject'].map((action) => [action, { AWS: root }]),
    );
    expect(JSON.parse(plain(ofBucket.Value))[1].Condition).toEqual({
      StringLike: { 's3:prefix': [`AWSLogs/${ACCOUNT}/CloudTrail/*`] },
    });
    expect(JSON.parse(plain(ofKey.Value))).toEqual([
      { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:Decrypt', Resource: '*' },
    ]);
  });

  test.each<[string, (stack: Stack) => s3.IBucket, number]>([
    ['of another account, without a key', imported(OTHER), 1],
    ['of this account', imported(ACCOUNT, KEY.replace(OTHER, ACCOUNT)), 0],
    ['of this account, with a key of another', imported(ACCOUNT, KEY), 1],
    ['in this app', (stack) => new s3.Bucket(stack, 'Own', { encryption: s3.BucketEncryption.KMS }), 0],
  ])('%s: %#', (_, bucketOf, count) => {
    expect(outputsOf(bucketOf)).toHaveLength(count);
  });

  test('the table has the statements, those of a key where there is one', () => {
    const withKey = newTable({}, imported(ACCOUNT, KEY));
    expect([withKey.logBucketStatements, withKey.logKeyStatements].map((those) => those.length)).toEqual([3, 1]);
    expect(newTable().logKeyStatements).toEqual([]);
  });
});

describe('who is granted to', () => {
  /** What a role may do after a grant, by actions and resources. */
  const allowed = (
    grant: (table: CloudTrailTable, role: iam.Role) => iam.Grant[],
    table = newTable({}, (stack) => new s3.Bucket(stack, 'Own', { bucketName: 'logs' })),
  ) => {
    const stack = Stack.of(table);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const grants = grant(table, role);
    expect(grants.map(({ success }) => success)).not.toContain(false);
    return grants.flatMap(({ principalStatements }) =>
      principalStatements.map((statement) => {
        const { Action, Resource } = stack.resolve(statement.toStatementJson()) as {
          Action: string;
          Resource: unknown;
        };
        return [Action, [Resource].flat().map((one) => plain(one).replace(/<"(\w+?)[0-9A-F]{8}">/g, '<$1>'))];
      }),
    );
  };
  const glueArn = (resource: string) => `arn:aws:glue:eu-west-1:${ACCOUNT}:${resource}`;

  test('query a table reads what Glue has of it, and of nothing else more than names', () => {
    expect(allowed((table, role) => grantReadTable(table, role))).toEqual([
      [
        ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'],
        [glueArn('catalog'), glueArn('database/<Database>'), glueArn('table/<Database>/<TableTable>')],
      ],
      ['glue:GetDatabase', [glueArn('database/default')]],
      ['glue:GetDatabases', [glueArn('catalog'), glueArn('database/*')]],
      ['glue:GetTables', [glueArn('catalog'), glueArn('database/<Database>'), glueArn('table/<Database>/*')]],
    ]);
  });

  test('describe a table reads how it is defined, and was before', () => {
    expect(allowed((table, role) => grantDescribeTable(CloudTrailHistory.of([table]), role))).toEqual([
      [
        ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        [glueArn('catalog'), glueArn('database/<Database>'), glueArn('table/<Database>/<TableTable>')],
      ],
    ]);
  });

  test.each([
    ['read', grantReadLogs, readPermissions],
    ['inspect', grantInspectLogs, inspectPermissions],
  ])('%s log files may do that, and decrypt where the bucket has a key', (_, grant, permissions) => {
    const actionsOf = (encryption?: s3.BucketEncryption) => {
      const table = newTable({}, (stack) => new s3.Bucket(stack, 'Own', { encryption }));
      return [
        allowed(grant, table).flatMap(([actions]) => actions),
        permissions(table).flatMap(({ actions }) => actions),
      ];
    };
    const [withoutKey, those] = actionsOf();
    expect(withoutKey).toEqual(those);
    expect(actionsOf(s3.BucketEncryption.KMS)[0]).toEqual([...those, 'kms:Decrypt']);
  });

  test('read how the log bucket is set up may do so of it alone', () => {
    const actions = allowed(grantReadLogBucket).flatMap(([those]) => those);
    expect(actions).toContain('s3:GetBucketPolicy');
    expect(actions).not.toContain('s3:GetObject');
  });
});
