import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import { invalid } from './validation';

/** A hundred years. S3 keeps objects for longer; Athena's days would begin before the year 1 some time. */
const MOST_DAYS = 36_500;

/**
 * The whole days of a duration, as text, since a number may be a token.
 *
 * @throws if the duration isn't a whole number of days, is shorter than `atLeast` days or longer than a hundred years, or
 * is a token of another unit, which the CDK can't convert
 */
export function wholeDays(name: string, duration: Duration, atLeast: number): string {
  if (duration.isUnresolved() && duration.unitLabel() !== 'days') {
    invalid(name, duration.toString(), 'a Duration by Duration.days() where its number is a token');
  }
  const days = duration.isUnresolved() ? duration.toDays() : duration.toDays({ integral: false });
  if (Token.isUnresolved(days)) {
    return Tokenization.stringifyNumber(days);
  }
  if (!Number.isInteger(days) || days < atLeast || days > MOST_DAYS) {
    invalid(name, duration.toString(), `a whole number of days, ${atLeast} to ${MOST_DAYS}`);
  }
  return String(days);
}
