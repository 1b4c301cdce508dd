import { isOutside, networkOf } from './ip-networks';

describe('networks', () => {
  test.each<[string, string, boolean]>([
    ['10.0.0.0', '10.0.0.0/8', false],
    ['9.255.255.255', '10.0.0.0/8', true],
    ['10.1.2.3', '10.1.2.3/32', false],
    ['10.1.2.4', '10.1.2.3/32', true],
    ['203.0.113.1', '0.0.0.0/0', false],
    ['::1', '0.0.0.0/0', true],
    ['0.0.0.1', '::/0', true],
    ['2001:db8::ffff', '2001:db8::/112', false],
    ['2001:db8::1:0', '2001:db8::/112', true],
    ['1::', '1:0:0:0:0:0:0:0/128', false],
  ])('the address %s is outside %s: %s', (address, network, expected) => {
    expect(isOutside(address, [network])).toBe(expected);
  });

  test.each(['', 'athena.amazonaws.com', '10.0.0', '10.0.0.256', '12345', null])('%p is no address', (text) => {
    expect(isOutside(text, ['10.0.0.0/8'])).toBe(false);
  });

  test.each<[string | null, string | null]>([
    ['192.0.2.56', '192.0.2.0/24'],
    ['10.255.255.255', '10.255.255.0/24'],
    ['2001:db8::1', '2001:0db8:0000::/48'],
    ['2001:0DB8:AAAA:FFFF:0000:0000:0000:0001', '2001:0db8:aaaa::/48'],
    ['2001:db8:aaab::', '2001:0db8:aaab::/48'],
    ['::1', '0000:0000:0000::/48'],
    ['1::2:3:4:5:6:7', '0001:0000:0002::/48'],
    ['athena.amazonaws.com', null],
    ['192.0.2', null],
    ['', null],
    [null, null],
  ])('the address %s is of the network %s', (address, expected) => {
    expect(networkOf(address)).toBe(expected);
  });
});
