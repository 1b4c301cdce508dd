import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { openBucket, openKeyOf } from './bucket-grants';

/**
 * What reads how a bucket is set up, and none of its objects or their names.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
 */
const BUCKET_ACTIONS = [
  's3:GetBucketAcl',
  's3:GetBucketLocation',
  's3:GetBucketLogging',
  's3:GetBucketNotification',
  's3:GetBucketObjectLockConfiguration',
  's3:GetBucketOwnershipControls',
  's3:GetBucketPolicy',
  's3:GetBucketPolicyStatus',
  's3:GetBucketPublicAccessBlock',
  's3:GetBucketTagging',
  's3:GetBucketVersioning',
  's3:GetEncryptionConfiguration',
  's3:GetLifecycleConfiguration',
  's3:GetReplicationConfiguration',
];

/**
 * The same of a key: who may use it by its policy, and who by grants.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_kms.html
 */
const KEY_ACTIONS = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListResourceTags',
];

/** Lets somebody read how a bucket and its key are set up. */
export function openConfiguration(bucket: s3.IBucket, grantee: iam.IGrantable): iam.Grant[] {
  return [
    openBucket(bucket, { grantee, actions: BUCKET_ACTIONS, resourceArns: [bucket.bucketArn] }),
    ...openKeyOf(bucket, grantee, KEY_ACTIONS),
  ];
}
