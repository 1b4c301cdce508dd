import {
  CreatePreparedStatementCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import {
  CreateDatabaseCommand,
  DeleteDatabaseCommand,
  GetTableCommand,
  GetTablesCommand,
  type Table,
} from '@aws-sdk/client-glue';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, DescribeStateMachineCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { Account, REGION } from './account';
import { type Answer, AthenaExecutor, type Statement } from './athena-executor';
import { endOf as endOfExecution, startExecution } from './executions';
import { runQuery } from './query-run';
import { StackResources } from './stack-resources';

const account = new Account('292929292929');
const cdk = account.cdk('test/deployment/apps/loading-machine.ts');
const BUCKET = `amzn-s3-demo-loading-${account.id}`;
const MACHINE = `arn:aws:states:${REGION}:${account.id}:stateMachine:loading`;
const LOAD = 'INSERT INTO requests SELECT * FROM logs WHERE day = ? AND ? = ?';
const DAYS = ['2026/11/01', '2026/11/02'];

let executor: AthenaExecutor | undefined;

/** Answers by a function from now on; what was asked is in the list. */
async function answerBy(answer: (statement: Statement) => Answer | Promise<Answer>): Promise<Statement[]> {
  executor = await AthenaExecutor.start(account, answer);
  return executor.statements;
}

const start = (input: object, stateMachineArn = MACHINE) => startExecution(account, stateMachineArn, input);
const endOf = (executionArn: string) => endOfExecution(account, executionArn);

async function resultsOf(statement: string, parameters?: string[]): Promise<(string | undefined)[][]> {
  const QueryExecutionId = await runQuery(account, 'loading', statement, parameters);
  const { ResultSet } = await account.athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return ResultSet!.Rows!.map(({ Data }) => Data!.map(({ VarCharValue }) => VarCharValue));
}

async function table(): Promise<Table> {
  const { Table } = await account.glue.send(new GetTableCommand({ DatabaseName: 'loading', Name: 'requests' }));
  return Table!;
}

beforeAll(async () => {
  await cdk.bootstrap();
  await cdk.deploy();
  const statement = { StatementName: 'load', WorkGroup: 'loading', QueryStatement: LOAD };
  await account.athena.send(new CreatePreparedStatementCommand(statement));
});
afterEach(async () => {
  await executor?.stop();
  executor = undefined;
});

describe('an executor', () => {
  const answer = { columns: ['bucket', 'n'], rows: [['one, two', '1'], [null, '2']] }; // prettier-ignore

  test('answers what Athena is asked, and the answer lies in the bucket, too', async () => {
    const asked = await answerBy(() => answer);
    expect(await resultsOf('SELECT bucket, n FROM requests WHERE day = ?', ["'2026/11/01'"])).toEqual([
      ['bucket', 'n'],
      ['one, two', '1'],
      [undefined, '2'],
    ]);
    expect(asked).toEqual([
      {
        statement: 'SELECT bucket, n FROM requests WHERE day = ?',
        parameters: ["'2026/11/01'"],
        workgroup: 'loading',
      },
    ]);
    const list = new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'results/' });
    const keys = (await account.s3.send(list)).Contents!.map(({ Key }) => Key!);
    const csv = keys.filter((key) => key.endsWith('.csv'));
    expect(csv).toHaveLength(1);
    const { Body } = await account.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: csv[0] }));
    expect(await Body!.transformToString()).toBe('bucket,n\r\n"one, two",1\r\n,2\r\n');
  });

  test.each([
    [`EXECUTE load USING '2026/11/01', concat('a', ','), DATE '2026-11-01'`, undefined],
    ['execute load;', ["'2026/11/01'", "concat('a', ',')", "DATE '2026-11-01'"]],
  ])('sees the text of a prepared statement, and each value: %s', async (statement, parameters) => {
    const asked = await answerBy(() => ({ columns: [], rows: [], updateCount: 0 }));
    await runQuery(account, 'loading', statement, parameters);
    expect(asked).toEqual([
      {
        statement: LOAD,
        parameters: ["'2026/11/01'", "concat('a', ',')", "DATE '2026-11-01'"],
        workgroup: 'loading',
      },
    ]);
  });

  test('tells how many rows were written', async () => {
    await answerBy(() => ({ columns: [], rows: [], updateCount: 7 }));
    const QueryExecutionId = await runQuery(account, 'loading', 'INSERT INTO requests VALUES (1)');
    const results = await account.athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
    expect(results).toMatchObject({ UpdateCount: 7, ResultSet: { Rows: [] } });
  });

  test('fails a query with its sentence', async () => {
    await answerBy(() => {
      throw new Error('ICEBERG_COMMIT_ERROR: Failed to commit');
    });
    await expect(runQuery(account, 'loading', 'SELECT 1')).rejects.toThrow(/^ICEBERG_COMMIT_ERROR: Failed to commit$/);
  });

  test('answers in vain what was stopped', async () => {
    let answered: (answer: Answer) => void = () => undefined;
    const asked = await answerBy(() => new Promise<Answer>((resolve) => (answered = resolve)));
    const request = { WorkGroup: 'loading', QueryString: 'SELECT 1' };
    const { QueryExecutionId } = await account.athena.send(new StartQueryExecutionCommand(request));
    while (asked.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await account.athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    answered(answer);
    await runQuery(account, 'loading', 'EXECUTE nothing').catch(() => undefined);
    const { QueryExecution } = await account.athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    expect(QueryExecution!.Status!.State).toBe('CANCELLED');
  });

  test('is asked nothing of a statement that was not prepared', async () => {
    const asked = await answerBy(() => answer);
    await expect(runQuery(account, 'loading', 'EXECUTE nothing')).rejects.toThrow(/nothing was not found/);
    expect(asked).toEqual([]);
  });

  test('answers its account alone, until it ends', async () => {
    const asked = await answerBy(() => answer);
    await executor!.stop();
    expect(await resultsOf(`SELECT 'as ever'`)).toEqual([['as ever'], ['as ever']]);
    expect(asked).toEqual([]);
  });
});

describe('a machine', () => {
  test('runs a statement for each day, one after the other, and counts', async () => {
    let running = 0;
    const asked = await answerBy(async () => {
      expect(running++).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 200));
      running--;
      return { columns: [], rows: [], updateCount: 3 };
    });
    const end = await endOf(await start({ days: DAYS }));
    expect(end).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(end.output!)).toEqual({ rows: 6 });
    expect(asked).toEqual(
      DAYS.map((day) => ({ statement: LOAD, parameters: [`'${day}'`, '1', '1'], workgroup: 'loading' })),
    );
  });

  test('tries again what failed', async () => {
    const asked = await answerBy(() => {
      if (asked.length < 3) {
        throw new Error('ICEBERG_COMMIT_ERROR: Failed to commit');
      }
      return { columns: [], rows: [], updateCount: 1 };
    });
    const end = await endOf(await start({ days: DAYS.slice(0, 1) }));
    expect(end).toMatchObject({ status: 'SUCCEEDED' });
    expect(asked).toHaveLength(3);
  });

  test('ends with the execution of the query as its cause, and lets the next one run', async () => {
    const asked = await answerBy(() => {
      throw new Error('HIVE_BAD_DATA: no');
    });
    const { status, error, cause } = await endOf(await start({ days: DAYS }));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(cause!)).toMatchObject({
      QueryExecution: {
        Query: 'EXECUTE load',
        Status: { State: 'FAILED', StateChangeReason: 'HIVE_BAD_DATA: no' },
        WorkGroup: 'loading',
      },
    });
    expect(asked).toHaveLength(3);
    expect(await endOf(await start({ days: [] }))).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('runs once, of two that start together', async () => {
    const asked = await answerBy(async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return { columns: [], rows: [], updateCount: 1 };
    });
    const ends = await Promise.all((await Promise.all([1, 2].map(() => start({ days: ['2026/11/03'] })))).map(endOf));
    expect(ends.map(({ output }) => JSON.parse(output!) as unknown)).toEqual(
      expect.arrayContaining([{ busy: true }, { rows: 1 }]),
    );
    expect(asked).toHaveLength(1);
  });
});

describe('another machine', () => {
  /** It has the role of the deployed one. */
  async function machine(name: string, states: Record<string, object>): Promise<string> {
    const { roleArn } = await account.stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn: MACHINE }));
    const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states };
    const request = new CreateStateMachineCommand({ name, roleArn, definition: JSON.stringify(definition) });
    return (await account.stepFunctions.send(request)).stateMachineArn!;
  }

  test.each(['states:startExecution', 'aws-sdk:sfn:startExecution'])('starts the first one by %s', async (action) => {
    const asked = await answerBy(() => ({ columns: [], rows: [], updateCount: 2 }));
    const Input = action.startsWith('aws-sdk') ? '{% $string($states.input) %}' : '{% $states.input %}';
    const starting = await machine(action.replaceAll(':', '-'), {
      Start: {
        Type: 'Task',
        Resource: `arn:aws:states:::${action}`,
        Arguments: { StateMachineArn: MACHINE, Input },
        Output: '{% $states.result.ExecutionArn %}',
        End: true,
      },
    });
    const { output } = await endOf(await start({ days: ['2026/11/04'] }, starting));
    expect(await endOf(JSON.parse(output!) as string)).toMatchObject({ status: 'SUCCEEDED', output: '{"rows": 2}' });
    expect(asked).toHaveLength(1);
  });

  test('finds the metric, the message and the expiry that the first one wrote', async () => {
    // GIVEN an execution that loads, and one that fails
    await answerBy(({ parameters: [day] }) => {
      if (day !== `'${DAYS[0]}'`) {
        throw new Error('HIVE_BAD_DATA: no');
      }
      return { columns: [], rows: [], updateCount: 1234 };
    });
    const metric = { Namespace: 'Loading', MetricName: 'Rows', Period: 86_400, Statistics: ['Maximum'] };
    const before = Date.now();
    expect(await endOf(await start({ days: DAYS.slice(0, 1) }))).toMatchObject({ status: 'SUCCEEDED' });
    expect(await endOf(await start({ days: DAYS }))).toMatchObject({ status: 'FAILED' });

    // WHEN
    const resources = await StackResources.of(account, 'Loading');
    const task = (action: string, Arguments: object, more: object) => ({
      Type: 'Task',
      Resource: `arn:aws:states:::aws-sdk:${action}`,
      Arguments,
      Assign: { [action.split(':')[0]]: '{% $states.result %}' },
      ...more,
    });
    const times = { StartTime: new Date(before - 3_600_000), EndTime: new Date(before + 3_600_000) };
    const reader = await machine('reader', {
      Metric: task('cloudwatch:getMetricStatistics', { ...metric, ...times }, { Next: 'Message' }),
      Message: task('sqs:receiveMessage', { QueueUrl: resources.only('AWS::SQS::Queue') }, { Next: 'Expiry' }),
      Expiry: task(
        'dynamodb:describeTimeToLive',
        { TableName: resources.only('AWS::DynamoDB::Table') },
        { Next: 'All' },
      ),
      All: {
        Type: 'Succeed',
        Output: { cloudwatch: '{% $cloudwatch %}', sqs: '{% $sqs %}', dynamodb: '{% $dynamodb %}' },
      },
    });
    const read = JSON.parse((await endOf(await start({}, reader))).output!) as Record<string, unknown>;

    // THEN
    expect(read).toMatchObject({
      cloudwatch: { Datapoints: [{ Unit: 'Count', Maximum: '1234.0' }] },
      sqs: { Message: { Body: expect.stringContaining('HIVE_BAD_DATA: no') as string } },
      dynamodb: { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' } },
    });
  });

  test('asks nothing more once it is stopped, also within a Map', async () => {
    let answered: (answer: Answer) => void = () => undefined;
    const asked = await answerBy(() => new Promise<Answer>((resolve) => (answered = resolve)));
    const ask = {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: { QueryString: 'SELECT 1', WorkGroup: 'loading' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Again' }],
    };
    const States = { Ask: { ...ask, Next: 'Again' }, Again: { ...ask, Catch: undefined, End: true } };
    const stopped = await machine('stopped', {
      Each: { Type: 'Map', Items: [1, 2], MaxConcurrency: 1, ItemProcessor: { StartAt: 'Ask', States }, End: true },
    });
    const executionArn = await start({}, stopped);
    while (asked.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await account.stepFunctions.send(new StopExecutionCommand({ executionArn }));
    answered({ columns: [], rows: [], updateCount: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(asked).toHaveLength(1);
    expect(await endOf(executionArn)).toMatchObject({ status: 'ABORTED' });
  });

  test('fails for good on a result that is too large for it', async () => {
    await answerBy(() => ({ columns: ['text'], rows: Array<string[]>(900).fill(['x'.repeat(300)]) }));
    const large = await machine('large', {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
        Arguments: { QueryString: 'SELECT text FROM requests', WorkGroup: 'loading' },
        Next: 'Answer',
      },
      Answer: {
        Type: 'Task',
        Resource: 'arn:aws:states:::athena:getQueryResults',
        Arguments: { QueryExecutionId: '{% $states.input.QueryExecution.QueryExecutionId %}' },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    });
    expect(await endOf(await start({}, large))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  test('fails on a condition that is neither true nor false, and on an argument that Athena does not have', async () => {
    const condition = await machine('condition', {
      Go: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n %}', Next: 'End' }], Default: 'End' },
      End: { Type: 'Succeed' },
    });
    expect(await endOf(await start({ n: 1 }, condition))).toMatchObject({ error: 'States.QueryEvaluationError' });
    const argument = await machine('argument', {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::athena:startQueryExecution',
        Arguments: { Query: 'SELECT 1', WorkGroup: 'loading' },
        End: true,
      },
    });
    expect(await endOf(await start({}, argument))).toMatchObject({ error: 'States.Runtime' });
  });
});

describe('deployed', () => {
  test('the table is one of Iceberg, with its metadata where it lies', async () => {
    const { Parameters, StorageDescriptor, TableType } = await table();
    expect(Parameters).toMatchObject({ table_type: 'ICEBERG' });
    expect(TableType).toBe('EXTERNAL_TABLE');
    expect(StorageDescriptor!.Columns!.map(({ Name, Type }) => [Name, Type])).toEqual([
      ['day', 'string'],
      ['event_time', 'timestamp'],
    ]);
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(Parameters!.metadata_location)!;
    const { Body } = await account.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(JSON.parse(await Body!.transformToString())).toMatchObject({
      'format-version': 2,
      'partition-specs': [{ fields: [{ name: 'day', 'field-id': 1000, 'source-id': 1, transform: 'identity' }] }],
    });
  });

  test('a change updates all in place', async () => {
    const before = (await StackResources.of(account, 'Loading')).physicalIds();
    await cdk.deploy({ CHANGED: 'true' });
    expect((await StackResources.of(account, 'Loading')).physicalIds()).toEqual(before);
    expect((await table()).StorageDescriptor!.Columns).toHaveLength(3);
    expect((await table()).Parameters).toMatchObject({ table_type: 'ICEBERG' });
  });

  test('a column may not be taken away again', async () => {
    await expect(cdk.deploy()).rejects.toThrow(/columns \['bytes'\] are gone/);
    expect((await table()).StorageDescriptor!.Columns).toHaveLength(3);
  });

  test.each([
    ['athena:GetQueryResults', 'Athena.AccessDeniedException'],
    ['athena:GetPreparedStatement', 'Athena.AccessDeniedException'],
    ['s3:PutObject', 'Athena.InvalidRequestException'],
  ])('a task fails where the role does not allow %s', async (action, error) => {
    await answerBy(() => ({ columns: [], rows: [], updateCount: 1 }));
    await cdk.deploy({ CHANGED: 'true', FORBIDDEN: action });
    const end = await endOf(await start({ days: DAYS }));
    expect(end).toMatchObject({ status: 'FAILED', error });
    expect(end.cause).toContain(action);
  });

  test('a database takes its tables along', async () => {
    await account.glue.send(new DeleteDatabaseCommand({ Name: 'loading' }));
    await expect(table()).rejects.toThrow(/not found/);
    await account.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'loading' } }));
    const { TableList } = await account.glue.send(new GetTablesCommand({ DatabaseName: 'loading' }));
    expect(TableList).toEqual([]);
  });

  test('all goes but the bucket', async () => {
    await cdk.destroy();
    expect((await StackResources.of(account, 'Loading')).all).toEqual([]);
    expect((await account.s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).KeyCount).toBeGreaterThan(0);
  });
});
