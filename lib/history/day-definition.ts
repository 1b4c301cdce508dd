import { DUPLICATE_DAYS } from '../relation/loaded-requests';
import { ANY_ERROR, LoadParts, State, parameter, daysBehind, expression, message, statement } from './load-states';

/** A lock that was left behind, as by an execution that was stopped, is free again after that time. */
const LOCK_SECONDS = 3 * 60 * 60;
export const LOCK_POLL_SECONDS = 60;
/** A commit that conflicts with another, as with a compaction, is tried again. */
const MOST_ATTEMPTS = 3;

/**
 * Whether a statement that a task was lost with runs no more: the cause is then the answer of GetQueryExecution. What Athena
 * had no room for has not begun. Of all else, such as a time that is over, nobody knows.
 */
const HAS_ENDED = [
  `$states.errorOutput.Error = 'Athena.TooManyRequestsException'`,
  `$contains($string($states.errorOutput.Cause), /"State" *: *"(FAILED|CANCELLED)"/)`,
].join(' or ');

/** Its input is the day, its output whether it is loaded. */
export function loadingDay(parts: LoadParts): Record<string, State> {
  const { insertRequests, enterDay } = parts.statements;
  const [day, from, to] = ['$day', '$from', '$to'].map(parameter);
  const failed = { attempts: expression('$attempts + 1'), error: expression('$states.errorOutput') };
  const tryAgain = [{ ErrorEquals: ANY_ERROR, Assign: failed, Next: 'TryAgain' }];
  const tryAgainIfEnded = [
    { ErrorEquals: ANY_ERROR, Assign: { ...failed, hasEnded: expression(HAS_ENDED) }, Next: 'HasStatementEnded' },
  ];
  return {
    BeginDay: {
      Type: 'Pass',
      Assign: {
        day: expression('$states.input'),
        from: expression(daysBehind('$states.input', -DUPLICATE_DAYS)),
        to: expression(daysBehind('$states.input', DUPLICATE_DAYS)),
        attempts: 0,
      },
      Next: 'TakeLock',
    },
    TakeLock: {
      ...lockTask(parts, 'putItem', {
        Item: {
          lock: { S: 'load' },
          owner: { S: expression('$states.context.Execution.Id') },
          expires: { N: expression(`$string($floor($millis() / 1000) + ${LOCK_SECONDS})`) },
        },
        ConditionExpression: 'attribute_not_exists(#lock) OR #owner = :owner OR #expires < :now',
        ExpressionAttributeNames: { '#lock': 'lock', '#owner': 'owner', '#expires': 'expires' },
        ExpressionAttributeValues: {
          ':owner': { S: expression('$states.context.Execution.Id') },
          ':now': { N: expression('$string($floor($millis() / 1000))') },
        },
      }),
      Catch: [{ ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'], Next: 'WaitForLock' }, ...tryAgain],
      Next: 'InsertRequests',
    },
    WaitForLock: { Type: 'Wait', Seconds: LOCK_POLL_SECONDS, Next: 'TakeLock' },
    InsertRequests: {
      ...statement(parts, insertRequests, [day, day, from, to, day]),
      Catch: tryAgainIfEnded,
      Next: 'EnterDay',
    },
    EnterDay: {
      ...statement(parts, enterDay, [day, day, day, from, to]),
      Catch: tryAgainIfEnded,
      Next: 'FreeLock',
    },
    HasStatementEnded: {
      Type: 'Choice',
      Choices: [{ Condition: expression('$hasEnded'), Next: 'TryAgain' }],
      Default: 'StatementWithoutEnd',
    },
    // Athena may still be at it: the whole run ends, and its lock stays until it expires, before which nobody inserts the same.
    StatementWithoutEnd: {
      Type: 'Fail',
      Error: 'StatementWithoutEnd',
      Cause: expression(
        '"A statement of " & $day & " may still run, since it is not known how it ended: " & $string($error)',
      ),
    },
    FreeLock: { ...freeLock(parts), Catch: [{ ErrorEquals: ANY_ERROR, Next: 'Loaded' }], Next: 'Loaded' },
    Loaded: { Type: 'Pass', Output: expression('true'), End: true },
    TryAgain: {
      Type: 'Choice',
      Choices: [{ Condition: expression(`$attempts < ${MOST_ATTEMPTS}`), Next: 'WaitToTryAgain' }],
      Default: 'FreeLockOfFailure',
    },
    WaitToTryAgain: { Type: 'Wait', Seconds: expression('$floor($random() * 60) + 30'), Next: 'TakeLock' },
    FreeLockOfFailure: {
      ...freeLock(parts),
      Catch: [{ ErrorEquals: ANY_ERROR, Next: 'TellOfDay' }],
      Next: 'TellOfDay',
    },
    TellOfDay: {
      ...message(parts, '{ "day": $day, "error": $error, "execution": $states.context.Execution.Id }'),
      Catch: [{ ErrorEquals: ANY_ERROR, Next: 'NotLoaded' }],
      Next: 'NotLoaded',
    },
    NotLoaded: { Type: 'Pass', Output: expression('false'), End: true },
  };
}

function lockTask({ partition, lockTableName }: LoadParts, action: string, args: object): State {
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::dynamodb:${action}`,
    Arguments: { TableName: lockTableName, ...args },
  };
}

/** It is freed by its owner alone: another one may have it by now. */
function freeLock(parts: LoadParts): State {
  return lockTask(parts, 'deleteItem', {
    Key: { lock: { S: 'load' } },
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': { S: expression('$states.context.Execution.Id') } },
  });
}
