import { Annotations, Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditEncryption } from '../core/audit-encryption';
import { wholeDays } from '../core/durations';
import { requireProps } from '../core/kinds';
import { privateBucket } from '../core/private-bucket';
import { requireAccessLogsTarget } from './access-log-target';
import { LOG_BUCKET } from './log-kinds';
import { allowReplication, replicationRole, requireReplicas } from './replication';

/** Properties of a LogBucket. */
export interface LogBucketProps {
  /**
   * How long log files are kept, in whole days, 36,500 at most.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * What log files are encrypted with: `AuditEncryption.kms()` for a key of KMS, which CloudTrail then uses, too.
   * Where it changes, the files that are there stay encrypted as they are, and a key that was made for them is retained.
   *
   * @default AuditEncryption.s3Managed()
   */
  readonly encryption?: AuditEncryption;

  /**
   * For how long no log file can be deleted or overwritten, in governance mode by nobody without a permission of its own, in
   * compliance mode by nobody at all; `s3.ObjectLockRetention.governance(Duration.days(365))`. Object Lock can't be taken from
   * a bucket again.
   *
   * Given to an audit that is deployed, or taken from it, it replaces the log bucket: the old one is retained with its log files,
   * and no query reads them any more. Enable it on that bucket by `aws s3api put-object-lock-configuration` instead.
   *
   * @default - no Object Lock; what is deleted can be restored for 30 days
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly objectLock?: s3.ObjectLockRetention;

  /**
   * The bucket for S3's server access logs of this one, in its account and region, encrypted with S3's own keys, without Object
   * Lock. The trail never records it. The CDK writes its policy where the app has the flag
   * `@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy`, and else an ACL.
   *
   * @default - no access logs
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * Put before the names of the access logs.
   *
   * @default - none
   */
  readonly serverAccessLogsPrefix?: string;

  /**
   * How log files are copied to other buckets, which the trail never records: versioned ones, with Object Lock where this one
   * has it. Where `encryption` is a key of KMS, each rule needs `sseKmsEncryptedObjects: true` and a `kmsKey`, or S3 copies
   * nothing.
   *
   * @default - no copies
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
   */
  readonly replicationRules?: s3.ReplicationRule[];
}

/**
 * A bucket for CloudTrail's log files: private, TLS only, encrypted with S3's own keys by default, versioned, and retained
 * when the stack is deleted. What is deleted or overwritten can be restored for 30 days.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class LogBucket extends Construct {
  /**
   * How long a bucket keeps log files, if it is that of a `LogBucket`.
   *
   * @internal
   */
  public static _retentionOf(bucket: s3.IBucket): Duration | undefined {
    const { scope } = bucket.node;
    return scope instanceof LogBucket && scope.bucket === bucket ? scope.retention : undefined;
  }

  /** The bucket. */
  public readonly bucket: s3.Bucket;
  /** How long log files are kept. */
  public readonly retention: Duration;

  /**
   * @throws if the retention isn't a whole number of days, 1 to 36,500, or if S3 would refuse the bucket for access logs or the
   * replication, as far as what they need is known
   */
  constructor(scope: Construct, id: string, props: LogBucketProps = {}) {
    super(scope, id);
    requireProps('LogBucket', props, LOG_BUCKET);
    this.retention = props.retention ?? Duration.days(365);
    wholeDays('retention', this.retention, 1);
    const { objectLock, serverAccessLogsBucket, serverAccessLogsPrefix, replicationRules } = props;
    const encryptionKey = props.encryption?._bind(this, 'Key', "CloudTrail's log files");
    requireAccessLogsTarget(this, serverAccessLogsBucket, serverAccessLogsPrefix);
    requireReplicas(replicationRules, { hasKey: encryptionKey !== undefined, isLocked: objectLock !== undefined });
    warnOfLongLock(this, this.retention, objectLock);
    const replicator = replicationRole(this, replicationRules);
    this.bucket = privateBucket(this, 'Resource', {
      versioned: true,
      encryptionKey,
      objectLockDefaultRetention: objectLock,
      serverAccessLogsBucket,
      serverAccessLogsPrefix,
      replicationRole: replicator,
      replicationRules,
      lifecycleRules: [
        {
          id: 'Retention',
          expiration: this.retention,
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
        // S3 takes it in no rule that also expires objects by age.
        { id: 'DeleteMarkers', expiredObjectDeleteMarker: true },
      ],
    });
    allowReplication(this.bucket, replicator, replicationRules);
  }
}

/** What is locked for longer stays as an old version, which no query reads. */
function warnOfLongLock(scope: Construct, retention: Duration, lock?: s3.ObjectLockRetention): void {
  if (
    lock &&
    !lock.duration.isUnresolved() &&
    !retention.isUnresolved() &&
    lock.duration.toDays() > retention.toDays()
  ) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3-audit-trail:lockedLongerThanKept',
      `Log files are locked for ${lock.duration.toString()}, and kept for ${retention.toString()}: after that they are old ` +
        "versions, paid for and read by no query, until the lock ends. Give a 'retention' that is as long.",
    );
  }
}
