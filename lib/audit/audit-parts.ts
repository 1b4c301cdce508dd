import { RemovalPolicy } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { uniqueSqlName } from '../core/names';
import { invalid } from '../core/validation';
import { RequestTable, RequestTableOptions } from '../history/request-table';
import { LogLocation } from '../logs/log-location';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { IQueriedTable } from '../table/queried-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { S3AuditGrants } from './s3-audit-grants';
import { S3AuditOptions } from './s3-audit-options';

const REQUEST_TABLE_ID = 'RequestTable';

export function newDatabase(scope: Construct): glue.Database {
  return new glue.Database(scope, 'Database', {
    databaseName: uniqueSqlName(scope, 128),
    description: 'Audit of requests to S3',
    // It holds metadata only, and a database left behind would be in the way of the next deployment.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** A table over each place of logs. They are named by their order. */
export function newTables(
  scope: Construct,
  database: glue.IDatabase,
  logs: LogLocation[],
  options: S3AuditOptions,
): CloudTrailTable[] {
  const name = options.tableName ?? (options.database ? undefined : 'cloudtrail_logs');
  return logs.map((location, index) => {
    const number = index === 0 ? '' : String(index + 1);
    const tableName = name && number ? `${name}_${number}` : name;
    const { permissionModel } = options;
    return new CloudTrailTable(scope, `Table${number}`, { database, logs: location, tableName, permissionModel });
  });
}

export function newView(
  scope: Construct,
  table: IQueriedTable,
  { requestsView = true, requestsViewName, database }: S3AuditOptions,
): S3RequestsView | undefined {
  if (requestsView) {
    const viewName = requestsViewName ?? (database ? undefined : 's3_requests');
    return new S3RequestsView(scope, 'RequestsView', { table, viewName });
  }
  if (requestsViewName !== undefined) {
    invalid('requestsViewName', requestsViewName, "none where 'requestsView' is false");
  }
  return undefined;
}

/** What a request table is made over, and who opens it. */
interface LoadedParts {
  readonly logs: IQueriedTable;
  readonly workgroup: IAuditWorkgroup;
  readonly grants: S3AuditGrants;
}

/** @throws if there is one */
export function newRequestTable(
  scope: Construct,
  { logs, workgroup, grants }: LoadedParts,
  options: RequestTableOptions,
): RequestTable {
  if (scope.node.tryFindChild(REQUEST_TABLE_ID)) {
    invalid('addRequestTable', scope.node.path, 'one request table of an audit');
  }
  const requestTable = new RequestTable(scope, REQUEST_TABLE_ID, { ...options, logs, workgroup });
  grants._add(requestTable);
  return requestTable;
}
