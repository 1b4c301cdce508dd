import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { grantQueryTable, grantReadLogs } from '../table/cloudtrail-table-grants';
import { IQueriedTable } from '../table/queried-table';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { grantRun } from '../workgroup/audit-workgroup-grants';
import { grantWriteRequests } from './request-table-grants';
import { RequestTables } from './request-tables';

/** What a load works with. */
interface LoadResources {
  readonly queried: IQueriedTable;
  readonly tables: RequestTables;
  readonly workgroup: IAuditWorkgroup;
  readonly lock: dynamodb.ITable;
  readonly queue: sqs.IQueue;
  readonly stateMachineArn: string;
}

export const METRIC_NAMESPACE = 'S3AuditTrail';

/** Lets a load read the logs, write the request table and the results of its statements, take its lock, and tell. */
export function grantLoad(scope: Construct, role: iam.IRole, resources: LoadResources): void {
  const { queried, tables, workgroup, lock, queue, stateMachineArn } = resources;
  const allow = (actions: string[], resourceArns: string[], conditions?: Record<string, Record<string, unknown>>) =>
    iam.Grant.addToPrincipal({ grantee: role, actions, resourceArns, conditions });
  grantRun(scope, workgroup, role);
  grantQueryTable(queried, role);
  queried._source.parts.forEach(({ table }) => grantReadLogs(table, role));
  grantWriteRequests(scope, tables, role);
  allow(['dynamodb:DeleteItem', 'dynamodb:PutItem'], [lock.tableArn]);
  allow(['sqs:SendMessage'], [queue.queueArn]);
  allow(['states:StartExecution'], [stateMachineArn]);
  // CloudWatch knows no resource for it.
  allow(['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } });
}
