import { BUCKET, DURATION, ENCRYPTION, KEY } from '../core/cdk-kinds';
import { Kind, Kinds, TEXT, TEXTS, having, listOf, needed } from '../core/kinds';
import type { AccountFileOptions, InjectedAccountsOptions } from './audited-accounts';
import type { LogBucketProps } from './log-bucket';
import type { AccountLogOptions, LogLocationOptions, OrganizationLogOptions } from './log-location';
import type { BucketStorageOptions } from './log-storage';

export const ACCOUNTS = having("an AuditedAccounts, such as AuditedAccounts.of(['111122223333'])", '_bind()');
export const REGIONS = having("an AuditedRegions, such as AuditedRegions.of(['eu-west-1'])", '_bind()');
export const LOG_STORAGE = having(
  'a LogStorage, such as LogStorage.inBucket(bucket) or LogStorage.newBucket()',
  '_bind()',
);

export const LOG_LOCATION = having(
  "a LogLocation, such as LogLocation.ofOrganization(bucket, 'o-a1b2c3d4e5', { accounts })",
  '_bind()',
  'path',
);

/** What properties about regions were called before. */
export const RENAMED_REGIONS = { additionalRegions: 'regions: AuditedRegions.all([...])' };

const OBJECT_LOCK = having(
  'an s3.ObjectLockRetention, such as s3.ObjectLockRetention.governance(Duration.days(365))',
  ...['mode', 'duration'],
);

const REPLICATION_RULE: Kind = {
  ...having('an s3.ReplicationRule, such as { destination: bucket }', 'destination'),
  parts: { destination: needed(BUCKET), kmsKey: KEY },
};

export const LOG_BUCKET: Kinds<LogBucketProps> = {
  retention: DURATION,
  encryption: ENCRYPTION,
  objectLock: OBJECT_LOCK,
  serverAccessLogsBucket: BUCKET,
  serverAccessLogsPrefix: TEXT,
  replicationRules: listOf(REPLICATION_RULE),
};

export const BUCKET_STORAGE: Kinds<BucketStorageOptions> = { prefix: TEXT };

/** What is said elsewhere of a bucket of one's own. */
export const RENAMED_STORAGE = {
  s3KeyPrefix: 'prefix',
  retention: "the bucket's own lifecycle, or LogStorage.newBucket({ retention })",
};

export const ACCOUNT_FILE: Kinds<AccountFileOptions> = { also: TEXTS };

export const INJECTED_ACCOUNTS: Kinds<InjectedAccountsOptions> = { saved: TEXTS };

const LOCATION: Kinds<LogLocationOptions> = {
  prefix: TEXT,
  regions: REGIONS,
  firstDay: TEXT,
  lastDay: TEXT,
  retention: DURATION,
};

export const ACCOUNT_LOGS: Kinds<AccountLogOptions> = { ...LOCATION, accounts: ACCOUNTS };

export const ORGANIZATION_LOGS: Kinds<OrganizationLogOptions> = { ...LOCATION, accounts: needed(ACCOUNTS) };
