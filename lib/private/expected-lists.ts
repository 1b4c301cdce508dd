import { isIPv4, isIPv6 } from 'node:net';
import { invalid, joinable, requireEach, requireMatch } from './validation';

/**
 * IP networks as the one text that a query takes for a list.
 *
 * @throws if one isn't a CIDR block, or is there twice, or if there is none
 */
export function networkList(name: string, networks: string[]): string {
  requireEach(name, networks, (network) => {
    if (!isNetwork(network)) {
      invalid(name, network, 'an IPv4 or IPv6 network as a CIDR block, such as 192.0.2.0/24 or 2001:db8::/32');
    }
  });
  return joinable(networks).join(',');
}

/**
 * Principals as the one text that a query takes for a list.
 *
 * @throws if one isn't a principal, or is there twice, or if there is none
 */
export function principalList(name: string, principals: string[]): string {
  requireEach(name, principals, (principal) =>
    requireMatch(
      name,
      principal,
      /^(arn:[^\s,*]+|[a-z0-9.-]+\.amazonaws\.com(\.cn)?|\d{12}|anonymous)$/,
      "an ARN without wildcards and commas, a service's name such as athena.amazonaws.com, an account id, or anonymous",
    ),
  );
  return joinable(principals).join(',');
}

/** Whether a text is a CIDR block. */
export function isNetwork(network: string): boolean {
  const [address, bits, more] = network.split('/');
  if (more !== undefined || !/^\d{1,3}$/.test(bits ?? '')) {
    return false;
  }
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}
