import { anonymous, anonymousPrincipal, foreignAccount, iamUser, roleSession, service } from '../sample-callers';
import { changed, forObject, madeBy, sampleRecord } from '../sample-records';
import type { LogScenario } from './log-scenario';

const get = sampleRecord('derived-getobject-plain-http');
const put = sampleRecord('putobject-presigned-sigv4-2024');
const anonymousGet = sampleRecord('derived-getobject-anonymous-modern');

const anonymousCallers: LogScenario[] = [
  {
    name: 'anonymous get of 2018',
    record: sampleRecord('getobject-anonymous-2018'),
    deliveredAgain: true,
  },
  { name: 'anonymous get', record: anonymousGet, twin: true, deliveredAgain: true },
  { name: 'anonymous get, filed late', record: anonymousGet, filedLate: true },
  { name: 'anonymous get of an anonymous principal', record: madeBy(anonymousGet, anonymousPrincipal()) },
  {
    name: 'anonymous put, denied',
    record: changed(madeBy(put, anonymous()), {
      additionalEventData: { SignatureVersion: undefined, AuthenticationMethod: undefined },
      errorCode: 'AccessDenied',
      errorMessage: 'Access Denied',
    }),
  },
  { name: 'anonymous preflight', record: sampleRecord('preflightrequest-anonymous-2024') },
];

const principals: LogScenario[] = [
  { name: 'a foreign account', record: madeBy(get, foreignAccount()), deliveredAgain: true },
  {
    name: 'a foreign account, with an empty arn',
    record: madeBy(get, { ...foreignAccount(), arn: '', invokedBy: '' }),
  },
  {
    name: 'a service',
    record: changed(madeBy(get, service('cloudfront.amazonaws.com')), {
      sourceIPAddress: 'cloudfront.amazonaws.com',
      userAgent: 'cloudfront.amazonaws.com',
    }),
  },
  {
    name: 'a role, through a service',
    record: changed(madeBy(get, { ...roleSession('analyst', 'dora'), invokedBy: 'athena.amazonaws.com' }), {
      sourceIPAddress: 'athena.amazonaws.com',
      userAgent: 'athena.amazonaws.com',
    }),
  },
  { name: 'a session of a role', record: madeBy(get, roleSession('fn-role', 'one')) },
  { name: 'another session of that role', record: madeBy(get, roleSession('fn-role', 'two')) },
  {
    name: 'a role whose name starts with that of the other',
    record: madeBy(get, roleSession('fn-role-2', 'one')),
    deliveredAgain: true,
  },
];

const addresses: Record<string, string> = {
  'a private address': '10.1.2.3',
  'the last address of a network': '10.255.255.255',
  'the first address behind it': '11.0.0.0',
  'a public address': '198.51.100.7',
  'an IPv6 address': '2001:db8::1',
  'an IPv6 address of a network': '2001:db8:aaaa::1',
  'an IPv6 address of a network, written out': '2001:0DB8:AAAA:FFFF:0000:0000:0000:0001',
  'the first IPv6 address behind it': '2001:db8:aaab::',
};

const networks = Object.entries(addresses).map(([name, sourceIPAddress]): LogScenario => ({
  name,
  record: changed(forObject(madeBy(get, iamUser('alice')), 'amzn-s3-demo-bucket1', 'public.txt'), { sourceIPAddress }),
  deliveredAgain: sourceIPAddress === '11.0.0.0',
}));

/** Who calls, and where from. */
export const CALLER_SCENARIOS: LogScenario[] = [...anonymousCallers, ...principals, ...networks];
