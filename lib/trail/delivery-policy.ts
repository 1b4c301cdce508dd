import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** The trail that delivers. */
export interface DeliveringTrail {
  readonly trailArn: string;
  /** Paths in the log bucket that it delivers to. */
  readonly paths: string[];
}

/**
 * What the policy of the log bucket must allow.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function bucketStatements(bucket: s3.IBucket, { trailArn, paths }: DeliveringTrail): iam.PolicyStatement[] {
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
  return [
    allow(['s3:GetBucketAcl'], bucket.bucketArn, conditions),
    ...paths.map((path) =>
      allow(['s3:PutObject'], bucket.arnForObjects(path), {
        StringEquals: { ...conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' },
      }),
    ),
  ];
}

/**
 * What the policy of its key must allow: to encrypt for this trail, an organization's included, whose context names the
 * management account; to describe the key; and to decrypt, without which no trail can be created over a bucket with a Bucket
 * Key.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function keyStatements(scope: Construct, { trailArn }: DeliveringTrail): iam.PolicyStatement[] {
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
  const trails = `arn:${Aws.PARTITION}:cloudtrail:*:${Stack.of(scope).account}:trail/*`;
  // A key's policy is about that key.
  return [
    allow(['kms:GenerateDataKey*'], '*', {
      ...conditions,
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails },
    }),
    allow(['kms:Decrypt', 'kms:DescribeKey'], '*', conditions),
  ];
}

function allow(actions: string[], resource: string, conditions: Record<string, unknown>): iam.PolicyStatement {
  const principals = [new iam.ServicePrincipal('cloudtrail.amazonaws.com')];
  return new iam.PolicyStatement({ principals, actions, resources: [resource], conditions });
}
