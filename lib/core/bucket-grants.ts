import { Annotations, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/**
 * Grants it on a bucket, in whose policy it must stand, too, where that is in another account. The CDK takes it for a
 * success where it can't amend that policy; here, it is a warning.
 */
export function openBucket(bucket: s3.IBucket, options: iam.GrantOnPrincipalOptions): iam.Grant {
  const grant = iam.Grant.addToPrincipalOrResource({ ...options, resource: bucket });
  if (grant.resourceStatements.length > 0 && !Resource.isOwnedResource(bucket)) {
    const statements = grant.resourceStatements.map((statement): unknown => statement.toStatementJson());
    Annotations.of(bucket).addWarningV2(
      'cdk-s3-audit-trail:bucketOfAnotherAccount',
      `The policy of the imported bucket ${bucket.node.path} can't be amended, and it is in another account than ` +
        `${nameOf(options.grantee)}, who can use it only if that policy has ${JSON.stringify(bucket.stack.resolve(statements))}`,
    );
  }
  return grant;
}

/** Every principal of the CDK's says what it is. */
export function nameOf(grantee: iam.IGrantable): string {
  return Construct.isConstruct(grantee) ? grantee.node.path : (grantee.grantPrincipal as iam.PrincipalBase).toString();
}
