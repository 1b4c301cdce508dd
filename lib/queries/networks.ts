import { isIPv4, isIPv6 } from 'node:net';
import { invalid } from '../core/validation';

/** An address as a number of so many bits. */
interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/**
 * Checks a network as strictly as Athena does, which else refuses the query each time it runs.
 *
 * @throws if it isn't a CIDR block; the error names the one that is meant where there are bits of a host, other characters
 * around it, or an IPv4 network in the form of IPv6
 */
export function requireNetwork(name: string, network: string): void {
  const meant = networkIn(network.trim());
  if (meant === undefined) {
    return invalid(name, network, 'an IPv4 or IPv6 network as a CIDR block, such as 192.0.2.0/24 or 2001:db8::/32');
  }
  if (networkIn(network)?.exact !== true) {
    invalid(name, network, `the network alone, which is ${meant.text}`);
  }
}

function networkIn(text: string): { text: string; exact: boolean } | undefined {
  const [, base = '', digits = ''] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const length = Number(digits);
  const address = parseAddress(base);
  if (!address || length > address.bits) {
    return undefined;
  }
  const { value, bits } = address;
  const ofHost = (1n << BigInt(bits - length)) - 1n;
  if (value >> 32n === 0xffffn && length >= 96) {
    const ipv4 = { value: value & 0xffffffffn & ~ofHost, bits: 32 } as const;
    return { text: `${formatAddress(ipv4)}/${length - 96}`, exact: false };
  }
  return { text: `${formatAddress({ value: value & ~ofHost, bits })}/${length}`, exact: (value & ofHost) === 0n };
}

function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) {
    return { value: joined(text.split('.').map(Number), 8n), bits: 32 };
  }
  if (!isIPv6(text)) {
    return undefined;
  }
  // The last 32 bits may stand there as an IPv4 address.
  const groups = text.replace(/[\d.]+\.[\d.]+$/, (ipv4) => {
    const value = joined(ipv4.split('.').map(Number), 8n);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head, tail] = groups.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = tail ? new Array<string>(8 - head.length - tail.length).fill('0') : [];
  return {
    value: joined(
      [...head, ...zeros, ...(tail ?? [])].map((group) => parseInt(group, 16)),
      16n,
    ),
    bits: 128,
  };
}

function joined(parts: number[], bits: bigint): bigint {
  return parts.reduce((value, part) => (value << bits) | BigInt(part), 0n);
}

/** In the usual form: of IPv6 without leading zeros, and the longest row of zeros left out. */
function formatAddress({ value, bits }: Address): string {
  const size = bits === 32 ? 8n : 16n;
  const count = bits === 32 ? 4 : 8;
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n),
  );
  if (bits === 32) {
    return parts.join('.');
  }
  const text = parts.map((part) => part.toString(16)).join(':');
  const [zeros] = [...text.matchAll(/(?<![^:])0(:0)+(?![^:])/g)].sort((a, b) => b[0].length - a[0].length);
  return zeros === undefined
    ? text
    : `${text.slice(0, zeros.index).replace(/:$/, '')}::${text.slice(zeros.index + zeros[0].length).replace(/^:/, '')}`;
}
