import { Token } from 'aws-cdk-lib';
import { invalid, requireEach } from '../core/validation';

/**
 * Checks a list of which each value is to stand in a condition.
 *
 * @returns its values, none where it is left out
 * @throws if it is empty, holds a value twice or one that the check refuses, or is only known at deployment
 */
export function knownList(
  name: string,
  values: string[] | undefined,
  check: (value: string) => void = () => undefined,
): string[] {
  if (Token.isUnresolved(values)) {
    invalid(name, values, 'a list of known length, each value a text or a token');
  }
  if (values) {
    requireEach(name, values, check);
  }
  return values ?? [];
}
