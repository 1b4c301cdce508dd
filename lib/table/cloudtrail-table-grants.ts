import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { openBucket } from '../core/bucket-grants';
import { CloudTrailTable } from './cloudtrail-table';
import { S3RequestsView } from './s3-requests-view';

/** What Athena reads of a table in the caller's name. */
const READ_TABLE_ACTIONS = ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'];

/** Lets somebody read what Glue knows of a table, of a view over it, and of their database. */
export function grantReadTable(table: CloudTrailTable, grantee: iam.IGrantable, view?: S3RequestsView): iam.Grant[] {
  const { databaseArn, databaseName } = table.database;
  const arn = (resource: string, resourceName?: string) =>
    Stack.of(table).formatArn({ service: 'glue', resource, resourceName });
  const allow = (actions: string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  const catalog = arn('catalog');
  return [
    allow(READ_TABLE_ACTIONS, catalog, databaseArn, table.table.tableArn, ...(view ? [view.viewArn] : [])),
    // Athena looks it up, whatever the query reads.
    allow(['glue:GetDatabase'], arn('database', 'default')),
    // Glue lists all or none.
    allow(['glue:GetDatabases'], catalog, arn('database', '*')),
    allow(['glue:GetTables'], catalog, databaseArn, arn('table', `${databaseName}/*`)),
  ];
}

/** Lets somebody read and decrypt the log files of a table's accounts. */
export function grantReadLogs(table: CloudTrailTable, grantee: iam.IGrantable): iam.Grant[] {
  const { logBucket: bucket, logPath, accounts } = table;
  // Of a list that is a token, nobody knows how many there are.
  const folders = (Token.isUnresolved(accounts) ? ['*'] : accounts).map((id) => `${logPath}${id}/CloudTrail/*`);
  const resourceArns = [bucket.bucketArn];
  return [
    openBucket(bucket, { grantee, actions: ['s3:GetBucketLocation'], resourceArns }),
    openBucket(bucket, {
      grantee,
      actions: ['s3:ListBucket'],
      resourceArns,
      conditions: { StringLike: { 's3:prefix': folders } },
    }),
    openBucket(bucket, {
      grantee,
      actions: ['s3:GetObject'],
      resourceArns: folders.map((folder) => bucket.arnForObjects(folder)),
    }),
    ...(bucket.encryptionKey ? [bucket.encryptionKey.grantDecrypt(grantee)] : []),
  ];
}
