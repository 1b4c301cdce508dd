import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DataEventTrail } from '../../lib';
import { grantReadTrail, grantValidate } from '../../lib/trail/data-event-trail-grants';
import { newStack, textOf } from '../util';

/** The statement that a grant adds to the policy of a role. */
function statementOf(grant: (trail: DataEventTrail, role: iam.Role) => iam.Grant) {
  const stack = newStack();
  const trail = new DataEventTrail(stack, 'Trail', { logBucket: new s3.Bucket(stack, 'Logs'), trailName: 'audit' });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const { principalStatement, success } = grant(trail, role);
  expect(success).toBe(true);
  const { Action, Resource } = principalStatement!.toStatementJson();
  return { actions: Action as string[], resource: textOf(stack.resolve(Resource)) };
}

test('how a trail is set up can be read of this trail alone, and nothing else be done', () => {
  const { actions, resource } = statementOf(grantReadTrail);
  expect(resource).toBe('arn:<"AWS::Partition">:cloudtrail:eu-west-1:111122223333:trail/audit');
  expect(actions).toContain('cloudtrail:GetEventSelectors');
  expect(actions.filter((action) => !/^cloudtrail:(Get|List)[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
});

test.each([
  ['of an account', false, ['cloudtrail:DescribeTrails', 'cloudtrail:ListPublicKeys']],
  [
    'of an organization, which has an id',
    true,
    ['cloudtrail:DescribeTrails', 'cloudtrail:ListPublicKeys', 'organizations:DescribeOrganization'],
  ],
])('what validates log files needs is there for a trail %s', (_, ofOrganization, actions) => {
  expect(statementOf((_trail, role) => grantValidate(role, ofOrganization))).toEqual({ actions, resource: '*' });
});
