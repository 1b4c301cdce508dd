import { DURATION } from '../core/cdk-kinds';
import { Kinds, TEXT, having } from '../core/kinds';
import type { LogBucketProps } from './log-bucket';
import type { BucketStorageOptions } from './log-storage';

export const ACCOUNTS = having("an AuditedAccounts, such as AuditedAccounts.of(['111122223333'])", '_bind()');
export const REGIONS = having("an AuditedRegions, such as AuditedRegions.of(['eu-west-1'])", '_bind()');
export const LOG_STORAGE = having(
  'a LogStorage, such as LogStorage.inBucket(bucket) or LogStorage.newBucket()',
  '_bind()',
);

/** What properties about regions were called before. */
export const RENAMED_REGIONS = { additionalRegions: 'regions: AuditedRegions.all([...])' };

export const LOG_BUCKET: Kinds<LogBucketProps> = { retention: DURATION };

export const BUCKET_STORAGE: Kinds<BucketStorageOptions> = { prefix: TEXT };
