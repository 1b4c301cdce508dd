import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { openBucket, openKey } from '../core/bucket-grants';
import { CloudTrailTable } from './cloudtrail-table';
import { readPermissions } from './log-readers';
import { IQueriedTable } from './queried-table';
import { S3RequestsView } from './s3-requests-view';

/** What Athena reads of a table in the caller's name. */
const READ_TABLE_ACTIONS = ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'];

/** Lets somebody read what Glue knows of tables, of a view over them, and of their database. */
export function grantReadTable(
  { database, _source: { parts } }: IQueriedTable,
  grantee: iam.IGrantable,
  view?: S3RequestsView,
): iam.Grant[] {
  const [{ table: first }] = parts;
  const arn = (resource: string, resourceName?: string) =>
    Stack.of(first).formatArn({ service: 'glue', resource, resourceName });
  const allow = (actions: string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  const catalog = arn('catalog');
  const tables = [...parts.map(({ table }) => table.table.tableArn), ...(view ? [view.viewArn] : [])];
  return [
    allow(READ_TABLE_ACTIONS, catalog, database.databaseArn, ...tables),
    // Athena looks it up, whatever the query reads.
    allow(['glue:GetDatabase'], arn('database', 'default')),
    // Glue lists all or none.
    allow(['glue:GetDatabases'], catalog, arn('database', '*')),
    allow(['glue:GetTables'], catalog, database.databaseArn, arn('table', `${database.databaseName}/*`)),
  ];
}

/** Lets somebody read and decrypt the log files of a table's accounts. */
export function grantReadLogs(table: CloudTrailTable, grantee: iam.IGrantable): iam.Grant[] {
  const { logBucket } = table;
  return [
    ...readPermissions(table).map((permission) => openBucket(logBucket, { grantee, ...permission })),
    ...(logBucket.encryptionKey ? [openKey(logBucket.encryptionKey, grantee)] : []),
  ];
}
