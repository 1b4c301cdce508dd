import { DATABASE } from '../core/cdk-kinds';
import { Kind, Kinds, TEXT, having, needed, oneOf } from '../core/kinds';
import { LOG_LOCATION } from '../logs/log-kinds';
import type { CloudTrailTableProps } from './cloudtrail-table';
import { PermissionModel } from './permission-model';
import type { IQueriedTable } from './queried-table';
import type { S3RequestsViewProps } from './s3-requests-view';

export const QUERIED_TABLE = having(
  'a CloudTrailTable, a CloudTrailHistory of several, or a RequestTable',
  'database',
  '_source',
);
/** What is loaded has no view, and grants of its own. */
export const LOG_TABLES: Kind = {
  ...having('a CloudTrailTable, or a CloudTrailHistory of several', 'database', '_source'),
  fits: (value) => QUERIED_TABLE.fits(value) && (value as IQueriedTable)._source.loaded === undefined,
};
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

export const REQUESTS_VIEW: Kinds<S3RequestsViewProps> = { table: needed(LOG_TABLES), viewName: TEXT };
