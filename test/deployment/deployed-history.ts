import { paginateGetQueryResults } from '@aws-sdk/client-athena';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type DescribeExecutionOutput, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { Account } from './account';
import { DeployedAudit } from './deployed-audit';
import { callByTask, endOf, startExecution } from './executions';
import { runQuery } from './query-run';

type Row = (string | undefined)[];

/** What is seen of a deployed request table from outside. */
export class DeployedHistory {
  public static async in(account: Account, stackName = 'S3AuditTrail'): Promise<DeployedHistory> {
    const { Stacks } = await account.cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks![0].Outputs ?? [];
    return new DeployedHistory(
      account,
      await DeployedAudit.in(account, stackName),
      new Map(outputs.map(({ OutputKey, OutputValue }) => [OutputKey!.slice(0, -8), OutputValue!])),
    );
  }

  private constructor(
    private readonly account: Account,
    public readonly audit: DeployedAudit,
    private readonly outputs: Map<string, string>,
  ) {}

  public get database(): string {
    return this.output('RequestDatabase');
  }

  public get logDatabase(): string {
    return this.audit.resources.only('AWS::Glue::Database', 'AuditDatabase');
  }

  public get bucket(): string {
    return this.audit.resources.only('AWS::S3::Bucket', 'AuditRequestTable');
  }

  public get backFillCommand(): string {
    return this.output('BackFillCommand');
  }

  /** Starts the load, by default as the schedule does. */
  public start(input: object = {}): Promise<string> {
    return startExecution(this.account, this.machine, input);
  }

  public async run(): Promise<DescribeExecutionOutput> {
    return endOf(this.account, await this.start());
  }

  /** Starts what the command starts that the output has. */
  public startBackFill(): Promise<string> {
    const [, machine, input] = / --state-machine-arn (\S+) --input '(.*)'$/.exec(this.backFillCommand)!;
    return startExecution(this.account, machine, JSON.parse(input) as object);
  }

  /** Executions of the load, the last one first. */
  public async executions(): Promise<string[]> {
    const request = new ListExecutionsCommand({ stateMachineArn: this.machine });
    return (await this.account.stepFunctions.send(request)).executions!.map(({ executionArn }) => executionArn!);
  }

  /** The rows of an answer of Athena's, without its header. */
  public async ask(statement: string): Promise<Row[]> {
    const QueryExecutionId = await runQuery(this.account, this.audit.workgroup, statement);
    const rows: Row[] = [];
    for await (const page of paginateGetQueryResults({ client: this.account.athena }, { QueryExecutionId })) {
      rows.push(...page.ResultSet!.Rows!.map(({ Data }) => Data!.map(({ VarCharValue }) => VarCharValue)));
    }
    return rows.slice(1);
  }

  /** The rows of a saved query. */
  public async answer(query: string): Promise<Row[]> {
    const saved = (await this.audit.namedQueries()).find(({ Name }) => Name === query);
    return this.ask(saved!.QueryString!);
  }

  /** How many rows there are of each day, and how often the most frequent event of it is there. */
  public async requests(): Promise<Map<string, { rows: number; copies: number }>> {
    const rows = await this.ask(
      `SELECT day, sum(copies), max(copies) FROM (
         SELECT day, event_id, count(*) AS copies FROM "${this.database}"."requests" GROUP BY day, event_id
       ) GROUP BY day ORDER BY day`,
    );
    return new Map(rows.map(([day, sum, max]) => [day!, { rows: Number(sum), copies: Number(max) }]));
  }

  /** How many events each load had, by day. */
  public async loads(): Promise<[string, number][]> {
    const rows = await this.ask(`SELECT day, requests FROM "${this.database}"."loads" ORDER BY day, requests`);
    return rows.map(([day, requests]) => [day!, Number(requests)]);
  }

  /** The item of the lock, if there is one. */
  public async lock(): Promise<object | undefined> {
    const { Item } = (await this.callLock('getItem', {})) as { Item?: object };
    return Item;
  }

  /** Makes the lock look as if it had been taken long ago. */
  public async ageLock(): Promise<void> {
    await this.callLock('updateItem', {
      UpdateExpression: 'SET #expires = :then',
      ExpressionAttributeNames: { '#expires': 'expires' },
      ExpressionAttributeValues: { ':then': { N: '1' } },
    });
  }

  /** The next message of the dead-letter queue, which is taken out of it. */
  public async failure(): Promise<Record<string, unknown> | undefined> {
    const QueueUrl = this.audit.resources.only('AWS::SQS::Queue', 'AuditRequestTable');
    const answer = (await this.call('sqs:receiveMessage', { QueueUrl })) as Received;
    const message = [answer.Messages ?? answer.Message ?? []].flat()[0];
    if (message === undefined) {
      return undefined;
    }
    await this.call('sqs:deleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
    return JSON.parse(message.Body) as Record<string, unknown>;
  }

  /** The sum of the metric of days. */
  public async loadedDays(): Promise<number> {
    const { Datapoints } = (await this.call('cloudwatch:getMetricStatistics', {
      Namespace: 'S3AuditTrail',
      MetricName: 'LoadedDays',
      Dimensions: [{ Name: 'StateMachine', Value: this.machine.split(':').pop() }],
      Statistics: ['Sum'],
      Period: 86_400,
      StartTime: new Date(Date.now() - 86_400_000),
      EndTime: new Date(Date.now() + 86_400_000),
    })) as { Datapoints: { Sum: string }[] };
    return Datapoints.reduce((sum, { Sum }) => sum + Number(Sum), 0);
  }

  private get machine(): string {
    return this.audit.resources.only('AWS::StepFunctions::StateMachine', 'AuditRequestTable');
  }

  private callLock(action: string, args: object): Promise<unknown> {
    const TableName = this.audit.resources.only('AWS::DynamoDB::Table', 'AuditRequestTable');
    return this.call(`dynamodb:${action}`, { TableName, Key: { lock: { S: 'load' } }, ...args });
  }

  private call(action: string, args: object): Promise<unknown> {
    return callByTask(this.account, 'observer', action, args);
  }

  private output(name: string): string {
    const [value, ...others] = [...this.outputs].filter(([key]) => key.endsWith(name)).map(([, each]) => each);
    if (value === undefined || others.length > 0) {
      throw new Error(`The stack has no output ${name}, or several: ${[...this.outputs.keys()].join(', ')}`);
    }
    return value;
  }
}

interface Received {
  readonly Messages?: Message[];
  readonly Message?: Message | Message[];
}

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
}
