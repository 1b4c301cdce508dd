import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { wholeDays } from '../core/durations';
import { requireProps } from '../core/kinds';
import { privateBucket } from '../core/private-bucket';
import { LOG_BUCKET } from './log-kinds';

/** Properties of a LogBucket. */
export interface LogBucketProps {
  /**
   * How long log files are kept, in whole days, 36,500 at most.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;
}

/**
 * A bucket for CloudTrail's log files: private, TLS only, encrypted with S3's own keys, versioned, and retained when the
 * stack is deleted. What is deleted or overwritten can be restored for 30 days.
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

  /** @throws if the retention isn't a whole number of days, 1 to 36,500 */
  constructor(scope: Construct, id: string, props: LogBucketProps = {}) {
    super(scope, id);
    requireProps('LogBucket', props, LOG_BUCKET);
    this.retention = props.retention ?? Duration.days(365);
    wholeDays('retention', this.retention, 1);
    this.bucket = privateBucket(this, 'Resource', {
      versioned: true,
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
  }
}
