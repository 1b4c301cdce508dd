import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isImmutable, requireIdentity } from '../../lib/core/grantees';
import { ACCOUNT, newStack } from '../util';

const ARN = `arn:aws:iam::${ACCOUNT}:role/kept`;
const CONDITIONS = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

const newRole = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

test.each<[boolean, string, (stack: Stack) => iam.IGrantable]>([
  [false, 'a role', newRole],
  [false, 'an imported role', (stack) => iam.Role.fromRoleArn(stack, 'Role', ARN)],
  [false, 'a group', (stack) => new iam.Group(stack, 'Group')],
  [false, 'an ARN', () => new iam.ArnPrincipal(ARN)],
  [true, 'a role without updates of its policy', (stack) => newRole(stack).withoutPolicyUpdates()],
  [true, 'a role of which it is said', (stack) => iam.Role.fromRoleArn(stack, 'Role', ARN, { mutable: false })],
])('must not be changed (%p): %s', (expected, _, newGrantee) => {
  expect(isImmutable(newGrantee(newStack()))).toBe(expected);
});

test.each<[string, (stack: Stack) => iam.IGrantable]>([
  ['a role', newRole],
  ['a group', (stack) => new iam.Group(stack, 'Group')],
  ['an account', () => new iam.AccountPrincipal(ACCOUNT)],
  ['everybody with a condition', () => new iam.AnyPrincipal().withConditions(CONDITIONS)],
  ['a service with a condition', () => new iam.ServicePrincipal('athena.amazonaws.com').withConditions(CONDITIONS)],
  ['the role of an imported resource', (stack) => new iam.UnknownPrincipal({ resource: stack })],
])('%s may be somebody', (_, newGrantee) => {
  expect(() => requireIdentity(newGrantee(newStack()))).not.toThrow();
});

test.each<[string, iam.IGrantable]>([
  ['AnyPrincipal()', new iam.AnyPrincipal()],
  ['StarPrincipal()', new iam.StarPrincipal()],
  ['ServicePrincipal(athena.amazonaws.com)', new iam.ServicePrincipal('athena.amazonaws.com')],
])('%s is nobody', (named, grantee) => {
  expect(() => requireIdentity(grantee)).toThrow(
    new Error(
      `Invalid 'grantee': got "${named}", allowed is a role, a user, a group or an account; everybody or a service only ` +
        'with conditions.',
    ),
  );
});
