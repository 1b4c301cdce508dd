import { RemovalPolicy, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { KEY } from './cdk-kinds';
import { requireKind } from './kinds';
import { requireSamePlace } from './same-place';
import { invalid } from './validation';

/**
 * What a new bucket encrypts with.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 */
export class AuditEncryption {
  /** S3's own keys: free, and whoever may read an object may decrypt it. */
  public static s3Managed(): AuditEncryption {
    return new AuditEncryption(() => undefined);
  }

  /**
   * A customer-managed key of KMS, in whose policy stands who may use it: $1 a month, and $0.03 per 10,000 requests, of which
   * an S3 Bucket Key leaves few. Without an argument, each bucket has a new key of its own, which rotates each year and is
   * retained when the stack is deleted; nobody but services of AWS can give it away by a grant of KMS. For one key of several
   * buckets make it, and pass it.
   *
   * The policy of a key of this app is amended: CloudTrail may encrypt with it, for this trail alone, and who is granted may
   * decrypt. That of an imported key can't be amended; what it needs stands in `logKeyStatements` of the trail and the table.
   *
   * @param key symmetric, and in the region of the bucket; no alias, which permissions can't name
   * @throws if it is an alias or, as far as that is known, no symmetric key
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
   */
  public static kms(key?: kms.IKey): AuditEncryption {
    if (key !== undefined) {
      requireKind('key', key, KEY);
      requireSymmetric(key);
    }
    return new AuditEncryption((scope, id, description) => {
      if (key) {
        requireSamePlace('key', key, scope, ['region']);
      }
      return key ?? newKey(scope, id, description);
    });
  }

  private constructor(
    /**
     * The key, made in this scope if it is a new one.
     *
     * @internal
     */
    public readonly _bind: (scope: Construct, id: string, description: string) => kms.IKey | undefined,
  ) {}
}

function newKey(scope: Construct, id: string, description: string): kms.Key {
  const key = new kms.Key(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  // A grant of KMS would let somebody decrypt of whom no policy tells. Services of AWS may make theirs.
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
    }),
  );
  return key;
}

/** S3 and CloudTrail take no other, and only at deployment do they say so. */
function requireSymmetric(key: kms.IKey): void {
  const resource = key.node.defaultChild;
  const spec = kms.CfnKey.isCfnKey(resource) ? resource.keySpec : undefined;
  if (spec !== undefined && !Token.isUnresolved(spec) && spec !== kms.KeySpec.SYMMETRIC_DEFAULT.toString()) {
    invalid('key', `${key.node.path} (${spec})`, 'a symmetric key, which S3 and CloudTrail encrypt with');
  }
}
