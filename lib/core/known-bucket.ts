import { Aws, CfnResource, IResolvable, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { textInStack } from './text-in-stack';

/** A bucket, as far as it is known. */
export interface KnownBucket {
  /** The same for two references to one bucket, as far as that is known: its name, or else its place in the app. */
  readonly key: string;
  /** What the ARNs of its objects begin with. The slash ends a name that may be the beginning of another one. */
  readonly objects: string;
  /** What makes it, where that is in this app. */
  readonly resource?: s3.CfnBucket;
}

export function knownBucket(bucket: s3.IBucketRef): KnownBucket {
  return bucketOfArn(bucket.bucketRef.bucketArn, Stack.of(bucket));
}

export function bucketOfName(name: string): KnownBucket {
  return bucketOfArn(`arn:${Aws.PARTITION}:s3:::${name}`);
}

/** The bucket of what an ARN of objects names: all of them, or those with a prefix. */
export function bucketOfObjects(arn: string, stack: Stack): KnownBucket {
  return bucketOfArn(arn.split('/')[0], stack);
}

/** The buckets that S3 itself writes to whenever somebody writes to this one: of access logs and replicas, and theirs. */
export function copiesOf(bucket: KnownBucket, root: IConstruct): KnownBucket[] {
  const copies = new Map([[bucket.key, bucket]]);
  // What is added meanwhile has its turn, too.
  for (const next of copies.values()) {
    targetsOf(next.resource ?? resourceOfName(root, next.key)).forEach((target) =>
      copies.set(target.key, copies.get(target.key) ?? target),
    );
  }
  return [...copies.values()].slice(1);
}

/** What makes a bucket in the app that was passed by its name. */
function resourceOfName(root: IConstruct, name: string): s3.CfnBucket | undefined {
  return root.node
    .findAll()
    .find((node): node is s3.CfnBucket => s3.CfnBucket.isCfnBucket(node) && node.bucketName === name);
}

function targetsOf(resource?: s3.CfnBucket): KnownBucket[] {
  if (!resource) {
    return [];
  }
  const stack = Stack.of(resource);
  const known = <T>(value: T | IResolvable | undefined) =>
    Tokenization.isResolvable(value) ? (stack.resolve(value) as T) : value;
  const logTarget = known(resource.loggingConfiguration)?.destinationBucketName;
  const rules = known(known(resource.replicationConfiguration)?.rules) ?? [];
  const replicas = rules.map((rule) => known(known(rule)?.destination)?.bucket).filter((arn) => arn !== undefined);
  return [
    ...(logTarget === undefined ? [] : [bucketOfName(Token.asString(logTarget))]),
    ...replicas.map((arn) => bucketOfArn(Token.asString(arn), stack)),
  ];
}

function bucketOfArn(arn: string, stack?: Stack): KnownBucket {
  const resource = resourceOf(arn);
  const name = resource ? resource.bucketName : arn.split(':::').at(-1);
  const isKnown = name !== undefined && !Token.isUnresolved(name);
  return {
    key: isKnown ? name : (resource?.node.path ?? (stack ? textInStack(arn, stack) : arn)),
    objects: `${arn}/`,
    resource,
  };
}

function resourceOf(arn: string): s3.CfnBucket | undefined {
  const targets = Tokenization.reverseString(arn)
    .tokens.filter((token) => Reference.isReference(token))
    .map(({ target }) => target);
  return targets.find(
    (target): target is s3.CfnBucket =>
      CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::S3::Bucket',
  );
}
