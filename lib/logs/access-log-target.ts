import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireSamePlace } from '../core/same-place';
import { invalid } from '../core/validation';
import { traitsOf } from './bucket-traits';

/**
 * Checks what S3 asks of a bucket for access logs. Some of it S3 tells at deployment, and some never: it writes no logs.
 *
 * @throws if it is in another account or region, has Object Lock or a key of KMS, or if there is a prefix and no bucket
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function requireAccessLogsTarget(scope: Construct, bucket?: s3.IBucket, prefix?: string): void {
  if (!bucket) {
    if (prefix !== undefined) {
      invalid('serverAccessLogsPrefix', prefix, "none without a 'serverAccessLogsBucket'");
    }
    return;
  }
  const { isLocked, hasKmsKey } = traitsOf(bucket) ?? {};
  if (isLocked) {
    refuse(bucket, 'with Object Lock', 'a bucket without Object Lock');
  }
  if (hasKmsKey) {
    refuse(bucket, 'with a key of KMS', "a bucket that is encrypted with S3's own keys");
  }
  requireSamePlace('serverAccessLogsBucket', bucket, scope);
}

function refuse(bucket: s3.IBucket, found: string, allowed: string): never {
  return invalid('serverAccessLogsBucket', `${bucket.node.path} ${found}`, allowed);
}
