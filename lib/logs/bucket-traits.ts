import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { knownBucket } from '../core/known-bucket';

/** What S3 asks of a bucket that it writes logs or copies to, as far as this app tells. */
export interface BucketTraits {
  readonly isVersioned: boolean;
  readonly isLocked: boolean;
  readonly hasKmsKey: boolean;
}

/** Undefined for a bucket that another app makes. */
export function traitsOf(bucket: s3.IBucket): BucketTraits | undefined {
  const { resource } = knownBucket(bucket);
  if (!resource) {
    return undefined;
  }
  const { versioningConfiguration, objectLockEnabled, bucketEncryption } = resource;
  const textOf = (value: unknown) => JSON.stringify(Stack.of(resource).resolve(value) ?? '');
  return {
    isVersioned: textOf(versioningConfiguration).includes('"Enabled"'),
    isLocked: textOf(objectLockEnabled) === 'true',
    hasKmsKey: textOf(bucketEncryption).includes('"aws:kms'),
  };
}
