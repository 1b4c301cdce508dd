import { PhysicalName } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { areKnownToDiffer } from '../core/same-place';
import { invalid } from '../core/validation';
import { traitsOf } from './bucket-traits';

/** What a rule has to fit. */
interface Source {
  readonly hasKey: boolean;
  readonly isLocked: boolean;
}

/**
 * Checks what S3 asks of a rule and of its destination. What it copies nothing for, it doesn't refuse.
 *
 * @throws if S3 would refuse a rule, or copy nothing by it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function requireReplicas(rules: s3.ReplicationRule[] | undefined, source: Source): void {
  if (rules?.length === 0) {
    invalid('replicationRules', [], "a list with at least one rule; leave 'replicationRules' out for no copies");
  }
  rules?.forEach((rule, index) => requireReplica(`replicationRules[${index}]`, rule, source));
}

function requireReplica(name: string, rule: s3.ReplicationRule, { hasKey, isLocked }: Source): void {
  const { destination, kmsKey, sseKmsEncryptedObjects } = rule;
  if (hasKey && !sseKmsEncryptedObjects) {
    const allowed = "true where 'encryption' is a key of KMS: S3 leaves out what such a key encrypts";
    invalid(`${name}.sseKmsEncryptedObjects`, sseKmsEncryptedObjects, allowed);
  }
  if (sseKmsEncryptedObjects && !kmsKey) {
    invalid(`${name}.kmsKey`, kmsKey, "a key in the destination's region, with 'sseKmsEncryptedObjects'");
  }
  if (kmsKey && !sseKmsEncryptedObjects) {
    invalid(`${name}.sseKmsEncryptedObjects`, sseKmsEncryptedObjects, "true with a 'kmsKey', or S3 refuses the rule");
  }
  const traits = traitsOf(destination);
  // Where an imported bucket is, nobody knows.
  const { region } = destination.env;
  if (traits && kmsKey && areKnownToDiffer(kmsKey.env.region, region)) {
    const found = `${kmsKey.node.path} of region ${kmsKey.env.region}`;
    invalid(`${name}.kmsKey`, found, `a key of ${region}, the destination's region`);
  }
  if (traits && !traits.isVersioned) {
    invalid(`${name}.destination`, destination.node.path, 'a bucket that is versioned');
  }
  if (traits && isLocked && !traits.isLocked) {
    invalid(`${name}.destination`, destination.node.path, "a bucket with Object Lock, where 'objectLock' is given");
  }
}

/** The CDK's would have one name in all stacks, where a feature flag isn't set. It needs one where others refer to it. */
export function replicationRole(scope: Construct, rules?: s3.ReplicationRule[]): iam.Role | undefined {
  return (
    rules &&
    new iam.Role(scope, 'ReplicationRole', {
      roleName: PhysicalName.GENERATE_IF_NEEDED,
      assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
      description: "Copies CloudTrail's log files to other buckets",
    })
  );
}

/** Lets the role read and decrypt the log files, and write them to the destinations. */
export function allowReplication(bucket: s3.Bucket, role?: iam.Role, rules: s3.ReplicationRule[] = []): void {
  if (!role) {
    return;
  }
  bucket.grantReplicationPermission(role, {
    sourceDecryptionKey: bucket.encryptionKey,
    destinations: rules.map(({ destination }) => ({ bucket: destination })),
  });
  // Locks are copied, too, and S3 copies nothing that it may not read whole.
  const actions = ['s3:GetObjectLegalHold', 's3:GetObjectRetention'];
  role.addToPolicy(new iam.PolicyStatement({ actions, resources: [bucket.arnForObjects('*')] }));
  rules.forEach(({ destination, kmsKey, accessControlTransition }) => {
    if (kmsKey) {
      allowEncryption(kmsKey, role);
    }
    if (destination.env.account !== role.env.account) {
      destination.addReplicationPolicy(role.roleArn, accessControlTransition, role.env.account);
    }
  });
}

/** In one account by the role's policy alone: the key's would tie its stack, which may be of another region, to the role's. */
function allowEncryption(key: kms.IKey, role: iam.Role): void {
  if (key.env.account === role.env.account) {
    role.addToPolicy(new iam.PolicyStatement({ actions: ['kms:Encrypt'], resources: [key.keyArn] }));
  } else {
    key.grant(role, 'kms:Encrypt');
  }
}
