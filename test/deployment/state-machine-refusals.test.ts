import { Account, REGION } from './account';
import { createStack, expectRefused, type Properties } from './one-resource-stack';

// What AWS refuses of a state machine and of what stands beside it is refused in the emulator, too.

const account = new Account('313131313131');

async function roleFor(service: string): Promise<string> {
  const RoleName = service.split('.')[0];
  const Statement = [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement };
  expect(await createStack(account, 'AWS::IAM::Role', { RoleName, AssumeRolePolicyDocument })).toMatchObject({
    status: 'CREATE_COMPLETE',
  });
  return `arn:aws:iam::${account.id}:role/${RoleName}`;
}

let machineRole: string;
let scheduleRole: string;
beforeAll(async () => {
  machineRole = await roleFor('states.amazonaws.com');
  scheduleRole = await roleFor('scheduler.amazonaws.com');
});

describe('a state machine', () => {
  const TYPE = 'AWS::StepFunctions::StateMachine';
  const End = { Type: 'Succeed' };
  const machine = (States: Properties, changes: Properties = {}, others: Properties = {}) => ({
    RoleArn: machineRole,
    DefinitionString: JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States, ...changes }),
    ...others,
  });

  test('is taken', async () => {
    const properties = machine({ Wait: { Type: 'Wait', Seconds: '{% 5 %}', Next: 'End' }, End });
    expect(await createStack(account, TYPE, properties)).toMatchObject({ status: 'CREATE_COMPLETE' });
  });

  test.each<[string, () => Properties, RegExp]>([
    ['the path language', () => machine({ End }, { QueryLanguage: 'JSONPath' }), /isn't in JSONata/],
    ['a field of the path language', () => machine({ End: { ...End, OutputPath: '$' } }), /with \['OutputPath'\]/],
    ['no text in JSON', () => machine({}, {}, { DefinitionString: '{' }), /InvalidDefinition/],
    [
      'a broken expression',
      () => machine({ End: { ...End, Output: '{% $states.( %}' } }),
      /INVALID_JSONATA_EXPRESSION/,
    ],
    [
      'a start that is not there',
      () => machine({ End }, { StartAt: 'Start' }),
      /MISSING_TRANSITION_TARGET: \['Start'\]/,
    ],
    ['a way to nowhere', () => machine({ Go: { Type: 'Pass', Next: 'On' } }), /MISSING_TRANSITION_TARGET: \['On'\]/],
    ['no way on', () => machine({ Go: { Type: 'Pass' } }), /either Next or End/],
    ['a state that nothing leads to', () => machine({ End, Other: End }), /nothing leads to: \['Other'\]/],
    [
      'a way out of a map',
      () =>
        machine({
          Map: {
            Type: 'Map',
            ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', Next: 'End' } } },
            Next: 'End',
          },
          End,
        }),
      /MISSING_TRANSITION_TARGET: \['End'\]/,
    ],
    [
      'an error after all errors',
      () =>
        machine({
          Go: {
            Type: 'Task',
            Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
            Catch: ['States.ALL', 'States.Timeout'].map((error) => ({ ErrorEquals: [error], Next: 'End' })),
            Next: 'End',
          },
          End,
        }),
      /States.ALL stands alone, and last/,
    ],
    ['an unknown property', () => machine({ End }, {}, { Logging: {} }), /extraneous key \['Logging'\]/],
    ['a role of another service', () => machine({ End }, {}, { RoleArn: scheduleRole }), /can't be assumed by states/],
    ['a role that is not there', () => machine({ End }, {}, { RoleArn: `${machineRole}x` }), /doesn't exist/],
    [
      'a level without a log group',
      () => machine({ End }, {}, { LoggingConfiguration: { Level: 'ALL' } }),
      /one destination/,
    ],
  ])('fails with %s', async (_, properties, reason) => {
    await expectRefused(account, TYPE, properties(), reason);
  });
});

describe('a schedule, a table and an alarm', () => {
  const FlexibleTimeWindow = { Mode: 'OFF' };
  const machine = `arn:aws:states:${REGION}:${account.id}:stateMachine:none`;
  const schedule = (changes: Properties, target: Properties = {}) => ({
    ScheduleExpression: 'rate(1 hour)',
    FlexibleTimeWindow,
    Target: { Arn: machine, RoleArn: scheduleRole, ...target },
    ...changes,
  });
  const lock = (changes: Properties) => ({
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...changes,
  });
  const alarm = (changes: Properties) => ({
    Namespace: 'Load',
    MetricName: 'Rows',
    Statistic: 'Sum',
    Period: 3600,
    EvaluationPeriods: 24,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    ...changes,
  });

  test.each<[string, string, () => Properties, RegExp]>([
    [
      'a rate of nothing',
      'AWS::Scheduler::Schedule',
      () => schedule({ ScheduleExpression: 'rate(0 hours)' }),
      /rate\(0/,
    ],
    ['no target', 'AWS::Scheduler::Schedule', () => schedule({}), /is no state machine/],
    [
      'its role',
      'AWS::Scheduler::Schedule',
      () => schedule({}, { RoleArn: machineRole }),
      /can't be assumed by scheduler/,
    ],
    ['an unknown member', 'AWS::Scheduler::Schedule', () => schedule({}, { Retry: {} }), /extraneous key \['Retry'\]/],
    ['attributes of no key', 'AWS::DynamoDB::Table', () => lock({ AttributeDefinitions: [] }), /AttributeDefinitions/],
    [
      'an expiry of nothing',
      'AWS::DynamoDB::Table',
      () => lock({ TimeToLiveSpecification: { Enabled: true } }),
      /attributeName/,
    ],
    [
      'a longer look back',
      'AWS::CloudWatch::Alarm',
      () => alarm({ EvaluationPeriods: 169 }),
      /Metrics cannot be checked/,
    ],
    ['an unknown operator', 'AWS::CloudWatch::Alarm', () => alarm({ ComparisonOperator: 'Less' }), /Less/],
    ['an unknown property', 'AWS::SQS::Queue', () => ({ Encryption: 'SSE' }), /extraneous key \['Encryption'\]/],
  ])('fail with %s', async (_, type, properties, reason) => {
    await expectRefused(account, type, properties(), reason);
  });
});
