import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditWorkgroup, QueryResults, S3AuditTrail, S3AuditTrailGrants, S3AuditTrailProps } from '../lib';
import { newStack, textOf } from './util';

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
    expect.stringMatching(/^<\["AuditLogBucket\w+","Arn"\]>\/AWSLogs\/\*$/),
  ]);
  expect(resourcesOf(allowed, 's3:PutObject')).toEqual([
    expect.stringMatching(/^<\["AuditWorkgroupResults\w+","Arn"\]>\/\*$/),
  ]);
  expect(allowed.find((one) => one.condition)).toMatchObject({
    actions: ['s3:ListBucket'],
    condition: { StringLike: { 's3:prefix': 'AWSLogs/*' } },
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
  S3AuditTrailGrants.of(table, workgroup).runQueries(one);
  S3AuditTrailGrants.of(table, workgroup, requestsView).runQueries(both);
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
  expect(allowed.flatMap((one) => one.resources)).not.toContain('*');
});

test('with buckets that have keys: decrypt logs, encrypt and decrypt results, under the prefixes', () => {
  const stack = newStack();
  const bucket = (id: string) => new s3.Bucket(stack, id, { encryptionKey: new kms.Key(stack, `${id}Key`) });
  const results = QueryResults.inBucket(bucket('Results'), 'athena');
  const workgroup = AuditWorkgroup.fromWorkgroupName('security', results);
  const allowed = granted({ logBucket: bucket('Logs'), s3KeyPrefix: 'audit', workgroup }, stack);
  expect(resourcesOf(allowed, 'kms:Decrypt')).toEqual([
    expect.stringContaining('ResultsKey'),
    expect.stringContaining('LogsKey'),
  ]);
  expect(resourcesOf(allowed, 'kms:GenerateDataKey*')).toEqual([expect.stringContaining('ResultsKey')]);
  expect(resourcesOf(allowed, 's3:GetObject')).toEqual([
    expect.stringMatching(/\/athena\/\*$/),
    expect.stringMatching(/\/audit\/AWSLogs\/\*$/),
  ]);
});

test('with results that Athena keeps: no bucket is written', () => {
  const stack = newStack();
  const workgroup = new AuditWorkgroup(stack, 'Workgroup', { results: QueryResults.athenaManaged() });
  expect(resourcesOf(granted({ workgroup }, stack), 's3:PutObject')).toEqual([]);
});
