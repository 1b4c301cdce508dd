import { loadingDay } from './day-definition';
import { DAYS_AGAIN, MOST_DAYS } from './load-statements';
import { ANY_ERROR, LoadParts, State, dayParameter, expression, message, statement } from './load-states';

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
    StartAt: 'CheckInput',
    States: { ...findingDays(parts), ...loadingDays(parts), ...telling(parts) },
  };
}

function findingDays(parts: LoadParts): Record<string, State> {
  const retry = [
    { ErrorEquals: ANY_ERROR, IntervalSeconds: 30, MaxAttempts: 2, BackoffRate: 2, JitterStrategy: 'FULL' },
  ];
  const failed = [
    { ErrorEquals: ANY_ERROR, Assign: { runError: expression('$states.errorOutput') }, Next: 'TellOfRun' },
  ];
  return {
    CheckInput: {
      Type: 'Choice',
      Choices: [
        {
          Condition: expression(
            '$exists($states.input.firstDay) and $not($contains($string($states.input.firstDay), /^[0-9]{4}\\/[0-9]{2}\\/[0-9]{2}$/))',
          ),
          Next: 'RefuseInput',
        },
      ],
      Default: 'FindDays',
    },
    RefuseInput: { Type: 'Fail', Error: 'InvalidInput', Cause: 'firstDay is a day as yyyy/MM/dd, or left out' },
    FindDays: {
      ...statement(parts, parts.statements.pendingDays, [
        dayParameter("($exists($states.input.firstDay) ? $states.input.firstDay : '9999/12/31')"),
      ]),
      Assign: { input: expression('$states.input') },
      Output: expression('$states.result.QueryExecution.QueryExecutionId'),
      Retry: retry,
      Catch: failed,
      Next: 'ReadDays',
    },
    ReadDays: {
      Type: 'Task',
      Resource: `arn:${parts.partition}:states:::athena:getQueryResults`,
      Arguments: { QueryExecutionId: expression('$states.input') },
      // The first row has the column's name.
      Assign: { days: expression(`[$states.result.ResultSet.Rows[[1..${MOST_DAYS}]].Data[0].VarCharValue]`) },
      Retry: retry,
      Catch: failed,
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
      Choices: [
        // Else those that can't be loaded would be tried for ever.
        {
          Condition: expression(`$count($days) = ${MOST_DAYS} and $loaded > ${DAYS_AGAIN}`),
          Next: 'GoOn',
        },
      ],
      Default: 'AllLoaded',
    },
    GoOn: {
      Type: 'Task',
      Resource: `arn:${parts.partition}:states:::aws-sdk:sfn:startExecution`,
      Arguments: { StateMachineArn: parts.stateMachineArn, Input: expression('$string($input)') },
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
      Catch: [{ ErrorEquals: ANY_ERROR, Next: 'DaysNotFound' }],
      Next: 'DaysNotFound',
    },
    DaysNotFound: { Type: 'Fail', Error: 'DaysNotFound', Cause: expression('$string($runError)') },
  };
}
