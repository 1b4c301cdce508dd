import { BUCKET, DATABASE, DURATION } from '../core/cdk-kinds';
import { Kinds, TEXT, having, needed } from '../core/kinds';
import { ACCOUNTS, REGIONS } from '../logs/log-kinds';
import type { CloudTrailTableProps } from './cloudtrail-table';
import type { S3RequestsViewProps } from './s3-requests-view';

export const TABLE = having('a CloudTrailTable', 'table', '_source');
export const VIEW = having('an S3RequestsView', 'view', 'viewArn');

export const CLOUDTRAIL_TABLE: Kinds<CloudTrailTableProps> = {
  database: needed(DATABASE),
  logBucket: needed(BUCKET),
  s3KeyPrefix: TEXT,
  tableName: TEXT,
  accounts: ACCOUNTS,
  regions: REGIONS,
  firstDay: TEXT,
  retention: DURATION,
};

export const REQUESTS_VIEW: Kinds<S3RequestsViewProps> = { table: needed(TABLE), viewName: TEXT };
