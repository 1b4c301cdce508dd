import { Caller, Statement, Target, isAllowed } from './policy-evaluator';

const ARN = 'arn:aws:s3:::logs/a';
const ROLE = 'arn:aws:iam::111122223333:role/analyst';
const allow: Statement = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::logs/*' };
const deny: Statement = { ...allow, Effect: 'Deny' };
const toAll = (statement: Statement): Statement => ({ ...statement, Principal: '*' });
const to = (AWS: string): Statement => ({ ...allow, Principal: { AWS } });

const account = (id: string) => `arn:aws:iam::${id}:root`;

/** What AWS says of each. */
test.each<[string, Caller, Partial<Target>, boolean]>([
  ['nothing', { arn: ROLE }, {}, false],
  ['its own policy', { arn: ROLE, statements: [allow] }, {}, true],
  ['the bucket’s', { arn: ROLE }, { policy: [to(ROLE)] }, true],
  ['one that names its account', { arn: ROLE }, { policy: [to(account('111122223333'))] }, false],
  ['one that is denied', { arn: ROLE, statements: [allow, deny] }, {}, false],
  ['one that the bucket denies', { arn: ROLE, statements: [allow] }, { policy: [toAll(deny)] }, false],
  ['another action', { arn: ROLE, statements: [{ ...allow, Action: 's3:Put*' }] }, {}, false],
  ['another object', { arn: ROLE, statements: [{ ...allow, Resource: 'arn:aws:s3:::logs/?b' }] }, {}, false],
  ['in another account, its own alone', { arn: ROLE, statements: [allow] }, { account: '444455556666' }, false],
  ['in another account, the bucket’s alone', { arn: ROLE }, { account: '444455556666', policy: [to(ROLE)] }, false],
  [
    'in another account, both',
    { arn: ROLE, statements: [allow] },
    { account: '444455556666', policy: [to(account('111122223333'))] },
    true,
  ],
  ['of a key, its own alone', { arn: ROLE, statements: [allow] }, { ownPolicyDecides: true, policy: [] }, false],
  [
    'of a key that leaves it to the account',
    { arn: ROLE, statements: [allow] },
    { ownPolicyDecides: true, policy: [to(account('111122223333'))] },
    true,
  ],
  [
    'of a key that leaves it to the account, without one of its own',
    { arn: ROLE },
    { ownPolicyDecides: true, policy: [to(account('111122223333'))] },
    false,
  ],
  ['nobody, by the bucket’s', {}, { policy: [toAll(allow)] }, true],
  ['nobody, by one for a role', {}, { policy: [to(ROLE)] }, false],
  [
    'a service',
    { service: 'a.amazonaws.com' },
    { policy: [{ ...allow, Principal: { Service: 'a.amazonaws.com' } }] },
    true,
  ],
  [
    'a service by another’s',
    { service: 'a.amazonaws.com' },
    { policy: [{ ...allow, Principal: { Service: 'b' } }] },
    false,
  ],
])('a permission by %s', (_, caller, target, allowed) => {
  const request = { action: 's3:GetObject', target: { arn: ARN, account: '111122223333', ...target }, context: {} };
  expect(isAllowed(caller, request)).toBe(allowed);
});

test.each<[Record<string, Record<string, string | string[]>>, Record<string, string>, boolean]>([
  [{ StringEquals: { a: ['x', 'y'] } }, { a: 'y' }, true],
  [{ StringEquals: { a: 'x', b: 'x' } }, { a: 'x', b: 'y' }, false],
  [{ StringEquals: { a: 'x' } }, {}, false],
  [{ StringEquals: { a: 'x*' } }, { a: 'xy' }, false],
  [{ StringLike: { a: 'x*' } }, { a: 'xy' }, true],
  [{ StringLike: { a: 'x.z' } }, { a: 'xyz' }, false],
  [{ NumericLessThan: { a: '1.2' } }, { a: '1.1' }, true],
  [{ NumericLessThan: { a: '1.2' } }, { a: '1.2' }, false],
])('the condition %j of %j', (Condition, context, holds) => {
  const caller = { arn: ROLE, statements: [{ ...allow, Condition }] };
  const request = { action: 's3:GetObject', target: { arn: ARN, account: '111122223333' }, context };
  expect(isAllowed(caller, request)).toBe(holds);
});

test.each<[Partial<Statement>, string]>([
  [{ Condition: { StringNotLike: { a: 'b' } } }, 'Condition StringNotLike is unknown'],
  [{ Principal: { CanonicalUser: 'a' } }, 'Principal CanonicalUser is unknown'],
])('fails for what it doesn’t know: %j', (part, message) => {
  const policy = [{ ...toAll(allow), ...part }];
  const request = { action: 's3:GetObject', target: { arn: ARN, account: '111122223333', policy }, context: {} };
  expect(() => isAllowed({ arn: ROLE }, request)).toThrow(message);
});
