import { Fn, Token } from 'aws-cdk-lib';
import { shown } from './shown';

/** Throws the one form of error that this library has for a bad value: its name, the value, what is allowed. */
export function invalid(name: string, value: unknown, allowed: string): never {
  throw new Error(`Invalid '${name}': got ${shown(value)}, allowed is ${allowed}.`);
}

/** What a check says that fails, for a validation at synth. */
export function messages(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Checks one string by a pattern. A token is only known at deployment, so it passes. */
export function requireMatch(name: string, value: string, pattern: RegExp, allowed: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) {
    invalid(name, value, allowed);
  }
}

/**
 * Checks that a list holds something, and nothing twice, and each of its values. A list that is a token is only known at
 * deployment, as is a value that is one, so they pass.
 */
export function requireEach(name: string, values: string[], check: (value: string) => void): void {
  if (Token.isUnresolved(values)) {
    return;
  }
  if (values.length === 0) {
    invalid(name, values, `a list with at least one value; leave '${name}' out for the default`);
  }
  // An organization has tens of thousands of accounts.
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) {
      invalid(name, value, 'each value once');
    }
    seen.add(value);
  }
  values.filter((value) => !Token.isUnresolved(value)).forEach(check);
}

/** Checks that a list of which something is made for each value isn't one that is only known at deployment. */
export function requireKnownLength(name: string, values: string[] | undefined): void {
  if (Token.isUnresolved(values)) {
    invalid(name, values, 'a list of known length, each value a text or a token');
  }
}

/** The values of a list that are to be joined with commas; a list that is a token is joined at deployment. */
export function joinable(values: string[]): string[] {
  return Token.isUnresolved(values) ? [Fn.join(',', values)] : values;
}
