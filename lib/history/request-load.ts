import { ArnFormat, CfnOutput, Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { uniqueName } from '../core/names';
import { IQueriedTable } from '../table/queried-table';
import { TableSource } from '../table/table-source';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { METRIC_NAMESPACE, grantLoad } from './load-grants';
import { loadDefinition } from './load-definition';
import { loadStatements } from './load-statements';
import { RequestTables } from './request-tables';

/** What is loaded, and where. */
export interface RequestLoadProps {
  readonly logs: IQueriedTable;
  readonly tables: RequestTables;
  readonly workgroup: IAuditWorkgroup;
  /** The first day of the back-fill that the output's command starts. */
  readonly firstDay?: string;
}

export const LOADED_DAYS = 'LoadedDays';

/** After the files of the day that has ended are there, and before anybody asks for it. */
const EACH_DAY = { minute: '0', hour: '4' };

/** The load of a request table: a state machine that a schedule starts each day, and a command for days before. */
export class RequestLoad extends Construct {
  public readonly stateMachine: sfn.StateMachine;
  public readonly deadLetterQueue: sqs.Queue;
  public readonly schedule: scheduler.ISchedule;

  constructor(
    scope: Construct,
    id: string,
    { logs: queried, tables, workgroup, firstDay = 'yyyy/MM/dd' }: RequestLoadProps,
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    // Known before it exists, since it starts itself, and its role says so.
    const stateMachineName = uniqueName(this, 80);
    const stateMachineArn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const lock = lockTable(this);
    this.deadLetterQueue = new sqs.Queue(this, 'Failures', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // Else these services could be asked by another account to act in it.
    const ofThisAccount = { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } };
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', ofThisAccount),
      description: 'Loads requests to S3 from log files into the request table',
    });
    grantLoad(this, role, { queried, tables, workgroup, lock, queue: this.deadLetterQueue, stateMachineArn });
    const definition = loadDefinition({
      partition: stack.partition,
      statements: loadStatements(queried._source, tables.loaded),
      workgroupName: workgroup.workgroupName,
      lockTableName: lock.tableName,
      queueUrl: this.deadLetterQueue.queueUrl,
      stateMachineArn,
      metric: {
        namespace: METRIC_NAMESPACE,
        name: LOADED_DAYS,
        dimensions: { StateMachine: stateMachineName },
      },
    });
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName,
      definitionBody: sfn.DefinitionBody.fromString(stack.toJsonString(definition)),
      role,
      tracingEnabled: true,
      logs: {
        level: sfn.LogLevel.ALL,
        // Else each statement would be kept there, whole.
        includeExecutionData: false,
        destination: new logs.LogGroup(this, 'Log', {
          // Else each one has a statement of its own in a policy of the account's, which holds few.
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: logs.RetentionDays.ONE_YEAR,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    this.stateMachine.node.addDependency(role.node.findChild('DefaultPolicy'));
    this.schedule = new scheduler.Schedule(this, 'Schedule', {
      description: 'Loads the requests of the days that ended into the request table',
      schedule: scheduler.ScheduleExpression.cron({ ...EACH_DAY, timeZone: TimeZone.ETC_UTC }),
      target: new targets.StepFunctionsStartExecution(this.stateMachine, {
        input: scheduler.ScheduleTargetInput.fromObject({}),
        deadLetterQueue: this.deadLetterQueue,
        role: new iam.Role(this, 'ScheduleRole', {
          assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', ofThisAccount),
          description: 'Starts the load of the request table',
        }),
      }),
    });
    new CfnOutput(this, 'FailuresCommand', {
      description: 'Tells which days could not be loaded, and why: ten messages at a time',
      // Without a time to wait, few messages may be passed over; and the scheduler tells the reason in attributes.
      value: `aws sqs receive-message --region ${stack.region} --queue-url ${this.deadLetterQueue.queueUrl} --max-number-of-messages 10 --wait-time-seconds 20 --message-attribute-names All`,
    });
    new CfnOutput(this, 'BackFillCommand', {
      description: 'Loads the days since this one that are missing; run it again to go on',
      value: `aws stepfunctions start-execution --region ${stack.region} --state-machine-arn ${this.stateMachine.stateMachineArn} --input '{"firstDay":"${firstDay}"}'`,
    });
  }
}

/** The source of a request table. */
export interface LoadedSource extends TableSource {
  /** Where it is kept. */
  readonly kept: RequestTables;
  /** What loads it. */
  readonly load: RequestLoad;
}

/** It holds one item, while a day is loaded. */
function lockTable(scope: Construct): dynamodb.Table {
  return new dynamodb.Table(scope, 'Lock', {
    partitionKey: { name: 'lock', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
