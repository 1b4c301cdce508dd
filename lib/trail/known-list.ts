import { requireEach, requireKnownLength } from '../core/validation';

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
  requireKnownLength(name, values);
  if (values) {
    requireEach(name, values, check);
  }
  return values ?? [];
}
