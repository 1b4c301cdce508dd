import { GRANTS } from './audit-variants';

/** Why findings about one thing stand. */
export interface FindingReason {
  /** As findings name it. */
  readonly resource: string;
  /** The rules that ask for it, in whatever pack. */
  readonly rules: string[];
  /** Text of an acknowledgement: a sentence. */
  readonly reason: string;
  /** What to do where a policy demands it; Markdown. */
  readonly instead: string;
}

const OWN_RESULTS = '`QueryResults.inBucket(bucket)` with a bucket of yours that has it.';
const ACCESS_LOGS = ['S1', 'S3BucketLoggingEnabled', 's3_bucket_logging_enabled_check'];
const KEY = ['S3DefaultEncryptionKMS', 's3_bucket_default_encryption_kms_check'];
const NO_KEY = 'Keys of S3 are free, and nobody can lose them; a key of KMS costs $1 a month and its requests.';

const OWN_REQUESTS = '`RequestStorage.inBucket(bucket)` with a bucket of yours that has it.';
const LOCK_ONLY = 'The table holds one item while a day is loaded, and it can be lost.';

/** Of a request table. */
const OF_REQUESTS: FindingReason[] = [
  {
    resource: 'RequestTable/Bucket',
    rules: ACCESS_LOGS,
    reason: 'Access logs of the bucket would need one more bucket, which is not the audit’s to make.',
    instead: OWN_REQUESTS,
  },
  {
    resource: 'RequestTable/Bucket',
    rules: ['S3BucketReplicationEnabled'],
    reason: 'What is loaded can be loaded again from the log files, for as long as these are kept.',
    instead: OWN_REQUESTS,
  },
  {
    resource: 'RequestTable/Bucket',
    rules: KEY,
    reason: NO_KEY,
    instead: '`RequestStorage.newBucket({ encryption: AuditEncryption.kms() })`.',
  },
  {
    resource: 'RequestTable/Bucket',
    rules: ['s3_bucket_object_lock_enabled_check'],
    reason: 'Files of an Iceberg table are replaced when they are compacted, and are then deleted.',
    instead: OWN_REQUESTS,
  },
  {
    resource: 'RequestTable/Bucket',
    rules: ['s3_event_notifications_enabled_check'],
    reason: 'The state machine itself tells when a day is loaded.',
    instead: OWN_REQUESTS,
  },
  {
    resource: 'RequestTable/UpkeepRole',
    rules: ['IAM5'],
    reason: 'Files of a table have no fixed names, and Glue names its log streams itself.',
    instead: 'Nothing: each wildcard is for the files of one table, or for the log of one kind of optimizer.',
  },
  {
    resource: 'RequestTable/Load/Role',
    rules: ['IAM5'],
    reason:
      'Files of tables, log folders and results have no fixed names, and metrics, traces and the delivery of a log know no narrower resource.',
    instead:
      'Nothing: each wildcard is for the objects under a folder, or for an action that takes no resource; metrics are of the namespace `S3AuditTrail` alone.',
  },
  ...['UpkeepRole', 'Load/Role', 'Load/ScheduleRole'].map((role) => ({
    resource: `RequestTable/${role}`,
    rules: ['IAMNoInlinePolicy'],
    reason: 'The policy is of this role alone, and goes with it.',
    instead: 'Nothing: a service of AWS needs the role, and the request table makes it.',
  })),
  {
    resource: 'RequestTable/Load/Lock',
    rules: ['DDB3', 'DynamoDBPITREnabled', 'dynamodb_table_pitr_enabled_check', 'DynamoDBInBackupPlan'],
    reason: LOCK_ONLY,
    instead: 'Nothing: there is nothing to bring back.',
  },
  {
    resource: 'RequestTable/Load/Lock',
    rules: ['dynamodb_table_encrypted_kms_check'],
    reason: 'The table holds the id of an execution and a time, encrypted with keys of DynamoDB.',
    instead: 'Nothing: no request stands in it.',
  },
  {
    resource: 'RequestTable/Load/Failures',
    rules: ['SQS3', 'sqs_dlq_check'],
    reason: 'It is the dead-letter queue.',
    instead: 'Nothing.',
  },
  {
    resource: 'RequestTable/Load/Log',
    rules: ['CloudWatchLogGroupEncrypted', 'cloudwatch_log_group_encrypted_check'],
    reason:
      'It has days, statements and ids of executions, and no request; CloudWatch Logs encrypts it with its own keys.',
    instead: 'Nothing: a key whose policy CloudWatch Logs has to stand in costs more than it protects.',
  },
];

export const FINDING_REASONS: FindingReason[] = [
  {
    resource: 'LogBucket',
    rules: ACCESS_LOGS,
    reason: 'Access logs of the log bucket would need one more bucket, which is not the audit’s to make.',
    instead: '`LogStorage.newBucket({ serverAccessLogsBucket })`. The trail leaves that bucket out.',
  },
  {
    resource: 'LogBucket',
    rules: ['S3BucketReplicationEnabled'],
    reason: 'A copy of the logs in another region or account is a decision on cost and ownership.',
    instead: '`LogStorage.newBucket({ replicationRules })`. The trail leaves the copies out.',
  },
  {
    resource: 'LogBucket',
    rules: KEY,
    reason: NO_KEY,
    instead: '`LogStorage.newBucket({ encryption: AuditEncryption.kms() })`.',
  },
  {
    resource: 'LogBucket',
    rules: ['s3_bucket_object_lock_enabled_check'],
    reason: 'Object Lock can’t be taken from a bucket again, and what is locked is paid for until the lock ends.',
    instead: '`LogStorage.newBucket({ objectLock })`.',
  },
  {
    resource: 'LogBucket',
    rules: ['s3_event_notifications_enabled_check'],
    reason: 'CloudTrail delivers files all the time, and nobody waits for one.',
    instead:
      '`audit.logBucket.addEventNotification(...)`, which the CDK makes by a Lambda function; that function has findings of its own.',
  },
  {
    resource: 'LogBucket/ReplicationRole',
    rules: ['IAM5'],
    reason:
      'S3 copies whatever lies in the log bucket, so the role may read all of its objects, and write all of the destination’s.',
    instead:
      'Nothing: this is what replication needs, and the statements are the CDK’s (`grantReplicationPermission`).',
  },
  {
    resource: 'LogBucket/ReplicationRole',
    rules: ['IAMNoInlinePolicy'],
    reason: 'The policy is of this role alone, and goes with it.',
    instead: '`LogStorage.inBucket(bucket)` with a bucket of yours, whose role you make.',
  },
  {
    resource: 'Trail',
    rules: ['CloudTrailEncryptionEnabled', 'cloud_trail_encryption_enabled_check'],
    reason: NO_KEY,
    instead:
      'The trail takes the key of its log bucket: `LogStorage.newBucket({ encryption: AuditEncryption.kms() })`.',
  },
  {
    resource: 'Trail',
    rules: ['CloudTrailCloudWatchLogsEnabled', 'cloud_trail_cloud_watch_logs_enabled_check'],
    reason: 'Data events in CloudWatch Logs are paid a second time by volume, and Athena answers the questions.',
    instead:
      '`logGroup`. Control Tower’s rule knows a log group of the same template, or a text; it refuses an ARN that is put together, as that of an imported one is.',
  },
  {
    resource: 'Trail/LogGroupRole',
    rules: ['IAM5'],
    reason: 'CloudTrail names its log streams itself, and tells only what the names begin with.',
    instead: 'Nothing: AWS’s page on that role has the same wildcard.',
  },
  {
    resource: 'Trail/LogGroupRole',
    rules: ['IAMNoInlinePolicy'],
    reason: 'The policy is of this role alone, and goes with it.',
    instead: 'Nothing: CloudTrail needs the role, and the audit makes it.',
  },
  {
    resource: 'Workgroup',
    rules: ['athena_workgroup_results_encrypted_at_rest_kms_check'],
    reason: NO_KEY,
    instead: '`QueryResults.newBucket({ encryption: AuditEncryption.kms() })`.',
  },
  { resource: 'Workgroup/Results', rules: KEY, reason: NO_KEY, instead: 'As of the workgroup.' },
  {
    resource: 'Workgroup/Results',
    rules: ACCESS_LOGS,
    reason: 'Results expire, and whoever reads them had to run the query or hold the same grant.',
    instead: OWN_RESULTS,
  },
  {
    resource: 'Workgroup/Results',
    rules: ['S3BucketReplicationEnabled'],
    reason: 'Results can be computed again.',
    instead: OWN_RESULTS,
  },
  {
    resource: 'Workgroup/Results',
    rules: ['S3BucketVersioningEnabled', 's3_bucket_versioning_enabled_check'],
    reason: 'Results can be computed again, and old versions would outlive their expiration.',
    instead: OWN_RESULTS,
  },
  {
    resource: 'Workgroup/Results',
    rules: ['s3_bucket_object_lock_enabled_check'],
    reason: 'Results can be computed again, and are to expire.',
    instead: OWN_RESULTS,
  },
  {
    resource: 'Workgroup/Results',
    rules: ['s3_event_notifications_enabled_check'],
    reason: 'Athena itself tells when a query has ended.',
    instead: OWN_RESULTS,
  },
  ...OF_REQUESTS,
  {
    resource: GRANTS.runQueries,
    rules: ['IAM5'],
    reason:
      'Objects of the log folders, of the request table and of the results have no fixed names, and what lists workgroups, catalogs and databases knows no narrower resource.',
    instead:
      'Nothing: each wildcard is for the objects under a folder, for databases and tables that Glue lists all or none of, or for an action that takes no resource, such as Lake Formation’s `GetDataAccess`, which opens what Lake Formation grants.',
  },
  {
    resource: GRANTS.readLogs,
    rules: ['IAM5'],
    reason: 'Log files and digests have no fixed names, and CloudTrail tells of all trails of the account or of none.',
    instead: 'Nothing: this is what `aws cloudtrail validate-logs` asks for.',
  },
  {
    resource: GRANTS.readConfiguration,
    rules: ['IAM5'],
    reason: 'Executions of the request table’s load have no fixed names.',
    instead: 'Nothing: the wildcard is for the executions of one state machine.',
  },
  ...Object.values(GRANTS).map((role) => ({
    resource: role,
    rules: ['IAMNoInlinePolicy'],
    reason: 'The CDK makes the policy of a role inline.',
    instead:
      'Grant to an `iam.ManagedPolicy`, and attach it to the role; not with `PermissionModel.LAKE_FORMATION`, which knows no policies.',
  })),
];
