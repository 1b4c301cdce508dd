import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { invalid } from './validation';

/**
 * The whole days of a duration, as text, since a number may be a token.
 *
 * @throws if the duration is no whole number of days, or shorter than `atLeast` days
 */
export function wholeDays(name: string, duration: Duration, atLeast: number): string {
  const days = duration.isUnresolved() ? duration.toDays() : duration.toDays({ integral: false });
  if (Token.isUnresolved(days)) {
    return Tokenization.stringifyNumber(days);
  }
  if (!Number.isInteger(days) || days < atLeast) {
    invalid(name, duration.toString(), `a whole number of days, ${atLeast} or more`);
  }
  return String(days);
}
