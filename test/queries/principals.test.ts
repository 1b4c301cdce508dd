import { CfnParameter } from 'aws-cdk-lib';
import { expectedLists } from '../../lib/queries/input-values';
import { newStack } from '../util';

test.each([
  'arn:aws:iam::111122223333:role/app',
  "arn:aws-cn:iam::111122223333:user/o'brien",
  'athena.amazonaws.com',
  'malware-protection-plan.guardduty.amazonaws.com',
  'AWS Internal',
  'AWS Internal/2',
  'AWS Internal/12',
  'CloudFront',
  '111122223333',
  'anonymous',
])('%s is a principal', (principal) => {
  expect(expectedLists(undefined, [principal])).toEqual({ principals: principal });
});

test.each([
  ...['', 'app', ' anonymous', 'anonymous ', 'anonymous,CloudFront', '1.2.'],
  ...['arn:', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/a b', 'an arn:aws:iam::1:role/app'],
  ...['Athena.amazonaws.com', 'athena.Amazonaws.com', 'athena..amazonaws.com', 'athena.amazonaws.com/'],
  ...['AWS Internal/', 'AWS Internal/a', '11112222333', '1111222233334', '1', 'abcdefghijkl'],
])('"%s" is none', (principal) => {
  expect(() => expectedLists(undefined, ['anonymous', principal])).toThrow(
    `Invalid 'expectedPrincipals': got "${principal}", allowed is an ARN without wildcards, a service's name such as ` +
      'athena.amazonaws.com, AWS Internal, CloudFront, an account id, or anonymous.',
  );
});

test('each list has commas between its values, and those that are not given are none', () => {
  const [networks, principals] = [
    ['192.0.2.0/24', '2001:db8::/32'],
    ['anonymous', 'CloudFront'],
  ];
  expect(expectedLists()).toEqual({});
  expect(expectedLists(networks)).toEqual({ networks: '192.0.2.0/24,2001:db8::/32' });
  expect(expectedLists(networks, principals)).toEqual({
    networks: '192.0.2.0/24,2001:db8::/32',
    principals: 'anonymous,CloudFront',
  });
});

test('lists that are tokens have commas at deployment', () => {
  const stack = newStack();
  const listOf = (id: string) => new CfnParameter(stack, id, { type: 'CommaDelimitedList' }).valueAsList;
  expect(stack.resolve(expectedLists(listOf('Networks'), listOf('Principals')))).toEqual({
    networks: { 'Fn::Join': [',', { Ref: 'Networks' }] },
    principals: { 'Fn::Join': [',', { Ref: 'Principals' }] },
  });
});

test.each(['expectedNetworks', 'expectedPrincipals'])('%s has something, and nothing twice', (name) => {
  const lists = (values: string[]) =>
    name === 'expectedNetworks' ? expectedLists(values) : expectedLists(undefined, values);
  const value = name === 'expectedNetworks' ? '192.0.2.0/24' : 'anonymous';
  expect(() => lists([])).toThrow(`Invalid '${name}': got [], allowed is a list with at least one value`);
  expect(() => lists([value, value])).toThrow(`Invalid '${name}': got "${value}", allowed is each value once.`);
});
