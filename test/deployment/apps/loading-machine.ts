import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

/** All that a machine needs that loads an Iceberg table day by day, of which only one may run. */
const stack = new Stack(new App(), 'Loading');
const { CHANGED, FORBIDDEN } = process.env;
const bucket = new s3.Bucket(stack, 'Data', { bucketName: `amzn-s3-demo-loading-${Aws.ACCOUNT_ID}` });

const database = new glue.CfnDatabase(stack, 'Database', {
  catalogId: Aws.ACCOUNT_ID,
  databaseInput: { name: 'loading' },
});
const field = (id: number, name: string, type: string) => ({ id, name, type, required: false });
new glue.CfnTable(stack, 'Table', {
  catalogId: Aws.ACCOUNT_ID,
  databaseName: database.ref,
  name: 'requests',
  openTableFormatInput: {
    icebergInput: {
      metadataOperation: 'CREATE',
      version: '2',
      icebergTableInput: {
        location: `s3://${bucket.bucketName}/requests/`,
        schema: {
          type: 'struct',
          fields: [
            field(1, 'day', 'string'),
            field(2, 'event_time', 'timestamp'),
            ...(CHANGED === undefined ? [] : [field(3, 'bytes', 'long')]),
          ],
        },
        partitionSpec: { specId: 0, fields: [{ fieldId: 1000, name: 'day', sourceId: 1, transform: 'identity' }] },
        writeOrder: {
          orderId: 1,
          fields: [{ sourceId: 2, transform: 'identity', direction: 'asc', nullOrder: 'nulls-last' }],
        },
        properties: { 'write.format.default': 'parquet' },
      },
    },
  },
});

const workgroup = new athena.CfnWorkGroup(stack, 'WorkGroup', {
  name: 'loading',
  recursiveDeleteOption: true,
  workGroupConfiguration: { resultConfiguration: { outputLocation: `s3://${bucket.bucketName}/results/` } },
});
const locks = new dynamodb.Table(stack, 'Locks', {
  billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  timeToLiveAttribute: 'until',
  removalPolicy: RemovalPolicy.DESTROY,
});
const failures = new sqs.Queue(stack, 'Failures', { enforceSSL: true, retentionPeriod: Duration.days(14) });

const machine = new sfn.StateMachine(stack, 'Machine', {
  stateMachineName: 'loading',
  definitionBody: sfn.DefinitionBody.fromString(readFileSync(join(__dirname, 'loading-machine.asl.json'), 'utf8')),
  definitionSubstitutions: {
    Locks: locks.tableName,
    Failures: failures.queueUrl,
    WorkGroup: workgroup.name,
    Partition: Aws.PARTITION,
  },
  logs: {
    destination: new logs.LogGroup(stack, 'Log', { removalPolicy: RemovalPolicy.DESTROY }),
    level: sfn.LogLevel.ERROR,
  },
});
/** The machine may do so, unless a test forbids it. */
function allow(action: string, resource: string, conditions?: object): void {
  if (action !== FORBIDDEN) {
    machine.addToRolePolicy(new iam.PolicyStatement({ actions: [action], resources: [resource], conditions }));
  }
}
const queries = stack.formatArn({ service: 'athena', resource: `workgroup/${workgroup.name}` });
for (const action of ['StartQueryExecution', 'GetQueryExecution', 'StopQueryExecution', 'GetPreparedStatement']) {
  allow(`athena:${action}`, queries);
}
allow('athena:GetQueryResults', queries);
allow('s3:GetBucketLocation', bucket.bucketArn);
allow('s3:PutObject', bucket.arnForObjects('results/*'));
allow('cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': 'Loading' } });
allow('states:StartExecution', stack.formatArn({ service: 'states', resource: 'stateMachine:loading' }));
// A test looks, by another machine of the same role.
allow('cloudwatch:GetMetricStatistics', '*');
allow('dynamodb:DescribeTimeToLive', locks.tableArn);
failures.grantConsumeMessages(machine);
locks.grantReadWriteData(machine);
failures.grantSendMessages(machine);

new scheduler.Schedule(stack, 'Schedule', {
  schedule: scheduler.ScheduleExpression.rate(Duration.hours(CHANGED === undefined ? 1 : 2)),
  target: new StepFunctionsStartExecution(machine, { deadLetterQueue: failures, retryAttempts: 2 }),
});
new cloudwatch.Alarm(stack, 'Alarm', {
  metric: new cloudwatch.Metric({ namespace: 'Loading', metricName: 'Rows', statistic: 'Sum' }),
  threshold: 1,
  evaluationPeriods: 2,
  comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
  treatMissingData: cloudwatch.TreatMissingData.BREACHING,
});
