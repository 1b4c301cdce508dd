import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { openBucket, openKeyOf } from '../core/bucket-grants';
import { openConfiguration } from '../core/configuration-grants';
import { CloudTrailTable } from './cloudtrail-table';
import { grantInLakeFormation } from './lake-formation-grants';
import { ReadPermission, inspectPermissions, readPermissions } from './log-readers';
import { IQueriedTable } from './queried-table';
import { S3RequestsView } from './s3-requests-view';

/** What Athena reads of a table in the caller's name. */
const READ_TABLE_ACTIONS = ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'];

/**
 * What reads how a database and a table are defined, and were before.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_glue.html
 */
const DESCRIBE_TABLE_ACTIONS = ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'];

/** Lets somebody query tables and a view over them: read what Glue knows of them and of their database. */
export function grantReadTable(queried: IQueriedTable, grantee: iam.IGrantable, view?: S3RequestsView): iam.Grant[] {
  const { database } = queried;
  const arn = arnsBeside(queried);
  const allow = (actions: string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  const catalog = arn('catalog');
  grantInLakeFormation(queried, grantee, ['DESCRIBE', 'SELECT'], view);
  return [
    ...grantQueryTable(queried, grantee, view),
    // Glue lists all or none.
    allow(['glue:GetDatabases'], catalog, arn('database', '*')),
    allow(['glue:GetTables'], catalog, database.databaseArn, arn('table', `${database.databaseName}/*`)),
  ];
}

/** Lets somebody query tables and a view over them, and see no others. */
export function grantQueryTable(queried: IQueriedTable, grantee: iam.IGrantable, view?: S3RequestsView): iam.Grant[] {
  const allow = (actions: string[], ...resourceArns: string[]) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
  return [
    allow(READ_TABLE_ACTIONS, ...definitionArns(queried, view)),
    // Athena looks it up, whatever the query reads.
    allow(['glue:GetDatabase'], arnsBeside(queried)('database', 'default')),
  ];
}

/** Lets somebody read how tables, a view over them and their database are defined, and none of their rows. */
export function grantDescribeTable(
  queried: IQueriedTable,
  grantee: iam.IGrantable,
  view?: S3RequestsView,
): iam.Grant[] {
  grantInLakeFormation(queried, grantee, ['DESCRIBE'], view);
  const resourceArns = definitionArns(queried, view);
  return [iam.Grant.addToPrincipal({ grantee, actions: DESCRIBE_TABLE_ACTIONS, resourceArns })];
}

/** Lets somebody query, and so decrypt, the log files of a table's accounts. */
export function grantReadLogs(table: CloudTrailTable, grantee: iam.IGrantable): iam.Grant[] {
  return grantFiles(table, grantee, readPermissions(table));
}

/** Lets somebody read and decrypt all that CloudTrail files of a table's accounts. */
export function grantInspectLogs(table: CloudTrailTable, grantee: iam.IGrantable): iam.Grant[] {
  return grantFiles(table, grantee, inspectPermissions(table));
}

/** Lets somebody read how the log bucket of a table and its key are set up. */
export function grantReadLogBucket({ logBucket }: CloudTrailTable, grantee: iam.IGrantable): iam.Grant[] {
  return openConfiguration(logBucket, grantee);
}

function grantFiles(
  { logBucket }: CloudTrailTable,
  grantee: iam.IGrantable,
  permissions: ReadPermission[],
): iam.Grant[] {
  return [
    ...permissions.map((permission) => openBucket(logBucket, { grantee, ...permission })),
    ...openKeyOf(logBucket, grantee),
  ];
}

/** What stands for the tables, a view over them and their database; Glue asks for the catalog, too. */
function definitionArns(queried: IQueriedTable, view?: S3RequestsView): string[] {
  const { database, _source } = queried;
  const tables = _source.parts.map(({ table }) => table.table.tableArn);
  return [arnsBeside(queried)('catalog'), database.databaseArn, ...tables, ...(view ? [view.viewArn] : [])];
}

/** ARNs of Glue's in the account and region of the tables. */
function arnsBeside({ _source: { parts } }: IQueriedTable): (resource: string, resourceName?: string) => string {
  return (resource, resourceName) => Stack.of(parts[0].table).formatArn({ service: 'glue', resource, resourceName });
}
