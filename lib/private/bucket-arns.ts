import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** What the ARNs of a bucket's objects begin with. The slash ends a name that may be the beginning of another one. */
export function objectsOf(bucket: s3.IBucketRef): string {
  return `${bucket.bucketRef.bucketArn}/`;
}

/**
 * The same for two references to one bucket, as far as that is known: by the ARN, and where this names a resource, by the
 * stack that has it, since two stacks may call two buckets by one logical id.
 */
export function bucketKey(bucket: s3.IBucketRef): string {
  const stack = Stack.of(bucket);
  const arn = JSON.stringify(stack.resolve(bucket.bucketRef.bucketArn));
  const namesResource = /"Fn::GetAtt"|"Ref":"(?!AWS::)/.test(arn);
  return namesResource ? `${stack.node.addr} ${arn}` : arn;
}
