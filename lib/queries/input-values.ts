import { Token } from 'aws-cdk-lib';
import { invalid, joinable, requireEach, requireMatch } from '../core/validation';
import { requireNetwork } from './networks';
import { QueryInput, QueryInputType } from './query-input';

/** What requests are expected from, as values for the inputs of that meaning. */
export function expectedLists(networks?: string[], principals?: string[]): { [input: string]: string } {
  return {
    ...(networks && { networks: networkList('expectedNetworks', networks) }),
    ...(principals && { principals: principalList('expectedPrincipals', principals) }),
  };
}

/**
 * IP networks as the one text that a query takes for a list.
 *
 * @throws if a CIDR block is invalid or there twice, or if the list is empty
 */
function networkList(name: string, networks: string[]): string {
  requireEach(name, networks, (network) => requireNetwork(name, network));
  return joinable(networks).join(',');
}

/**
 * Principals as the one text that a query takes for a list: whatever the relation's `principal` or `session_issuer` can be.
 *
 * @throws if a principal is invalid or there twice, or if the list is empty
 */
function principalList(name: string, principals: string[]): string {
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

/** Whether a text is a value of the type, and what is allowed in words. */
const VALUES: Record<QueryInputType, [(text: string) => boolean, string]> = {
  [QueryInputType.STRING]: [(text) => text !== '', 'a text that is not empty'],
  [QueryInputType.LIST]: [(text) => text !== '', 'texts with commas between them'],
  [QueryInputType.CIDRS]: [(text) => text !== '', 'IPv4 and IPv6 networks with commas between them'],
  [QueryInputType.INTEGER]: [(text) => /^\d{1,18}$/.test(text), "a whole number, as a text such as '1000'"],
  [QueryInputType.DECIMAL]: [(text) => /^\d{1,15}(\.\d+)?$/.test(text), "a number, as a text such as '1.5'"],
};

/** @throws if a value is for no input of the query, or is invalid for its type; a token is only known at deployment, so it passes */
export function requireInputValues(queryName: string, inputs: QueryInput[], values: { [name: string]: string }): void {
  for (const [name, value] of Object.entries(values)) {
    const input = inputs.find((candidate) => candidate.name === name);
    if (!input) {
      return invalid(`inputs of ${queryName}`, name, inputs.map((other) => other.name).join(', ') || 'none');
    }
    requireInputValue(`inputs of ${queryName}: ${name}`, input.valueType, value);
  }
}

/** @throws if the value is invalid for the type; a token passes */
export function requireInputValue(name: string, valueType: QueryInputType, value: string): void {
  const [isValue, allowed] = VALUES[valueType];
  if (!Token.isUnresolved(value) && !isValue(value)) {
    invalid(name, value, allowed);
  }
  if (valueType === QueryInputType.CIDRS && !Token.isUnresolved(value)) {
    // Of other white space, not every engine makes the same.
    value.split(',').forEach((network) => requireNetwork(name, network.replace(/^ +| +$/g, '')));
  }
}
