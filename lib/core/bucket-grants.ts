import { Annotations, IResource, Resource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { nameOf } from './grantees';

/**
 * Grants it on a bucket, in whose policy it must stand, too, where that is in another account. The CDK takes it for a
 * success where it can't amend that policy; here, it is a warning.
 */
export function openBucket(bucket: s3.IBucket, options: iam.GrantOnPrincipalOptions): iam.Grant {
  const grant = iam.Grant.addToPrincipalOrResource({ ...options, resource: bucket });
  warnIfForeign('bucket', bucket, options.grantee, grant.resourceStatements);
  return grant;
}

/** Lets somebody use a key, in whose policy it must stand, too, where that is in another account; likewise. */
export function openKey(key: kms.IKey, grantee: iam.IGrantable, actions = ['kms:Decrypt']): iam.Grant {
  const grant = key.grant(grantee, ...actions);
  const { principalAccount } = grantee.grantPrincipal;
  if (principalAccount !== undefined && principalAccount !== key.env.account) {
    const statement = new iam.PolicyStatement({ actions, resources: ['*'] });
    statement.addPrincipals(grantee.grantPrincipal);
    warnIfForeign('key', key, grantee, [statement]);
  }
  return grant;
}

/** The same of a bucket's key, where it has one. */
export function openKeyOf({ encryptionKey }: s3.IBucket, grantee: iam.IGrantable, actions?: string[]): iam.Grant[] {
  return encryptionKey ? [openKey(encryptionKey, grantee, actions)] : [];
}

/** Warns where an imported resource's policy has to have statements, which the CDK passes over. */
function warnIfForeign(
  kind: 'bucket' | 'key',
  resource: IResource,
  grantee: iam.IGrantable,
  statements: iam.PolicyStatement[],
): void {
  if (statements.length > 0 && !Resource.isOwnedResource(resource)) {
    const accounts = [resource.env.account, grantee.grantPrincipal.principalAccount];
    const isSure = accounts.every((account) => account !== undefined && !Token.isUnresolved(account));
    const allowed = statements.map((statement): unknown => statement.toStatementJson());
    Annotations.of(resource).addWarningV2(
      `cdk-s3-audit-trail:${kind}OfAnotherAccount`,
      `The policy of the imported ${kind} ${resource.node.path} can't be amended, and it ${isSure ? 'is' : 'may be'} in another account than ` +
        `${nameOf(grantee)}, who can use it only if that policy has this, or the same for the whole account: ${JSON.stringify(resource.stack.resolve(allowed))}`,
    );
  }
}
