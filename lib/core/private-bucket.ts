import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** A bucket that is private, takes TLS 1.2 or newer only, encrypts with S3's own keys or the key, and outlives the stack. */
export function privateBucket(
  scope: Construct,
  id: string,
  props: Omit<s3.BucketProps, 'encryption' | 'bucketKeyEnabled'>,
): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...props,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: props.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    // Else S3 asks KMS, at a cost, for each object that is written or read.
    bucketKeyEnabled: props.encryptionKey && true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // Whoever keeps the bucket keeps its protection.
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return bucket;
}
