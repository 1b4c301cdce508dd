import * as iam from 'aws-cdk-lib/aws-iam';
import { AuditEncryption, AuditWorkgroup, LogStorage, QueryResults, RequestStorage } from '../../lib';
import { loadedAudit } from '../history/loaded-audit';
import { ACCOUNT, REGION, newStack } from '../util';
import { DeployedPolicies } from './deployed-policies';
import { Caller, Target, isAllowed } from './policy-evaluator';

const LOG_FILE = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/26/a.json.gz`;
const OBJECTS = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'];
const KEY = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:CreateGrant'];
const BUCKET = [
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:PutBucketPolicy',
  's3:PutLifecycleConfiguration',
  's3:DeleteBucket',
];
const TABLE = ['glue:GetTable', 'glue:GetTableOptimizer', 'glue:UpdateTable', 'glue:DeleteTable', 'glue:CreateTable'];
const MACHINE = [
  'states:StartExecution',
  'states:DescribeStateMachine',
  'states:StopExecution',
  'states:UpdateStateMachine',
  'states:DeleteStateMachine',
];
const EXECUTION = ['states:DescribeExecution', 'states:GetExecutionHistory', 'states:StopExecution'];
const WORKGROUP = [
  'athena:StartQueryExecution',
  'athena:GetQueryResults',
  'athena:UpdateWorkGroup',
  'athena:DeleteNamedQuery',
];

/** An audit with a request table, each bucket with a key of its own, and a role for each grant, granted before and after it. */
function deployed() {
  const stack = newStack();
  const encryption = AuditEncryption.kms();
  const results = QueryResults.newBucket({ encryption });
  const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
  const made = loadedAudit(
    { storage: RequestStorage.newBucket({ encryption }) },
    {
      logStorage: LogStorage.newBucket({ encryption }),
      workgroup: new AuditWorkgroup(stack, 'Workgroup', { results }),
    },
    stack,
  );
  const { audit, requestTable } = made;
  const [analyst, investigator, auditor] = ['Analyst', 'Investigator', 'Auditor'].map(role);
  audit.grants.runQueries(analyst);
  audit.grants.readLogs(investigator);
  audit.grants.readConfiguration(auditor);
  const policies = new DeployedPolicies(stack);
  const glue = (resource: string) => policies.plain(`arn:aws:glue:${REGION}:${ACCOUNT}:${resource}`);
  const [requests, logs] = [requestTable, audit].map(({ database }) => policies.text(database.databaseName));
  const resultsBucket = audit.workgroup.resultsBucket!;
  const machineArn = policies.text(requestTable.stateMachine.stateMachineArn);
  const workgroup = policies.text(audit.workgroup.workgroupName);
  const athena = (name: string) => policies.plain(`arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/${name}`);
  const [roles, lock] = [policies.roles(), policies.only('AWS::DynamoDB::Table')];
  const attempts: Record<string, [actions: string[], target: Target]> = {
    'request bucket': [BUCKET, policies.bucket(requestTable.bucket.bucketArn)],
    'request file': [OBJECTS, policies.bucket(requestTable.bucket.bucketArn, 'requests/data/a.parquet')],
    'loads file': [OBJECTS, policies.bucket(requestTable.bucket.bucketArn, 'loads/data/a.parquet')],
    'other file of that bucket': [OBJECTS, policies.bucket(requestTable.bucket.bucketArn, 'other/a.parquet')],
    'request key': [KEY, policies.key(requestTable.bucket.encryptionKey!.keyArn)],
    'log bucket': [BUCKET, policies.bucket(audit.logBucket.bucketArn)],
    'log file': [OBJECTS, policies.bucket(audit.logBucket.bucketArn, LOG_FILE)],
    'log key': [KEY, policies.key(audit.logBucket.encryptionKey!.keyArn)],
    result: [OBJECTS, policies.bucket(resultsBucket.bucketArn, 'a.csv')],
    'others’ result': [OBJECTS, policies.plain('arn:aws:s3:::amzn-s3-demo-results/a.csv')],
    'results key': [KEY, policies.key(resultsBucket.encryptionKey!.keyArn)],
    'request table': [TABLE, glue(`table/${requests}/requests`)],
    'loads table': [TABLE, glue(`table/${requests}/loads`)],
    'other table': [TABLE, glue(`table/${requests}/other`)],
    'log table': [TABLE, glue(`table/${logs}/${policies.text(audit.table.table.tableName)}`)],
    database: [['glue:GetDatabase', 'glue:DeleteDatabase'], glue(`database/${requests}`)],
    workgroup: [WORKGROUP, athena(workgroup)],
    'other workgroup': [WORKGROUP, athena('primary')],
    lock: [['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Scan', 'dynamodb:DeleteTable'], lock],
    queue: [
      ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:PurgeQueue'],
      policies.queue(requestTable.deadLetterQueue.queueArn),
    ],
    machine: [MACHINE, policies.plain(machineArn)],
    execution: [EXECUTION, policies.plain(`${machineArn.replace(':stateMachine:', ':execution:')}:one`)],
    'other machine': [MACHINE, policies.plain(`${machineArn}-2`)],
    'other execution': [EXECUTION, policies.plain(`${machineArn.replace(':stateMachine:', ':execution:')}-2:one`)],
    schedule: [
      ['scheduler:GetSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
      policies.only('AWS::Scheduler::Schedule'),
    ],
    metrics: [['cloudwatch:PutMetricData', 'cloudwatch:DeleteAlarms'], policies.plain('arn:aws:cloudwatch:::*')],
  };
  const context = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'cloudwatch:namespace': 'S3AuditTrail' };
  return {
    policies,
    analyst: policies.role(analyst.roleArn),
    investigator: policies.role(investigator.roleArn),
    auditor: policies.role(auditor.roleArn),
    of: (part: string): Caller => {
      const found = roles.filter(({ arn }) => arn!.includes(`/AuditRequestTable${part}`));
      expect(found).toHaveLength(1);
      return found[0];
    },
    /** What a caller can do, over TLS 1.3, listing what it needs to. */
    allowedTo: (caller: Caller, more: Record<string, string> = {}) =>
      Object.entries(attempts).flatMap(([name, [actions, target]]) =>
        actions
          .filter((action) => isAllowed(caller, { action, target, context: { ...context, ...more } }))
          .map((action) => `${action} on ${name}`),
      ),
  };
}

const { policies, analyst, investigator, auditor, of, allowedTo } = deployed();
const REQUESTS = { 's3:prefix': 'requests/data/' };
const LOGS = { 's3:prefix': LOG_FILE.replace('a.json.gz', '') };
const [LOAD, UPKEEP, SCHEDULE] = ['LoadRole', 'UpkeepRole', 'LoadScheduleRole'].map(of);

const WRITES = ['requests', 'loads'].flatMap((table) => {
  const file = table === 'requests' ? 'request file' : 'loads file';
  return [`s3:GetObject on ${file}`, `s3:PutObject on ${file}`, `s3:DeleteObject on ${file}`];
});
const COMMITS = ['request table', 'loads table'].flatMap((table) => [
  `glue:GetTable on ${table}`,
  `glue:UpdateTable on ${table}`,
]);

test('the load reads log files, and writes the request table and results; it neither writes nor deletes log files', () => {
  expect(allowedTo(LOAD, REQUESTS)).toEqual([
    's3:GetBucketLocation on request bucket',
    's3:ListBucket on request bucket',
    ...WRITES,
    'kms:Decrypt on request key',
    'kms:GenerateDataKey on request key',
    's3:GetBucketLocation on log bucket',
    's3:GetObject on log file',
    'kms:Decrypt on log key',
    's3:GetObject on result',
    's3:PutObject on result',
    'kms:Decrypt on results key',
    'kms:GenerateDataKey on results key',
    ...COMMITS,
    'glue:GetTable on log table',
    'glue:GetDatabase on database',
    'athena:StartQueryExecution on workgroup',
    'athena:GetQueryResults on workgroup',
    'dynamodb:PutItem on lock',
    'dynamodb:DeleteItem on lock',
    'sqs:SendMessage on queue',
    'states:StartExecution on machine',
    'cloudwatch:PutMetricData on metrics',
  ]);
});

test('the load lists log files where it reads them, and its own files, and nothing else', () => {
  const listed = (prefix: string) =>
    allowedTo(LOAD, { 's3:prefix': prefix }).filter((allowed) => allowed.startsWith('s3:ListBucket'));
  expect(listed(LOGS['s3:prefix'])).toEqual(['s3:ListBucket on log bucket']);
  expect(listed('loads/metadata/')).toEqual(['s3:ListBucket on request bucket']);
  expect(listed('')).toEqual([]);
  expect(listed('AWSLogs/')).toEqual([]);
});

test('the load puts metrics of its own namespace only', () => {
  expect(allowedTo(LOAD, { 'cloudwatch:namespace': 'AWS/States' })).not.toContain(
    'cloudwatch:PutMetricData on metrics',
  );
});

test('the upkeep rewrites the request table’s files, and sees no log file and no result', () => {
  expect(allowedTo(UPKEEP, REQUESTS)).toEqual([
    's3:GetBucketLocation on request bucket',
    's3:ListBucket on request bucket',
    ...WRITES,
    'kms:Decrypt on request key',
    'kms:GenerateDataKey on request key',
    ...COMMITS,
    'glue:GetDatabase on database',
  ]);
});

test('the schedule starts that machine, and tells where it couldn’t', () => {
  expect(allowedTo(SCHEDULE, REQUESTS)).toEqual(['sqs:SendMessage on queue', 'states:StartExecution on machine']);
});

describe('a role is taken by its service alone, and for this account', () => {
  const SERVICES = ['states', 'glue', 'scheduler', 'athena', 'lambda'].map((name) => `${name}.amazonaws.com`);
  const takers = (role: Caller, sourceAccount: string) =>
    SERVICES.filter((service) =>
      isAllowed(
        { service },
        {
          action: 'sts:AssumeRole',
          target: policies.trust(role.arn!),
          context: { 'aws:SourceAccount': sourceAccount },
        },
      ),
    );

  test.each([
    ['the load', LOAD, 'states.amazonaws.com'],
    ['the schedule', SCHEDULE, 'scheduler.amazonaws.com'],
  ])('%s', (_, role, service) => {
    expect(takers(role, ACCOUNT)).toEqual([service]);
    expect(takers(role, '444455556666')).toEqual([]);
  });

  // Its documentation has no condition in the policy of such a role.
  test('the upkeep', () => {
    expect(takers(UPKEEP, ACCOUNT)).toEqual(['glue.amazonaws.com']);
  });

  test('and by no principal of the account that isn’t let by its own policies', () => {
    const admin = { arn: `arn:aws:iam::${ACCOUNT}:role/other` };
    for (const role of [LOAD, UPKEEP, SCHEDULE]) {
      expect(isAllowed(admin, { action: 'sts:AssumeRole', target: policies.trust(role.arn!), context: {} })).toBe(
        false,
      );
    }
  });
});

const ofRequests = (allowed: string[]) =>
  allowed.filter((one) => / on (request|loads|other|database|lock|queue|machine|execution|schedule|metrics)/.test(one));

test('who runs queries reads and decrypts the request table, and writes nothing of it', () => {
  expect(ofRequests(allowedTo(analyst, REQUESTS))).toEqual([
    's3:GetBucketLocation on request bucket',
    's3:ListBucket on request bucket',
    's3:GetObject on request file',
    's3:GetObject on loads file',
    'kms:Decrypt on request key',
    'glue:GetTable on request table',
    'glue:GetTable on loads table',
    'glue:GetDatabase on database',
  ]);
});

test('who reads logs has nothing of it', () => {
  expect(ofRequests(allowedTo(investigator, REQUESTS))).toEqual([]);
});

test('who reads the configuration sees how it is set up, and none of its rows', () => {
  expect(ofRequests(allowedTo(auditor, REQUESTS))).toEqual([
    's3:GetBucketLocation on request bucket',
    'glue:GetTable on request table',
    'glue:GetTableOptimizer on request table',
    'glue:GetTable on loads table',
    'glue:GetTableOptimizer on loads table',
    'glue:GetDatabase on database',
    'sqs:GetQueueAttributes on queue',
    'states:DescribeStateMachine on machine',
    'states:DescribeExecution on execution',
    'states:GetExecutionHistory on execution',
    'scheduler:GetSchedule on schedule',
  ]);
});

test.each<[string, Caller]>([
  ['a role without permissions', { arn: `arn:aws:iam::${ACCOUNT}:role/other` }],
  [
    'another account',
    { arn: 'arn:aws:iam::444455556666:role/admin', statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  ],
  ['Step Functions itself', { service: 'states.amazonaws.com' }],
  ['Glue itself', { service: 'glue.amazonaws.com' }],
  ['the scheduler itself', { service: 'scheduler.amazonaws.com' }],
  ['nobody known', {}],
])('%s does nothing', (_, caller) => {
  expect(allowedTo(caller, REQUESTS)).toEqual([]);
});

test('nobody reads it without TLS, not even who may do everything', () => {
  const admin: Caller = {
    arn: `arn:aws:iam::${ACCOUNT}:role/admin`,
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  expect(allowedTo(admin)).toContain('s3:GetObject on request file');
  const withoutTls = allowedTo(admin, { 'aws:SecureTransport': 'false' });
  expect(withoutTls.filter((one) => /^(s3|sqs):.* on (request|loads|queue)/.test(one))).toEqual([]);
});
