import { AuditQuery } from '../../lib';
import { synthAudit } from '../util';

const asInput = (networks: string) => AuditQuery.REQUESTS_OUTSIDE_NETWORKS.withInputs({ networks });

test.each([
  ...['10.0.0.0/8', '0.0.0.0/0', '192.0.2.7/32', '10.1.0.0/16', '128.0.0.0/1', '255.255.255.255/32'],
  ...['::/0', '2001:db8::/32', '2001:DB8::/32', '::1/128', '64:ff9b::/96', '64:ff9b::192.0.2.0/120', '1:2:3:4::/64'],
])('%s is a network', (network) => {
  expect(() => asInput(network)).not.toThrow();
  expect(() => synthAudit({ expectedNetworks: [network] })).not.toThrow();
});

describe('the network that is meant is named', () => {
  test.each([
    ['10.1.2.3/16', '10.1.0.0/16'],
    ['10.0.0.1/8', '10.0.0.0/8'],
    ['192.0.2.1/0', '0.0.0.0/0'],
    ['192.0.2.3/31', '192.0.2.2/31'],
    ['\u00a010.0.0.0/8', '10.0.0.0/8'],
    ['10.0.0.0/8\u00a0', '10.0.0.0/8'],
    ['\ufeff10.1.2.3/8', '10.0.0.0/8'],
    ['\n10.0.0.0/8', '10.0.0.0/8'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['2001:db8:0:0:1:0:0:1/127', '2001:db8:0:0:1::/127'],
    ['1:2:3:4:5:6:7:8/64', '1:2:3:4::/64'],
    ['1:2:3:4:5:6:7:9/127', '1:2:3:4:5:6:7:8/127'],
    ['64:ff9b::192.0.2.33/120', '64:ff9b::c000:200/120'],
    ['fe80:0:0:1::5/127', 'fe80:0:0:1::4/127'],
    ['::ffff:10.1.2.3/104', '10.0.0.0/8'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::ffff:10.0.0.0/95', '::fffe:0:0/95'],
  ])('%j: %s', (network, meant) => {
    const message = `allowed is the network alone, which is ${meant}.`;
    expect(() => asInput(`192.0.2.0/24,${network}`)).toThrow(message);
    expect(() => synthAudit({ expectedNetworks: ['192.0.2.0/24', network] })).toThrow(message);
  });

  test('and what nobody sees is shown', () => {
    expect(() => synthAudit({ expectedNetworks: ['\u00a010.0.0.0/8'] })).toThrow(
      'Invalid \'expectedNetworks\': got "\\u00a010.0.0.0/8", allowed is',
    );
  });
});

test.each([
  ...[
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/+8',
    '10.0.0.0/-1',
    '10.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/8/8',
    '/8',
    '1/10.0.0.0/8',
  ],
  ...['::/129', '%::/8', '::/0x8', '2001:db8::', 'fe80::%eth0/64', ':::/8', 'a/8', '10.0.0.0/8;', '10.0.0.0 /8', ''],
])('%j is none', (network) => {
  expect(() => synthAudit({ expectedNetworks: [network] })).toThrow(
    'allowed is an IPv4 or IPv6 network as a CIDR block',
  );
});

test('a list may have blanks around its commas, and no other space', () => {
  expect(() => asInput(' 10.0.0.0/8 , 192.0.2.0/24 ')).not.toThrow();
  expect(() => asInput('  10.0.0.0/8  ,  192.0.2.0/24  ')).not.toThrow();
  expect(() => asInput('192.0.2.0/24,10.0.0.0 /8')).toThrow('got "10.0.0.0 /8", allowed is an IPv4 or IPv6 network');
  expect(() => asInput('10.0.0.0/8,\t192.0.2.0/24')).toThrow('which is 192.0.2.0/24');
});
