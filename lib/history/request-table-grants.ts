import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { openBucket, openKeyOf } from '../core/bucket-grants';
import { openConfiguration } from '../core/configuration-grants';
import type { RequestTable } from './request-table';
import { LOADS, REQUESTS, RequestTables } from './request-tables';

/** What Athena reads of an Iceberg table in Glue. */
const READ_ACTIONS = ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables'];
/** A commit is an update of the table: of where its newest metadata lies. */
const WRITE_ACTIONS = ['glue:UpdateTable'];
const DESCRIBE_ACTIONS = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:GetTableOptimizer',
  'glue:GetTableVersion',
  'glue:GetTableVersions',
];
/** Files that were written for a commit that failed are deleted again. */
const WRITE_FILE_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];

/** Lets somebody query the request table, and so read and decrypt its files. */
export function grantReadRequests(scope: Construct, tables: RequestTables, grantee: iam.IGrantable): iam.Grant[] {
  return [
    iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns: definitions(scope, tables) }),
    ...openFolders(tables, grantee, ['s3:GetObject']),
    ...openKeyOf(tables.bucket, grantee),
  ];
}

/** Lets somebody add rows to the request table, too. */
export function grantWriteRequests(scope: Construct, tables: RequestTables, grantee: iam.IGrantable): iam.Grant[] {
  const resourceArns = definitions(scope, tables);
  return [
    iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns }),
    iam.Grant.addToPrincipal({ grantee, actions: WRITE_ACTIONS, resourceArns }),
    ...openFolders(tables, grantee, WRITE_FILE_ACTIONS),
    ...openKeyOf(tables.bucket, grantee, ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
}

/**
 * Lets somebody read how the request table, its bucket, that bucket's key and the load are set up, how its executions went,
 * and none of its rows.
 */
export function grantReadLoad(requestTable: RequestTable, grantee: iam.IGrantable): iam.Grant[] {
  const { stateMachine, deadLetterQueue } = requestTable;
  const { kept: tables, load } = requestTable._source;
  const allow = (actions: string[], resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  return [
    allow(DESCRIBE_ACTIONS, definitions(requestTable, tables)),
    ...openConfiguration(tables.bucket, grantee),
    allow(['states:DescribeStateMachine', 'states:ListExecutions'], [stateMachine.stateMachineArn]),
    stateMachine.grants.execution(grantee, 'states:DescribeExecution', 'states:GetExecutionHistory'),
    allow(['scheduler:GetSchedule'], [load.schedule.scheduleArn]),
    allow(['sqs:GetQueueAttributes'], [deadLetterQueue.queueArn]),
  ];
}

/** What stands for the tables and their database; Glue asks for the catalog, too. */
function definitions(scope: Construct, { database }: RequestTables): string[] {
  const arn = (resource: string, resourceName?: string) =>
    Stack.of(scope).formatArn({ service: 'glue', resource, resourceName });
  return [
    arn('catalog'),
    database.databaseArn,
    ...[REQUESTS, LOADS].map((table) => arn('table', `${database.databaseName}/${table}`)),
  ];
}

function openFolders({ bucket, ...tables }: RequestTables, grantee: iam.IGrantable, actions: string[]): iam.Grant[] {
  const folders = tables.folders.map((folder) => `${folder}*`);
  return [
    openBucket(bucket, { grantee, actions: ['s3:GetBucketLocation'], resourceArns: [bucket.bucketArn] }),
    openBucket(bucket, {
      grantee,
      actions: ['s3:ListBucket'],
      resourceArns: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': folders } },
    }),
    openBucket(bucket, { grantee, actions, resourceArns: folders.map((folder) => bucket.arnForObjects(folder)) }),
  ];
}
