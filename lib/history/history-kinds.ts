import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { DURATION, ENCRYPTION, KEY_PREFIX } from '../core/cdk-kinds';
import { FLAG, Kinds, TEXT, having, matching, needed } from '../core/kinds';
import { LOG_TABLES } from '../table/table-kinds';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import type { NewRequestBucketOptions, RequestBucketOptions } from './request-storage';
import type { RequestTableOptions, RequestTableProps } from './request-table';

export const REQUEST_STORAGE = having('a RequestStorage, such as RequestStorage.newBucket()', '_bind()');
export const A_REQUEST_TABLE = having('a RequestTable', '_source', 'stateMachine');
export const DATABASE_NAME = matching(/^[a-z0-9_]{1,255}$/, '1 to 255 of a-z, 0-9 and underscores');

export const NEW_REQUEST_BUCKET: Kinds<NewRequestBucketOptions> = { encryption: ENCRYPTION };
export const REQUEST_BUCKET: Kinds<RequestBucketOptions> = { prefix: KEY_PREFIX };

export const REQUEST_TABLE_OPTIONS: Kinds<RequestTableOptions> = {
  storage: REQUEST_STORAGE,
  firstDay: TEXT,
  tableOptimizers: FLAG,
};

export const REQUEST_TABLE: Kinds<RequestTableProps> = {
  ...REQUEST_TABLE_OPTIONS,
  logs: needed(LOG_TABLES),
  workgroup: needed(WORKGROUP),
};

/** The rest of them is left to CloudWatch's constructs. */
export const METRIC: Kinds<Pick<cloudwatch.MetricOptions, 'period' | 'statistic'>> = {
  period: DURATION,
  statistic: TEXT,
};
