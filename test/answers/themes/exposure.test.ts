import { isListed } from '../answers';
import { OTHER_ACCOUNT, OWN_ACCOUNT, alice, answer, bob, placesIn, records } from '../written';

describe('what comes from outside', () => {
  test('probing: what is refused or not there, by principal and address, from a number on', () => {
    const missed = (errorCode: string) => ({ errorCode });
    const events = records(
      { on: 'docs/a', more: missed('AccessDenied') },
      { on: 'docs/b', more: missed('NoSuchKey') },
      { on: 'other', more: missed('NoSuchBucket') },
      { on: 'docs/a', more: missed('InternalError') },
      { on: 'docs/a' },
      { on: 'docs/a', by: bob, more: missed('AccessDenied') },
    );
    const noon = '2026-03-01T12:00:00Z';

    expect(answer('probing', events, { threshold: '3' })).toEqual([[alice, '192.0.2.1', 3, 1, 2, 2, 2, noon, noon]]);
    expect(answer('probing', events, { threshold: '1' })).toHaveLength(2);
  });

  test('cross-account-requests: the caller is of an account, and not of that which has the bucket', () => {
    const of = (accountId: string | undefined, more = {}) => ({
      more: { userIdentity: { type: 'AWSAccount', accountId }, ...more },
    });
    const events = records(
      of(OTHER_ACCOUNT),
      of(OTHER_ACCOUNT, { userIdentity: { principalId: 'ANONYMOUS_PRINCIPAL', accountId: OTHER_ACCOUNT } }),
      of(OWN_ACCOUNT),
      of('anonymous'),
      of('CloudFront'),
      of('4444555566667'),
      of(undefined),
      of(OTHER_ACCOUNT, { resources: undefined }),
    );

    expect(placesIn('cross-account-requests', events)).toEqual([0, 1]);
  });

  test('requests-outside-networks and -vpc-endpoints: of those that came from an address of their own', () => {
    const origin = { type: 'AWSAccount', accountId: 'CloudFront', principalId: 'E1' };
    const events = records(
      {},
      { more: { sourceIPAddress: '10.0.0.1', vpcEndpointId: 'vpce-1' } },
      { more: { sourceIPAddress: 'AWS Internal/3' } },
      { more: { userIdentity: origin } },
    );

    expect(placesIn('requests-outside-networks', events, { networks: ' 10.0.0.0/8 , 2001:db8::/32' })).toEqual([0]);
    expect(answer('requests-outside-vpc-endpoints', events).map(([, , ip]) => ip)).toEqual(['192.0.2.1']);
  });

  test.each<[string | null, string, boolean]>([
    ['a', 'a', true],
    ['a', ' a ', true],
    ['a', 'b ,\ta\n, c', true],
    ['a,b', ' x, a,b ', true],
    ['a,b', 'a , b', true],
    ['b', 'a,b', true],
    ['a', 'aa,ab', false],
    ['a b', 'a, b', false],
    ['', 'a,,b', false],
    [null, 'null', false],
  ])('whether %j is in the list %j: %s', (name, list, expected) => {
    expect(isListed(name, list)).toBe(expected);
  });

  test('requests-outside-principals: neither the caller nor the role behind it is listed, whatever its name holds', () => {
    const role = `arn:aws:iam::${OWN_ACCOUNT}:role/fn`;
    const session = `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/fn/a,b`;
    const events = records(
      {},
      { by: bob },
      { by: session, more: { userIdentity: { arn: session, sessionContext: { sessionIssuer: { arn: role } } } } },
      { more: { userIdentity: undefined } },
    );
    const outside = (principals: string) => placesIn('requests-outside-principals', events, { principals });

    expect(outside(`${alice} , ${session}`)).toEqual([1, 3]);
    expect(outside(role)).toEqual([0, 1, 3]);
    expect(outside(`${session}c`)).toEqual([0, 1, 2, 3]);
  });
});
