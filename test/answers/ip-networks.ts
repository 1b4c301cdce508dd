import { isIP } from 'node:net';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Whether the text is an IP address that lies in none of the networks. */
export function isOutside(address: string | null, networks: string[]): boolean {
  const parsed = parseAddress(address ?? '');
  return parsed !== undefined && !networks.some((network) => contains(network, parsed));
}

/** The network that an address is counted to: a /24 of IPv4, a /48 of IPv6. Null where the text is no address. */
export function networkOf(address: string | null): string | null {
  const text = address ?? '';
  switch (isIP(text)) {
    case 4:
      return `${text.split('.').slice(0, 3).join('.')}.0/24`;
    case 6: {
      const groups = groupsOf(text).slice(0, 3);
      return `${groups.map((group) => group.toString(16).padStart(4, '0')).join(':')}::/48`;
    }
    default:
      return null;
  }
}

function contains(network: string, address: Address): boolean {
  const [base, prefix] = network.split('/');
  const parsed = parseAddress(base);
  if (parsed === undefined) {
    throw new Error(`'${network}' is no network`);
  }
  const freeBits = BigInt(parsed.bits - Number(prefix));
  return parsed.bits === address.bits && parsed.value >> freeBits === address.value >> freeBits;
}

function parseAddress(text: string): Address | undefined {
  switch (isIP(text)) {
    case 4:
      return { bits: 32, value: digits(text.split('.').map(Number), 8n) };
    case 6:
      return { bits: 128, value: digits(groupsOf(text), 16n) };
    default:
      return undefined;
  }
}

/** The eight groups of an IPv6 address: `::` stands for as many zeros as are missing, an IPv4 address for two groups. */
function groupsOf(text: string): number[] {
  if (text.includes('%')) {
    throw new Error(`'${text}' is an IPv6 address in a form that the reference doesn't read`);
  }
  const [left, right] = text.split('::').map((half) => (half === '' ? [] : half.split(':').flatMap(groupsIn)));
  return right === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function groupsIn(part: string): number[] {
  if (!part.includes('.')) {
    return [parseInt(part, 16)];
  }
  const [a, b, c, d] = part.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

function digits(values: number[], width: bigint): bigint {
  return values.reduce((sum, value) => (sum << width) | BigInt(value), 0n);
}
