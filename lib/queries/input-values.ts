import { joinable, requireEach, requireMatch } from '../core/validation';
import { requireNetwork } from './networks';

/**
 * IP networks as the one text that a query takes for a list.
 *
 * @throws if one isn't a CIDR block, or is there twice, or if there is none
 */
export function networkList(name: string, networks: string[]): string {
  requireEach(name, networks, (network) => requireNetwork(name, network));
  return joinable(networks).join(',');
}

/**
 * Principals as the one text that a query takes for a list: whatever the relation's `principal` or `session_issuer` can be.
 *
 * @throws if one isn't a principal, or is there twice, or if there is none
 */
export function principalList(name: string, principals: string[]): string {
  requireEach(name, principals, (principal) =>
    requireMatch(
      name,
      principal,
      /^(arn:[^\s*]+|[a-z0-9-]+(\.[a-z0-9-]+)+|AWS Internal(\/\d+)?|CloudFront|\d{12}|anonymous)$/,
      "an ARN without wildcards, a service's name such as athena.amazonaws.com, AWS Internal, CloudFront, an account id, or anonymous",
    ),
  );
  return joinable(principals).join(',');
}
