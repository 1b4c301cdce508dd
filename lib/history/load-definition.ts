import { LOCK_POLL_SECONDS, loadingDay } from './day-definition';
import { AGAIN, MOST_DAYS } from './load-statements';
import {
  ANY_ERROR,
  LoadParts,
  RETRY,
  State,
  daysBehind,
  expression,
  message,
  parameter,
  statement,
} from './load-states';

/**
 * The load as a state machine: it finds the days that are to be loaded, and loads them one after another, each under a lock.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function loadDefinition(parts: LoadParts): object {
  return {
    Comment: 'Loads requests to S3 from log files into the request table, day by day',
    QueryLanguage: 'JSONata',
    StartAt: 'ReadInput',
    States: { ...findingDays(parts), ...loadingDays(parts), ...telling(parts) },
  };
}

/** What ends the run. */
const FAILED = [{ ErrorEquals: ANY_ERROR, Assign: { runError: expression('$states.errorOutput') }, Next: 'TellOfRun' }];

function findingDays(parts: LoadParts): Record<string, State> {
  return {
    ReadInput: {
      Type: 'Pass',
      Assign: {
        firstDay: expression("$exists($states.input.firstDay) ? $replace($states.input.firstDay, '-', '/') : ''"),
        again: expression(`$states.input.again = true ? '${AGAIN}' : ''`),
      },
      Next: 'CheckInput',
    },
    CheckInput: {
      Type: 'Choice',
      Choices: [
        {
          Condition: expression(`$firstDay != '' and ${daysBehind('$firstDay', 0)} != $firstDay`),
          Next: 'RefuseInput',
        },
        { Condition: expression("$type($states.input) != 'object'"), Next: 'RefuseInput' },
        {
          Condition: expression("$count($keys($states.input)[$not($ in ['firstDay', 'again'])]) > 0"),
          Next: 'RefuseInput',
        },
        {
          Condition: expression("$exists($states.input.again) and $type($states.input.again) != 'boolean'"),
          Next: 'RefuseInput',
        },
      ],
      Default: 'FindDays',
    },
    RefuseInput: {
      Type: 'Fail',
      Error: 'InvalidInput',
      Cause: 'The input has firstDay, a day as yyyy/MM/dd, and again, which is true or false, or one of them, or none',
    },
    FindDays: {
      ...statement(parts, parts.statements.pendingDays, ['$firstDay', '$firstDay', '$again'].map(parameter)),
      Output: expression('$states.result.QueryExecution.QueryExecutionId'),
      Retry: RETRY,
      Catch: FAILED,
      Next: 'ReadDays',
    },
    ReadDays: {
      Type: 'Task',
      Resource: `arn:${parts.partition}:states:::athena:getQueryResults`,
      Arguments: { QueryExecutionId: expression('$states.input') },
      // The first row has the column's name.
      Assign: { days: expression(`[$states.result.ResultSet.Rows[[1..${MOST_DAYS}]].Data[0].VarCharValue]`) },
      Retry: RETRY,
      Catch: FAILED,
      Next: 'LoadDays',
    },
  };
}

function loadingDays(parts: LoadParts): Record<string, State> {
  return {
    LoadDays: {
      Type: 'Map',
      Items: expression('$days'),
      MaxConcurrency: 1,
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'BeginDay', States: loadingDay(parts) },
      Assign: { loaded: expression('$count([$states.result[$ = true]])') },
      Catch: FAILED,
      Next: 'CountLoadedDays',
    },
  };
}

function telling(parts: LoadParts): Record<string, State> {
  const { namespace, name, dimensions } = parts.metric;
  return {
    CountLoadedDays: {
      Type: 'Task',
      Resource: `arn:${parts.partition}:states:::aws-sdk:cloudwatch:putMetricData`,
      Arguments: {
        Namespace: namespace,
        MetricData: [
          {
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            Value: expression('$loaded'),
            Unit: 'Count',
          },
        ],
      },
      // The days are loaded, and it is no reason to load them again.
      Catch: [{ ErrorEquals: ANY_ERROR, Next: 'MoreDays' }],
      Next: 'MoreDays',
    },
    MoreDays: {
      Type: 'Choice',
      Choices: [{ Condition: expression(`$count($days) = ${MOST_DAYS}`), Next: 'LetOthersGo' }],
      Default: 'AllLoaded',
    },
    // Who waits for the lock looks for it that often.
    LetOthersGo: { Type: 'Wait', Seconds: 2 * LOCK_POLL_SECONDS, Next: 'GoOn' },
    GoOn: {
      Type: 'Task',
      Resource: `arn:${parts.partition}:states:::aws-sdk:sfn:startExecution`,
      Arguments: {
        StateMachineArn: parts.stateMachineArn,
        // Days that can't be loaded are behind it then.
        Input: expression(`$string({ "firstDay": ${daysBehind('$days[-1]', 1)}, "again": $again = '${AGAIN}' })`),
      },
      Retry: RETRY,
      Catch: FAILED,
      Next: 'AllLoaded',
    },
    AllLoaded: {
      Type: 'Choice',
      Choices: [{ Condition: expression('$loaded = $count($days)'), Next: 'Done' }],
      Default: 'NotAllLoaded',
    },
    Done: { Type: 'Succeed', Output: { days: expression('$days') } },
    NotAllLoaded: {
      Type: 'Fail',
      Error: 'DaysNotLoaded',
      Cause: expression(
        '$string($count($days) - $loaded) & " of " & $string($count($days)) & " days could not be loaded: see the dead-letter queue"',
      ),
    },
    TellOfRun: {
      ...message(parts, '{ "error": $runError, "execution": $states.context.Execution.Id }'),
      Catch: [{ ErrorEquals: ANY_ERROR, Next: 'RunBrokenOff' }],
      Next: 'RunBrokenOff',
    },
    RunBrokenOff: { Type: 'Fail', Error: 'RunBrokenOff', Cause: expression('$string($runError)') },
  };
}
