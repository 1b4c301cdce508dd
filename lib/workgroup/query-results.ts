import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditEncryption } from '../core/audit-encryption';
import { BUCKET, KEY_PREFIX } from '../core/cdk-kinds';
import { wholeDays } from '../core/durations';
import { TEXT, requireKind, requireProps } from '../core/kinds';
import { privateBucket } from '../core/private-bucket';
import { invalid } from '../core/validation';
import { NEW_RESULTS_BUCKET } from './workgroup-kinds';

/** What a new bucket for results is. */
export interface NewResultsBucketOptions {
  /**
   * After how many whole days results are deleted, 36,500 at most.
   *
   * @default Duration.days(30)
   */
  readonly expiration?: Duration;

  /**
   * What results are encrypted with: `AuditEncryption.kms()` for a key of KMS. Where it changes, the results that are there
   * stay encrypted as they are, and a key that was made for them is retained.
   *
   * @default AuditEncryption.s3Managed()
   */
  readonly encryption?: AuditEncryption;
}

/** A bucket, or none where Athena keeps results itself. */
interface BoundResults {
  readonly bucket?: s3.IBucket;
  readonly prefix?: string;
}

/**
 * Where Athena puts the results of queries.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying.html
 */
export class QueryResults {
  /**
   * A new bucket: private, TLS only, encrypted with S3's own keys by default, and retained when the stack is deleted.
   *
   * @throws if the expiration isn't a whole number of days, at least one
   */
  public static newBucket(options: NewResultsBucketOptions = {}): QueryResults {
    requireProps('QueryResults.newBucket', options, NEW_RESULTS_BUCKET);
    const expiration = options.expiration ?? Duration.days(30);
    wholeDays('expiration', expiration, 1);
    return new QueryResults((scope) => ({ bucket: resultsBucket(scope, expiration, options.encryption) }));
  }

  /**
   * A bucket of your own. The trail never records it, whatever else is in it.
   *
   * @param prefix of the results in the bucket, none by default
   * @throws if the prefix is empty, begins or ends with a slash, or has characters that mean something in a policy or a URL
   */
  public static inBucket(bucket: s3.IBucket, prefix?: string): QueryResults {
    requireKind('bucket', bucket, BUCKET);
    if (prefix !== undefined) {
      requireKind('prefix', prefix, TEXT);
      requireKind('prefix', prefix, KEY_PREFIX);
    }
    return new QueryResults(() => ({ bucket, prefix }));
  }

  /**
   * Athena's own storage: free, kept for 24 hours. A client that names a location of its own is refused, as older
   * drivers do, and not every region may have it.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/managed-results.html
   */
  public static athenaManaged(): QueryResults {
    return new QueryResults(() => ({}));
  }

  private constructor(
    /**
     * Where they go, with the new bucket in this scope, if it takes one.
     *
     * @internal
     */
    public readonly _bind: (scope?: Construct) => BoundResults,
  ) {}
}

/** Without a scope, there is a workgroup already. */
function resultsBucket(scope: Construct | undefined, expiration: Duration, encryption?: AuditEncryption): s3.Bucket {
  if (!scope) {
    return invalid(
      'results',
      'QueryResults.newBucket()',
      'QueryResults.inBucket() or .athenaManaged() for a workgroup that exists',
    );
  }
  return privateBucket(scope, 'Results', {
    encryptionKey: encryption?._bind(scope, 'ResultsKey', 'Results of Athena queries'),
    lifecycleRules: [{ id: 'Expiration', expiration, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
}
