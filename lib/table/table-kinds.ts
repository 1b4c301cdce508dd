import { DATABASE } from '../core/cdk-kinds';
import { Kinds, TEXT, having, needed, oneOf } from '../core/kinds';
import { LOG_LOCATION } from '../logs/log-kinds';
import type { CloudTrailTableProps } from './cloudtrail-table';
import { PermissionModel } from './permission-model';
import type { S3RequestsViewProps } from './s3-requests-view';

export const QUERIED_TABLE = having(
  'a CloudTrailTable, a CloudTrailHistory of several, or a RequestTable',
  'database',
  '_source',
);
export const ONE_TABLE = having('a CloudTrailTable', 'table', '_source');
export const PERMISSION_MODEL = oneOf('PermissionModel', PermissionModel);
export const VIEW = having('an S3RequestsView', 'view', 'viewArn');

export const CLOUDTRAIL_TABLE: Kinds<CloudTrailTableProps> = {
  database: needed(DATABASE),
  logs: needed(LOG_LOCATION),
  tableName: TEXT,
  permissionModel: PERMISSION_MODEL,
};

const LOCATION = 'logs: LogLocation.ofAccounts(bucket';

/** What properties about log files were called before. */
export const RENAMED_LOGS = {
  logBucket: `${LOCATION})`,
  s3KeyPrefix: `${LOCATION}, { prefix })`,
  accounts: `${LOCATION}, { accounts })`,
  regions: `${LOCATION}, { regions })`,
  additionalRegions: `${LOCATION}, { regions: AuditedRegions.all([...]) })`,
  firstDay: `${LOCATION}, { firstDay })`,
  retention: `${LOCATION}, { retention })`,
};

export const REQUESTS_VIEW: Kinds<S3RequestsViewProps> = { table: needed(QUERIED_TABLE), viewName: TEXT };
