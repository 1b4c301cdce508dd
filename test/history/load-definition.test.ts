import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import validate from 'asl-validator';
import jsonata from 'jsonata';
import {
  AuditEncryption,
  AuditWorkgroup,
  AuditedAccounts,
  LogLocation,
  LogStorage,
  QueryResults,
  RequestStorage,
  S3Audit,
  RequestTable,
} from '../../lib';
import { DeployedPolicies } from '../policies/deployed-policies';
import { ACCOUNT, newStack } from '../util';
import { loadedAudit } from './loaded-audit';

const OTHER = '444455556666';

interface State {
  Type: string;
  Next?: string;
  Resource?: string;
  Arguments?: Record<string, any>;
  [field: string]: unknown;
}

interface Definition {
  QueryLanguage: string;
  StartAt: string;
  States: Record<string, State>;
}

/** The definition as it is deployed, but for the lines of a statement: the validator takes no text of several. */
function definitionOf({ stateMachine }: RequestTable, stack: Stack): Definition {
  const { definitionString } = stateMachine.node.defaultChild as sfn.CfnStateMachine;
  const onOneLine = (key: string, value: unknown) =>
    key === 'QueryString' ? (value as string).replaceAll('\n', ' ') : value;
  return JSON.parse(new DeployedPolicies(stack).text(definitionString!), onOneLine) as Definition;
}

const DEFAULT = loadedAudit();
const INJECTED = { accounts: AuditedAccounts.injected({ saved: [ACCOUNT, OTHER] }) };

/** Two places, one of which is an organization's. */
function ofTwoPlaces(): [RequestTable, Stack] {
  const stack = newStack();
  const logs = ['one', 'two'].map((name) => s3.Bucket.fromBucketName(stack, name, name));
  const audit = new S3Audit(stack, 'Audit', {
    logs: [
      LogLocation.ofAccounts(logs[0], { firstDay: '2024/01/01', lastDay: '2025/06/30' }),
      LogLocation.ofOrganization(logs[1], 'o-a1b2c3d4e5', INJECTED),
    ],
  });
  return [audit.addRequestTable(), stack];
}

const made = ({ requestTable, stack }: ReturnType<typeof loadedAudit>): [RequestTable, Stack] => [requestTable, stack];

const VARIANTS: [string, () => [RequestTable, Stack]][] = [
  ['the default', () => made(DEFAULT)],
  ['accounts that each query names', () => made(loadedAudit({}, INJECTED))],
  ['places that are one history', ofTwoPlaces],
  ['a stack of any account and region', () => made(loadedAudit({}, {}, newStack({})))],
  [
    'tables that exist, a first day, a workgroup of one’s own',
    () => {
      const stack = newStack();
      const bucket = s3.Bucket.fromBucketName(stack, 'Requests', 'amzn-s3-demo-requests');
      const storage = RequestStorage.ofDatabase('requests_of_before', bucket, { prefix: 'a/b' });
      const workgroup = AuditWorkgroup.fromWorkgroupName('security', QueryResults.athenaManaged());
      return made(loadedAudit({ storage, firstDay: '2025/01/01' }, { workgroup }, stack));
    },
  ],
  [
    'keys of KMS',
    () =>
      made(
        loadedAudit(
          { storage: RequestStorage.newBucket({ encryption: AuditEncryption.kms() }) },
          { logStorage: LogStorage.newBucket({ encryption: AuditEncryption.kms() }) },
        ),
      ),
  ],
];

test.each(VARIANTS)('is valid: %s', (_, make) => {
  const definition = definitionOf(...make());
  expect(definition.QueryLanguage).toBe('JSONata');
  expect(validate(definition)).toMatchObject({ errors: [], isValid: true });
});

describe('what the validator finds', () => {
  const loop = (definition: Definition) => (definition.States.LoadDays.ItemProcessor as Definition).States;

  test.each<[string, (definition: Definition) => unknown, string]>([
    ['a state that nobody knows', ({ States }) => (States.FindDays.Next = 'Nowhere'), 'MISSING_TRANSITION_TARGET'],
    [
      'the same within a loop',
      (definition) => (loop(definition).TakeLock.Next = 'Nowhere'),
      'MISSING_TRANSITION_TARGET',
    ],
    ['a type that nobody knows', ({ States }) => (States.Done.Type = 'Success'), 'SCHEMA_VALIDATION_FAILED'],
    [
      'an expression that has no end',
      ({ States }) => (States.LoadDays.Items = '{% $days( %}'),
      'SCHEMA_VALIDATION_FAILED',
    ],
    ['a field of JSONPath', ({ States }) => (States.FindDays.Parameters = {}), 'SCHEMA_VALIDATION_FAILED'],
    ['a task without a resource', ({ States }) => delete States.FindDays.Resource, 'SCHEMA_VALIDATION_FAILED'],
  ])('%s', (_what, breakIt, code) => {
    const definition = definitionOf(DEFAULT.requestTable, DEFAULT.stack);
    breakIt(definition);
    const { isValid, errors } = validate(definition);
    expect(isValid).toBe(false);
    expect(errors.map((error) => error['Error code'])).toContain(code);
  });
});

const statesOf = (definition: Definition) => ({
  ...definition.States,
  ...(definition.States.LoadDays.ItemProcessor as Definition).States,
});

describe('a statement that a task was lost with', () => {
  const states = statesOf(definitionOf(DEFAULT.requestTable, DEFAULT.stack));
  const ofAthena = (status: string) =>
    JSON.stringify({ QueryExecution: { Query: 'INSERT', Status: { State: status } } });

  test.each<[string, { Error: string; Cause?: string }, boolean]>([
    ['failed', { Error: 'States.TaskFailed', Cause: ofAthena('FAILED') }, true],
    ['was cancelled', { Error: 'States.TaskFailed', Cause: ofAthena('CANCELLED').replaceAll(':', ' : ') }, true],
    ['had no room to begin', { Error: 'Athena.TooManyRequestsException', Cause: 'Rate exceeded' }, true],
    ['is beyond its time', { Error: 'States.Timeout' }, false],
    ['was running when it was last seen', { Error: 'States.TaskFailed', Cause: ofAthena('RUNNING') }, false],
    ['is not to be seen', { Error: 'Athena.InternalServerException', Cause: 'Internal' }, false],
    ['may not be seen', { Error: 'Athena.AccessDeniedException', Cause: '"FAILED"' }, false],
  ])('%s: whether another one may be started', async (_, errorOutput, hasEnded) => {
    for (const name of ['InsertRequests', 'EnterDay']) {
      const [{ ErrorEquals, Assign, Next }, ...others] = states[name].Catch as Record<string, any>[];
      expect([ErrorEquals, Next, others]).toEqual([['States.ALL'], 'HasStatementEnded', []]);
      const expression = jsonata(/^\{%(.*)%\}$/.exec(Assign.hasEnded as string)![1]);
      expect(await expression.evaluate({}, { states: { errorOutput } })).toBe(hasEnded);
    }
  });

  test('is started again where it has ended; else the run ends, and leaves the lock as it is', () => {
    expect(states.HasStatementEnded).toMatchObject({
      Choices: [{ Condition: '{% $hasEnded %}', Next: 'TryAgain' }],
      Default: 'StatementWithoutEnd',
    });
    expect(states.StatementWithoutEnd.Type).toBe('Fail');
    expect(states.LoadDays.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'TellOfRun' }]);
    expect(states.TellOfRun.Next).toBe('RunBrokenOff');
    const unlocking = Object.entries(states).filter(([, { Resource }]) => Resource?.endsWith('dynamodb:deleteItem'));
    expect(unlocking.map(([name]) => name)).toEqual(['FreeLock', 'FreeLockOfFailure']);
  });
});
