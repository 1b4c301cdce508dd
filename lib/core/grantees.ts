import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { invalid } from './validation';

/** Every principal of the CDK's says what it is. */
export function nameOf(grantee: iam.IGrantable): string {
  return Construct.isConstruct(grantee) ? grantee.node.path : (grantee.grantPrincipal as iam.PrincipalBase).toString();
}

/** The CDK takes a grant to a role that it must not change for a success. */
export function isImmutable({ grantPrincipal }: iam.IGrantable): boolean {
  const { PROPERTY_INJECTION_ID: id } = grantPrincipal.constructor as { PROPERTY_INJECTION_ID?: string };
  return id === 'aws-cdk-lib.aws-iam.ImmutableRole';
}

/**
 * Checks that a grantee is somebody who asks in person. The policies of bucket and key would otherwise be open to everybody, or to
 * what a service does for whatever customer. With conditions, it is the user's to say who that is.
 *
 * @throws if it is everybody, or a service of AWS, without conditions
 */
export function requireIdentity(grantee: iam.IGrantable): void {
  const { principalJson, conditions } = fragmentOf(grantee);
  const isOpen = 'Service' in principalJson || Object.values(principalJson).flat().includes('*');
  if (isOpen && Object.keys(conditions).length === 0) {
    const allowed = 'a role, a user, a group or an account; everybody or a service only with conditions';
    invalid('grantee', nameOf(grantee), allowed);
  }
}

/** As a policy has it. Of an imported resource's role, nobody knows. */
function fragmentOf({
  grantPrincipal,
}: iam.IGrantable): Pick<iam.PrincipalPolicyFragment, 'principalJson' | 'conditions'> {
  try {
    return grantPrincipal.policyFragment;
  } catch {
    return { principalJson: {}, conditions: {} };
  }
}
