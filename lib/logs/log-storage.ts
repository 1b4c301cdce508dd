import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BUCKET } from '../core/cdk-kinds';
import { requireKind, requireProps } from '../core/kinds';
import { BoundStorage } from './bound-logs';
import { LogBucket, LogBucketProps } from './log-bucket';
import { BUCKET_STORAGE, LOG_BUCKET, RENAMED_STORAGE } from './log-kinds';
import { logPath } from './log-path';

/** How log files lie in a bucket of your own. */
export interface BucketStorageOptions {
  /**
   * Prefix put before `AWSLogs/` in the bucket.
   *
   * @default - none
   */
  readonly prefix?: string;
}

/**
 * Where a trail's log files are kept.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export class LogStorage {
  /**
   * A new `LogBucket`, which is retained when the stack is deleted.
   *
   * @throws if the retention isn't a whole number of days, 1 to 36,500
   */
  public static newBucket(options: LogBucketProps = {}): LogStorage {
    requireProps('LogStorage.newBucket', options, LOG_BUCKET, { prefix: 'LogStorage.inBucket(bucket, { prefix })' });
    return new LogStorage((scope) => ({ bucket: new LogBucket(scope, 'LogBucket', options).bucket, exists: false }));
  }

  /**
   * A bucket of your own. CloudTrail's statements are added to its policy, and its lifecycle is left alone. That of a
   * `LogBucket`, its `bucket`, keeps its retention.
   *
   * @throws if the prefix is invalid
   */
  public static inBucket(bucket: s3.IBucket, options: BucketStorageOptions = {}): LogStorage {
    requireKind('bucket', bucket, BUCKET);
    requireProps('LogStorage.inBucket', options, BUCKET_STORAGE, RENAMED_STORAGE);
    logPath(options.prefix);
    return new LogStorage(() => ({ bucket, prefix: options.prefix, exists: true }));
  }

  private constructor(
    /**
     * The bucket, made in this scope if it is a new one.
     *
     * @internal
     */
    public readonly _bind: (scope: Construct) => BoundStorage,
  ) {}
}
