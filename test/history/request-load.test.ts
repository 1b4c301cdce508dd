import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditedAccounts } from '../../lib';
import { DUPLICATE_DAYS as DAYS_OF_ENGINE } from '../../engine/load-requests';
import { loadStatements } from '../../lib/history/load-statements';
import { DUPLICATE_DAYS } from '../../lib/relation/loaded-requests';
import { ACCOUNT, newStack, onlyResource, textOf } from '../util';
import { loadedAudit } from './loaded-audit';

const OTHER = '444455556666';

const template = Template.fromStack(loadedAudit().stack);
/** The logical ids of a type whose ids begin so. */
const idOf = (type: string, start: string) => {
  const ids = Object.keys(template.findResources(type)).filter((id) => id.startsWith(start));
  expect(ids).toHaveLength(1);
  return ids[0];
};
const MACHINE = idOf('AWS::StepFunctions::StateMachine', 'AuditRequestTable');
const QUEUE = idOf('AWS::SQS::Queue', 'AuditRequestTable');
const SCHEDULE_ROLE = idOf('AWS::IAM::Role', 'AuditRequestTableLoadScheduleRole');
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('the schedule', () => {
  const schedule = onlyResource(template, 'AWS::Scheduler::Schedule');

  test('starts the load each day at four, in UTC, with nothing', () => {
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(0 4 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: { Arn: { Ref: MACHINE }, Input: '{}', RoleArn: arnOf(SCHEDULE_ROLE) },
    });
  });

  test('leaves what it could not start in the dead-letter queue', () => {
    expect(schedule.Target.DeadLetterConfig).toEqual({ Arn: arnOf(QUEUE) });
  });

  test('has a role of its own, that the scheduler takes for this account alone', () => {
    const { AssumeRolePolicyDocument } = template.findResources('AWS::IAM::Role')[SCHEDULE_ROLE].Properties;
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
      },
    ]);
  });
});

test('the dead-letter queue is encrypted, takes TLS only, and keeps for 14 days', () => {
  const queues = template.findResources('AWS::SQS::Queue');
  expect(queues[QUEUE].Properties).toEqual({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  const { PolicyDocument } = onlyResource(template, 'AWS::SQS::QueuePolicy', { Queues: [{ Ref: QUEUE }] });
  expect(PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

test('the lock is one item of a table that costs nothing while it isn’t used, and goes with the stack', () => {
  const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
  expect(table.Properties).toMatchObject({
    KeySchema: [{ AttributeName: 'lock', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'lock', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  expect(table.DeletionPolicy).toBe('Delete');
});

describe('the state machine', () => {
  const machine = onlyResource(template, 'AWS::StepFunctions::StateMachine');
  const definition = textOf(machine.DefinitionString);

  test('writes a log, and a trace', () => {
    const log = idOf('AWS::Logs::LogGroup', 'AuditRequestTable');
    expect(machine).toMatchObject({
      LoggingConfiguration: {
        Level: 'ALL',
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf(log) } }],
      },
      TracingConfiguration: { Enabled: true },
    });
    expect(onlyResource(template, 'AWS::Logs::LogGroup')).toMatchObject({
      LogGroupName: `/aws/vendedlogs/states/${machine.StateMachineName}`,
      RetentionInDays: 365,
    });
  });

  test('starts itself to go on, by the name that it has', () => {
    const arn = `arn:<"AWS::Partition">:states:eu-west-1:${ACCOUNT}:stateMachine:${machine.StateMachineName}`;
    expect(definition).toContain(`"StateMachineArn":"${arn}"`);
    expect(machine.StateMachineName).toMatch(/^Stack-Audit-RequestTable-Load-[0-9A-F]{8}$/);
  });

  test('waits for its role’s policy, without which its first run would fail', () => {
    const [{ DependsOn }] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(DependsOn).toContainEqual(expect.stringMatching(/^AuditRequestTableLoadRoleDefaultPolicy/));
  });

  test('runs its statements in the audit’s workgroup, and takes its lock before each day', () => {
    const workgroups = [...definition.matchAll(/"WorkGroup":"([^}]*?>)"/g)].map(([, name]) => name);
    expect(workgroups).toHaveLength(3);
    expect(new Set(workgroups).size).toBe(1);
    expect(workgroups[0]).toMatch(/^<"AuditWorkgroup\w+">$/);
    expect(definition).toMatch(/dynamodb:putItem","Arguments":\{"TableName":"<"AuditRequestTableLoadLock\w+">"/);
  });
});

test('two audits of a stack have a load each', () => {
  const stack = newStack();
  loadedAudit({}, {}, stack);
  const other = new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  loadedAudit({}, {}, other);
  const names = [stack, other].map(
    (one) => onlyResource(Template.fromStack(one), 'AWS::StepFunctions::StateMachine').StateMachineName as string,
  );
  expect(new Set(names).size).toBe(2);
});

describe('statements', () => {
  const loaded = { requests: '"r"."requests"', loads: '"r"."loads"' };
  const source = { tables: [{ sqlName: '"a"."logs"' }], logs: [], parts: [] };
  const count = (text: string) => text.match(/\?/g)?.length ?? 0;

  test('have as many parameters as the state machine gives them', () => {
    const { pendingDays, insertRequests, enterDay } = loadStatements(source, loaded);
    expect([pendingDays, insertRequests, enterDay].map(count)).toEqual([3, 5, 5]);
    const definition = textOf(onlyResource(template, 'AWS::StepFunctions::StateMachine').DefinitionString);
    const given = [...definition.matchAll(/"ExecutionParameters":\[(.*?)\]\}/g)].map(
      ([, list]) => list.split(',"').length,
    );
    expect(given).toEqual([3, 5, 5]);
  });

  test('look as far around a day as the tests’ own load does', () => {
    expect(DAYS_OF_ENGINE).toBe(DUPLICATE_DAYS);
  });

  test('read a day of the logs of the accounts that are saved, where each query must name some', () => {
    const accounts = AuditedAccounts.injected({ saved: [ACCOUNT, OTHER] });
    const { stack } = loadedAudit({}, { accounts });
    const definition = textOf(
      onlyResource(Template.fromStack(stack), 'AWS::StepFunctions::StateMachine').DefinitionString,
    );
    const named = `day BETWEEN ? AND ? AND account IN ('${ACCOUNT}', '${OTHER}')`;
    expect(definition.replace(/(\\n| )+/g, ' ').split(named)).toHaveLength(3);
    expect(definition).not.toContain('account = ?');
  });

  test('load no day whose log files may have expired, where that is known', () => {
    const pending = (retention?: Duration) => loadStatements({ ...source, retention }, loaded).pendingDays;
    expect(pending(Duration.days(90))).toContain('AND back < 90\n');
    expect(pending()).not.toContain('back < ');
    expect(pending(Duration.days(Token.asNumber({ Ref: 'Days' })))).not.toContain('back < ');
  });

  test('name no account where none must be named', () => {
    const { insertRequests, enterDay } = loadStatements(source, loaded);
    expect(insertRequests).not.toMatch(/account (=|IN)/);
    expect(enterDay).not.toMatch(/account (=|IN)/);
  });

  test('add rows, and neither change nor delete any', () => {
    const { insertRequests, enterDay } = loadStatements(source, loaded);
    expect(insertRequests).toMatch(/^INSERT INTO "r"\."requests" \(event_time, account, /);
    expect(enterDay).toMatch(/^INSERT INTO "r"\."loads" \(day, requests, loaded_at\)/);
    expect(`${insertRequests} ${enterDay}`).not.toMatch(/\b(UPDATE|DELETE|MERGE|DROP|CREATE)\b/);
  });
});
