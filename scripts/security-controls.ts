/** How an audit stands towards a control. */
export type Standing = 'met' | 'not met' | 'open' | 'not concerned';

/** A control of Security Hub, or a rule of Config that none of them uses. */
export interface SecurityControl {
  readonly id: string;
  /** What it looks at. */
  readonly subject: Subject;
  readonly asks: string;
  /** Rule of AWS Config. */
  readonly rule?: string;
  /** Number in the CIS AWS Foundations Benchmark, versions 5.0.0 and 3.0.0, and 1.4.0. */
  readonly cis?: [string | undefined, string | undefined];
  readonly byDefault: Standing;
  readonly withOptions: Standing;
  /** By which property, or why not; Markdown. */
  readonly how: string;
  /** Whether a template has what is asked. Given where that is met or not. */
  readonly holds?: (audit: AuditProperties) => boolean;
}

export const SUBJECTS = {
  trail: 'The trail',
  logs: 'The log bucket',
  results: 'The bucket of the results',
  others: 'Keys, workgroup, alarms',
} as const;
type Subject = keyof typeof SUBJECTS;

/** Properties of a resource, as they stand in a template. */
export type Properties = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** What a template says of an audit. */
export interface AuditProperties {
  readonly trail: Properties;
  readonly logs: BucketProperties;
  readonly results: BucketProperties;
  readonly workgroup: Properties;
  readonly keys: (Properties & { DeletionPolicy?: string })[];
}

export interface BucketProperties {
  readonly bucket: Properties;
  /** Of its policy. */
  readonly statements: Properties[];
}

type OfBucket = (properties: BucketProperties) => boolean;
type Asked = Pick<SecurityControl, 'asks' | 'rule' | 'cis'>;

/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call */

const isPrivate: OfBucket = ({ bucket }) =>
  ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
    (setting) => bucket.PublicAccessBlockConfiguration[setting] === true,
  );
const isVersioned: OfBucket = ({ bucket }) => bucket.VersioningConfiguration?.Status === 'Enabled';
const expires: OfBucket = ({ bucket }) => bucket.LifecycleConfiguration !== undefined;
const recordsManagementEvents = ({ trail }: AuditProperties): boolean =>
  trail.IsMultiRegionTrail === true &&
  trail.AdvancedEventSelectors.some(({ FieldSelectors: fields }: { FieldSelectors: Properties[] }) =>
    fields.every(({ Field, Equals }) => Field === 'eventCategory' && Equals.join() === 'Management'),
  );

const ALL_EVENTS =
  'The trail is multi-Region and records reads and writes of all buckets, those of the future among them, but for the log bucket, its access logs and copies, and the results: with these it would feed itself. AWS’s page asks for “all S3 buckets”, and doesn’t say how the rule reads a selector that leaves some out.';

const TRAIL: SecurityControl[] = [
  {
    id: 'CloudTrail.1',
    subject: 'trail',
    asks: 'A multi-Region trail records read and write management events.',
    rule: 'multi-region-cloudtrail-enabled',
    cis: ['3.1', '3.1'],
    byDefault: 'not met',
    withOptions: 'met',
    how: '`managementEvents: ReadWriteType.ALL`. By default the trail records none: another trail of the account does so as a rule, and meets the control, which is about the account. The rule alone, without the parameters that Security Hub gives it, asks for a multi-Region trail that excludes no management events, and doesn’t say whether one that records none is such a trail.',
    holds: recordsManagementEvents,
  },
  {
    id: 'CloudTrail.2',
    subject: 'trail',
    asks: 'The trail encrypts with a key of KMS.',
    rule: 'cloud-trail-encryption-enabled',
    cis: ['3.5', '3.7'],
    byDefault: 'not met',
    withOptions: 'met',
    how: '`KMSKeyId`, by `LogStorage.newBucket({ encryption: AuditEncryption.kms() })`.',
    holds: ({ trail }) => trail.KMSKeyId !== undefined,
  },
  {
    id: 'CloudTrail.3',
    subject: 'trail',
    asks: 'A trail is enabled.',
    rule: 'cloudtrail-enabled',
    byDefault: 'met',
    withOptions: 'met',
    how: '`IsLogging`.',
    holds: ({ trail }) => trail.IsLogging === true,
  },
  {
    id: 'CloudTrail.4',
    subject: 'trail',
    asks: 'Log files can be validated.',
    rule: 'cloud-trail-log-file-validation-enabled',
    cis: ['3.2', '3.2'],
    byDefault: 'met',
    withOptions: 'met',
    how: '`EnableLogFileValidation`.',
    holds: ({ trail }) => trail.EnableLogFileValidation === true,
  },
  {
    id: 'CloudTrail.5',
    subject: 'trail',
    asks: 'The trail writes to CloudWatch Logs, too.',
    rule: 'cloud-trail-cloud-watch-logs-enabled',
    cis: [undefined, '3.4'],
    byDefault: 'not met',
    withOptions: 'met',
    how: '`CloudWatchLogsLogGroupArn`, by `logGroup`.',
    holds: ({ trail }) => trail.CloudWatchLogsLogGroupArn !== undefined,
  },
  {
    id: 'CloudTrail.6',
    subject: 'trail',
    asks: 'The bucket of the log files is not public.',
    cis: [undefined, '3.3'],
    byDefault: 'met',
    withOptions: 'met',
    how: '`PublicAccessBlockConfiguration` of the log bucket.',
    holds: ({ logs }) => isPrivate(logs),
  },
  {
    id: 'CloudTrail.7',
    subject: 'trail',
    asks: 'The bucket of the log files has server access logs.',
    cis: ['3.4', '3.6'],
    byDefault: 'not met',
    withOptions: 'met',
    how: '`LoggingConfiguration` of the log bucket, by `LogStorage.newBucket({ serverAccessLogsBucket })`.',
    holds: ({ logs }) => logs.bucket.LoggingConfiguration !== undefined,
  },
  {
    id: 'CloudTrail.10',
    subject: 'trail',
    asks: 'Event data stores of CloudTrail Lake encrypt with a customer-managed key.',
    rule: 'event-data-store-cmk-encryption-enabled',
    byDefault: 'not concerned',
    withOptions: 'not concerned',
    how: 'The audit makes no event data store.',
  },
  {
    id: 'S3.22',
    subject: 'trail',
    asks: 'A multi-Region trail records all data events of S3 that write.',
    rule: 'cloudtrail-all-write-s3-data-event-check',
    cis: ['3.8', undefined],
    byDefault: 'open',
    withOptions: 'open',
    how: ALL_EVENTS,
  },
  {
    id: 'S3.23',
    subject: 'trail',
    asks: 'A multi-Region trail records all data events of S3 that read.',
    rule: 'cloudtrail-all-read-s3-data-event-check',
    cis: ['3.9', undefined],
    byDefault: 'open',
    withOptions: 'open',
    how: 'As S3.22. A trail with `readWriteType: WRITE_ONLY`, or of some buckets, doesn’t meet it.',
  },
  {
    id: 'cloudtrail-s3-dataevents-enabled',
    subject: 'trail',
    asks: 'A trail records data events of all S3 buckets, or of those that the rule’s parameter names.',
    byDefault: 'open',
    withOptions: 'open',
    how: 'As S3.22. With `S3BucketNames` it is about the buckets that you name, which are recorded.',
  },
  {
    id: 'cloudtrail-security-trail-enabled',
    subject: 'trail',
    asks: 'One trail is multi-Region, records global events and all management events, validates log files, and encrypts with a key of KMS.',
    byDefault: 'not met',
    withOptions: 'met',
    how: 'A key, and `managementEvents: ReadWriteType.ALL`; the rest stands by default.',
    holds: (audit) =>
      recordsManagementEvents(audit) &&
      audit.trail.IncludeGlobalServiceEvents === true &&
      audit.trail.EnableLogFileValidation === true &&
      audit.trail.KMSKeyId !== undefined,
  },
];

const OF_BUCKETS = {
  'S3.1': {
    asks: 'Block Public Access is on for the account.',
    rule: 's3-account-level-public-access-blocks-periodic',
    cis: ['2.1.4', '2.1.5'],
  },
  'S3.2': { asks: 'The bucket blocks public reads.', rule: 's3-bucket-public-read-prohibited' },
  'S3.3': { asks: 'The bucket blocks public writes.', rule: 's3-bucket-public-write-prohibited' },
  'S3.5': {
    asks: 'The policy of the bucket requires TLS.',
    rule: 's3-bucket-ssl-requests-only',
    cis: ['2.1.1', '2.1.2'],
  },
  'S3.6': {
    asks: 'The policy lets no other account change policy, ACLs or encryption.',
    rule: 's3-bucket-blacklisted-actions-prohibited',
  },
  'S3.7': { asks: 'The bucket is copied to another Region.', rule: 's3-bucket-cross-region-replication-enabled' },
  'S3.8': {
    asks: 'Block Public Access is on for the bucket.',
    rule: 's3-bucket-level-public-access-prohibited',
    cis: ['2.1.4', '2.1.5'],
  },
  'S3.9': { asks: 'The bucket has server access logs.', rule: 's3-bucket-logging-enabled' },
  'S3.10': { asks: 'A versioned bucket has a Lifecycle configuration.', rule: 's3-version-lifecycle-policy-check' },
  'S3.11': { asks: 'The bucket has event notifications.', rule: 's3-event-notifications-enabled' },
  'S3.12': { asks: 'No ACL lets users in.', rule: 's3-bucket-acl-prohibited' },
  'S3.13': { asks: 'The bucket has a Lifecycle configuration.', rule: 's3-lifecycle-policy-check' },
  'S3.14': { asks: 'The bucket is versioned.', rule: 's3-bucket-versioning-enabled' },
  'S3.15': { asks: 'The bucket has Object Lock.', rule: 's3-bucket-default-lock-enabled' },
  'S3.17': { asks: 'The bucket encrypts with a key of KMS.', rule: 's3-default-encryption-kms' },
  'S3.19': {
    asks: 'Access points have Block Public Access.',
    rule: 's3-access-point-public-access-blocks',
  },
  'S3.20': {
    asks: 'MFA delete is on.',
    rule: 's3-bucket-mfa-delete-enabled',
    cis: ['2.1.2', '2.1.3'],
  },
  'S3.24': { asks: 'Multi-Region Access Points have Block Public Access.' },
} satisfies Record<string, Asked>;

/** How both buckets meet a control, or don't. */
const OF_BOTH: Partial<Record<keyof typeof OF_BUCKETS, [Standing, Standing, string, OfBucket?]>> = {
  'S3.1': ['not concerned', 'not concerned', 'It is about the account, not about a bucket.'],
  'S3.2': ['met', 'met', '`PublicAccessBlockConfiguration`.', isPrivate],
  'S3.3': ['met', 'met', '`PublicAccessBlockConfiguration`.', isPrivate],
  'S3.5': [
    'met',
    'met',
    'A statement that denies what comes without TLS, or by TLS older than 1.2.',
    ({ statements }) =>
      statements.some(
        ({ Effect, Action, Condition }) =>
          Effect === 'Deny' && Action === 's3:*' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
      ),
  ],
  'S3.6': [
    'met',
    'met',
    'The policy allows something to CloudTrail only.',
    ({ statements }) =>
      statements.every(
        ({ Effect, Principal }) => Effect === 'Deny' || Principal.Service === 'cloudtrail.amazonaws.com',
      ),
  ],
  'S3.8': ['met', 'met', '`PublicAccessBlockConfiguration`.', isPrivate],
  'S3.12': [
    'met',
    'met',
    '`OwnershipControls`: `BucketOwnerEnforced`, which turns ACLs off.',
    ({ bucket }) => bucket.OwnershipControls.Rules[0].ObjectOwnership === 'BucketOwnerEnforced',
  ],
  'S3.13': ['met', 'met', '`LifecycleConfiguration`.', expires],
  'S3.17': [
    'not met',
    'met',
    '`encryption: AuditEncryption.kms()`.',
    ({ bucket }) =>
      bucket.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm ===
      'aws:kms',
  ],
  'S3.19': ['not concerned', 'not concerned', 'The audit makes no access point.'],
  'S3.20': [
    'not concerned',
    'not concerned',
    'S3 has no MFA delete for a bucket with a Lifecycle configuration, and Security Hub gives no finding for one. Object Lock is what keeps log files from being deleted.',
  ],
  'S3.24': ['not concerned', 'not concerned', 'The audit makes no access point.'],
};

const OF_LOGS: typeof OF_BOTH = {
  'S3.7': [
    'not met',
    'met',
    '`replicationRules`, with a destination in another Region. The control asks the destination for the same, and AWS’s page says to suppress that.',
    ({ bucket }) => bucket.ReplicationConfiguration !== undefined,
  ],
  'S3.9': ['not met', 'met', '`serverAccessLogsBucket`.', ({ bucket }) => bucket.LoggingConfiguration !== undefined],
  'S3.10': ['met', 'met', '`LifecycleConfiguration`.', (logs) => isVersioned(logs) && expires(logs)],
  'S3.11': [
    'not met',
    'not met',
    'No option: `audit.logBucket.addEventNotification(...)`.',
    ({ bucket }) => bucket.NotificationConfiguration !== undefined,
  ],
  'S3.14': ['met', 'met', '`VersioningConfiguration`.', isVersioned],
  'S3.15': ['not met', 'met', '`objectLock`.', ({ bucket }) => bucket.ObjectLockEnabled === true],
};

const IN_BUCKET = 'No option: `QueryResults.inBucket(bucket)` with a bucket of yours.';
const OF_RESULTS: typeof OF_BOTH = {
  'S3.7': ['not met', 'not met', IN_BUCKET, ({ bucket }) => bucket.ReplicationConfiguration !== undefined],
  'S3.9': ['not met', 'not met', IN_BUCKET, ({ bucket }) => bucket.LoggingConfiguration !== undefined],
  'S3.10': ['not concerned', 'not concerned', 'The bucket is not versioned.'],
  'S3.11': ['not met', 'not met', IN_BUCKET, ({ bucket }) => bucket.NotificationConfiguration !== undefined],
  'S3.14': ['not met', 'not met', IN_BUCKET, isVersioned],
  'S3.15': ['not met', 'not met', IN_BUCKET, ({ bucket }) => bucket.ObjectLockEnabled === true],
};

const OTHERS: SecurityControl[] = [
  {
    id: 'Athena.4',
    subject: 'others',
    asks: 'The workgroup publishes metrics.',
    rule: 'athena-workgroup-logging-enabled',
    byDefault: 'met',
    withOptions: 'met',
    how: '`PublishCloudWatchMetricsEnabled`.',
    holds: ({ workgroup }) => workgroup.WorkGroupConfiguration.PublishCloudWatchMetricsEnabled === true,
  },
  {
    id: 'KMS.3',
    subject: 'others',
    asks: 'No key is scheduled for deletion.',
    byDefault: 'not concerned',
    withOptions: 'met',
    how: 'A key of the audit’s is kept when the stack is deleted. By default there is none.',
    holds: ({ keys }) => keys.length > 0 && keys.every(({ DeletionPolicy }) => DeletionPolicy === 'Retain'),
  },
  {
    id: 'KMS.4',
    subject: 'others',
    asks: 'Keys rotate.',
    rule: 'cmk-backing-key-rotation-enabled',
    cis: ['3.6', '3.8'],
    byDefault: 'not concerned',
    withOptions: 'met',
    how: '`EnableKeyRotation` of a key of the audit’s. By default there is none.',
    holds: ({ keys }) => keys.length > 0 && keys.every(({ EnableKeyRotation }) => EnableKeyRotation === true),
  },
  {
    id: 'KMS.5',
    subject: 'others',
    asks: 'No key is public.',
    rule: 'kms-key-policy-no-public-access',
    byDefault: 'not concerned',
    withOptions: 'open',
    how: 'The policy lets in the account, and CloudTrail for this trail. The condition on the encryption context has a wildcard, as CloudTrail’s page writes it; Security Hub’s says that it evaluates no condition with wildcards.',
  },
  {
    id: 'CloudWatch.1 to CloudWatch.14',
    subject: 'others',
    asks: 'Metric filters exactly as CIS has them, over the log group of a multi-Region trail, with an alarm and a topic each.',
    cis: [undefined, '4.3 to 4.14'],
    byDefault: 'open',
    withOptions: 'open',
    how: 'The audit makes no filter, alarm or topic. `logGroup` and `managementEvents: ReadWriteType.ALL` make the log group one that they can be put on.',
  },
];

export const SECURITY_CONTROLS: SecurityControl[] = [
  ...TRAIL,
  ...ofBucket('logs', OF_LOGS),
  ...ofBucket('results', OF_RESULTS),
  ...OTHERS,
];

function ofBucket(subject: 'logs' | 'results', own: typeof OF_BOTH): SecurityControl[] {
  const standings = { ...OF_BOTH, ...own };
  return Object.entries<Asked>(OF_BUCKETS).map(([id, asked]) => {
    const [byDefault, withOptions, how, holds] = standings[id as keyof typeof OF_BUCKETS]!;
    return { id, subject, ...asked, byDefault, withOptions, how, holds: holds && ((audit) => holds(audit[subject])) };
  });
}
