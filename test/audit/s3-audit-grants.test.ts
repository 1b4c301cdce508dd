import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditWorkgroup,
  AuditedAccounts,
  LogStorage,
  QueryResults,
  S3AuditGrants,
  S3AuditTrail,
  S3AuditTrailProps,
} from '../../lib';
import { ENV, newStack, textOf, warnings } from '../util';

interface Allowed {
  actions: string[];
  resources: string[];
  condition?: unknown;
}

function granted(props: S3AuditTrailProps = {}, stack = newStack()): Allowed[] {
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit', props).grants.runQueries(role).assertSuccess();
  return allowedIn(stack);
}

function allowedIn(stack: Stack, policyId = ''): Allowed[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .filter(([id]) => id.startsWith(policyId))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement as Record<string, unknown>[])
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat() as string[],
      resources: [Resource].flat().map(textOf),
      condition: Condition,
    }));
}

const resourcesOf = (allowed: Allowed[], action: string) =>
  allowed.filter((one) => one.actions.includes(action)).flatMap((one) => one.resources);

test('an analyst may run queries, read table, view and logs, write and read results', () => {
  const allowed = granted();
  expect(resourcesOf(allowed, 'athena:StartQueryExecution')).toEqual([
    expect.stringMatching(/:athena:eu-west-1:111122223333:workgroup\/<"AuditWorkgroup\w+">$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetTable')).toEqual([
    expect.stringMatching(/:glue:eu-west-1:111122223333:catalog$/),
    expect.stringMatching(/:database\/<"AuditDatabase\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/<"AuditTable\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/<"AuditRequestsView\w+">$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetDatabase')).toContainEqual(expect.stringMatching(/:database\/default$/));
  expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
    expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>\/\*$/),
    expect.stringMatching(/^<\["AuditLogBucket\w+","Arn"\]>\/AWSLogs\/111122223333\/CloudTrail\/\*$/),
  ]);
  expect(resourcesOf(allowed, 's3:PutObject')).toEqual([
    expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>\/\*$/),
  ]);
  expect(allowed.find((one) => one.condition)).toMatchObject({
    actions: ['s3:ListBucket'],
    condition: { StringLike: { 's3:prefix': ['AWSLogs/111122223333/CloudTrail/*'] } },
  });
});

test('without a view, none is granted', () => {
  const tables = (allowed: Allowed[]) => resourcesOf(allowed, 'glue:GetTable').filter((arn) => arn.includes(':table/'));
  expect(tables(granted({ requestsView: false }))).toEqual([expect.stringMatching(/\/<"AuditTable\w+">$/)]);

  const stack = newStack();
  const { table, workgroup, requestsView } = new S3AuditTrail(stack, 'Audit');
  const [one, both] = ['One', 'Both'].map(
    (id) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() }),
  );
  S3AuditGrants.of(table, workgroup).runQueries(one);
  S3AuditGrants.of(table, workgroup, requestsView).runQueries(both);
  expect(tables(allowedIn(stack, 'OneDefaultPolicy'))).toHaveLength(1);
  expect(tables(allowedIn(stack, 'BothDefaultPolicy'))).toHaveLength(2);
});

test('and nothing more', () => {
  const allowed = granted();
  const actions = allowed.flatMap((one) => one.actions);
  expect(actions.filter((action) => /\*|Delete|Create|Update|Tag|Acl|Policy/.test(action))).toEqual([]);
  expect(actions.filter((action) => /Put|Abort/.test(action)).sort()).toEqual([
    's3:AbortMultipartUpload',
    's3:PutObject',
  ]);
  expect(allowed.filter((one) => one.resources.includes('*'))).toEqual([
    {
      actions: [
        'athena:ListDataCatalogs',
        'athena:ListEngineVersions',
        'athena:ListWorkGroups',
        'lakeformation:GetDataAccess',
      ],
      resources: ['*'],
      condition: undefined,
    },
  ]);
});

test('what drivers and BI tools list: databases, and the tables of this one', () => {
  const allowed = granted();
  for (const action of ['GetDataCatalog', 'GetDatabase', 'GetTableMetadata', 'ListDatabases', 'ListTableMetadata']) {
    expect(resourcesOf(allowed, `athena:${action}`)).toEqual([expect.stringMatching(/:datacatalog\/AwsDataCatalog$/)]);
  }
  expect(resourcesOf(allowed, 'glue:GetDatabases')).toEqual([
    expect.stringMatching(/:catalog$/),
    expect.stringMatching(/:database\/\*$/),
  ]);
  expect(resourcesOf(allowed, 'glue:GetTables')).toEqual([
    expect.stringMatching(/:catalog$/),
    expect.stringMatching(/:database\/<"AuditDatabase\w+">$/),
    expect.stringMatching(/:table\/<"AuditDatabase\w+">\/\*$/),
  ]);
});

test('the log files of the table’s accounts, and nothing else under a shared AWSLogs/', () => {
  const logsOf = (props: S3AuditTrailProps, stack?: Stack) =>
    resourcesOf(granted(props, stack), 's3:GetObject')
      .map((arn) => arn.replace(/^.*?>\//, ''))
      .filter((path) => path !== '*');
  const accounts = ['111122223333', '444455556666'];
  expect(logsOf({ accounts: AuditedAccounts.of(accounts) })).toEqual(
    accounts.map((account) => `AWSLogs/${account}/CloudTrail/*`),
  );
  expect(logsOf({}, newStack({}))).toEqual(['AWSLogs/<"AWS::AccountId">/CloudTrail/*']);
  const stack = newStack();
  const parameter = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' });
  expect(logsOf({ accounts: AuditedAccounts.of(parameter.valueAsList) }, stack)).toEqual(['AWSLogs/*/CloudTrail/*']);
});

describe('an audit whose buckets are in a stack of another account', () => {
  const app = new App();
  const central = new Stack(app, 'Central', { env: { ...ENV, account: '999988887777' } });
  const own = new Stack(app, 'Own', { env: ENV });
  const bucket = (id: string) =>
    new s3.Bucket(central, id, {
      bucketName: `central-${id.toLowerCase()}`,
      encryption: s3.BucketEncryption.S3_MANAGED,
    });
  const logBucket = bucket('Logs');
  const results = bucket('Results');
  const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.inBucket(results, 'athena'));
  const role = new iam.Role(own, 'Analyst', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'analyst' });
  new S3AuditTrail(own, 'Audit', { logStorage: LogStorage.inBucket(logBucket), workgroup }).grants
    .runQueries(role)
    .assertSuccess();
  const policies = () =>
    Object.values(Template.fromStack(central).findResources('AWS::S3::BucketPolicy')).map(
      ({ Properties: { Bucket, PolicyDocument } }) => ({
        bucket: textOf(Bucket),
        allowed: (PolicyDocument.Statement as Record<string, unknown>[])
          .filter(({ Principal }) => JSON.stringify(Principal).includes('role/analyst'))
          .flatMap(({ Action }) => Action),
      }),
    );

  test('the policies of the buckets let the analyst in, too', () => {
    expect(policies()).toEqual([
      { bucket: expect.stringMatching(/Logs/), allowed: ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject'] },
      {
        bucket: expect.stringMatching(/Results/),
        allowed: [
          's3:GetBucketLocation',
          's3:ListBucket',
          's3:ListBucketMultipartUploads',
          's3:AbortMultipartUpload',
          's3:GetObject',
          's3:ListMultipartUploadParts',
          's3:PutObject',
        ],
      },
    ]);
  });
});

describe('warns of whom nothing can be granted to', () => {
  const arn = 'arn:aws:iam::111122223333:role/kept';
  const newRole = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  test.each<[string, string | undefined, (stack: Stack) => iam.IGrantable]>([
    ['a role', undefined, newRole],
    ['an imported role', undefined, (stack) => iam.Role.fromRoleArn(stack, 'Role', arn)],
    ['an imported user', undefined, (stack) => iam.User.fromUserName(stack, 'User', 'analyst')],
    ['a role that must not change', 'Stack/ImmutableRoleRole', (stack) => newRole(stack).withoutPolicyUpdates()],
    ['an immutable role', 'Stack/Role', (stack) => iam.Role.fromRoleArn(stack, 'Role', arn, { mutable: false })],
    [
      'a role of another account',
      'Stack/Role',
      (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999988887777:role/other'),
    ],
    ['an ARN', `ArnPrincipal(${arn})`, () => new iam.ArnPrincipal(arn)],
    [
      'a service',
      'ServicePrincipal(quicksight.amazonaws.com)',
      () => new iam.ServicePrincipal('quicksight.amazonaws.com'),
    ],
  ])('%s: %s', (_, named, newGrantee) => {
    const stack = newStack();
    const audit = new S3AuditTrail(stack, 'Audit');
    audit.grants.runQueries(newGrantee(stack));
    expect(warnings(stack)).toEqual(
      named === undefined
        ? []
        : [
            `The policy of ${named} can't be amended, so it can run the queries of Stack/Audit/Table only if another policy lets it. ` +
              '[ack: cdk-s3-audit-trail:notGranted]',
          ],
    );
  });
});

test('with buckets that have keys: decrypt logs, encrypt and decrypt results, under the prefixes', () => {
  const stack = newStack();
  const bucket = (id: string) => new s3.Bucket(stack, id, { encryptionKey: new kms.Key(stack, `${id}Key`) });
  const results = QueryResults.inBucket(bucket('Results'), 'athena');
  const workgroup = AuditWorkgroup.fromWorkgroupName('security', results);
  const allowed = granted({ logStorage: LogStorage.inBucket(bucket('Logs'), { prefix: 'audit' }), workgroup }, stack);
  expect(resourcesOf(allowed, 'kms:Decrypt')).toEqual([
    expect.stringContaining('ResultsKey'),
    expect.stringContaining('LogsKey'),
  ]);
  expect(resourcesOf(allowed, 'kms:GenerateDataKey')).toEqual([expect.stringContaining('ResultsKey')]);
  expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
    expect.stringMatching(/\/athena\/\*$/),
    expect.stringMatching(/\/audit\/AWSLogs\/111122223333\/CloudTrail\/\*$/),
  ]);
});

test('with results that Athena keeps: no bucket is written', () => {
  const stack = newStack();
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.athenaManaged() });
  expect(resourcesOf(granted({ workgroup }, stack), 's3:PutObject')).toEqual([]);
});

describe('results in the bucket of the log files', () => {
  const audit = (prefix?: string, s3KeyPrefix?: string) => {
    const stack = newStack();
    const logBucket = new s3.Bucket(stack, 'Logs');
    const workgroup = new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.inBucket(logBucket, prefix) });
    return new S3AuditTrail(stack, 'Audit', {
      logStorage: LogStorage.inBucket(logBucket, { prefix: s3KeyPrefix }),
      workgroup,
    });
  };

  test.each([
    [undefined, undefined],
    ['AWSLogs', undefined],
    ['AWSLogs/111122223333/CloudTrail', undefined],
    ['audit', 'audit'],
    ['audit/AWSLogs/results', 'audit'],
  ])('are refused under the prefix %s where log files lie under %s', (prefix, s3KeyPrefix) => {
    expect(() => audit(prefix, s3KeyPrefix)).toThrow(
      /Invalid 'results': got .*, allowed is a prefix beside .*AWSLogs\//,
    );
  });

  test.each([
    ['results', undefined],
    ['AWSLogs-results', undefined],
    ['AWSLogs', 'audit'],
  ])('are taken under the prefix %s where log files lie under %s', (prefix, s3KeyPrefix) => {
    expect(() => audit(prefix, s3KeyPrefix)).not.toThrow();
  });
});

test('a view over another table is refused', () => {
  const stack = newStack();
  const [one, other] = ['One', 'Other'].map((id) => new S3AuditTrail(stack, id));
  expect(() => S3AuditGrants.of(one.table, one.workgroup, other.requestsView)).toThrow(
    `Invalid 'view': got "Stack/Other/RequestsView", allowed is a view over Stack/One/Table.`,
  );
});

test('with an imported bucket of another account: a warning says what its policy needs', () => {
  const stack = newStack();
  const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
    bucketName: 'their-logs',
    account: '444455556666',
  });
  const role = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
  new S3AuditTrail(stack, 'Audit', { logStorage: LogStorage.inBucket(logBucket) }).grants.runQueries(role);
  const told = warnings(stack).filter((warning) => warning.includes('bucketOfAnotherAccount'));
  expect(told.map((warning) => /"Action":"([^"]*)"/.exec(warning)?.[1])).toEqual([
    's3:GetBucketLocation',
    's3:ListBucket',
    's3:GetObject',
  ]);
  expect(told[2]).toMatch(/^The policy of the imported bucket Stack\/Logs can't be amended, .* than Stack\/Analyst/);
});
