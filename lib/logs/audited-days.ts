import { Duration, Token } from 'aws-cdk-lib';
import { wholeDays } from '../core/durations';
import { invalid } from '../core/validation';

/** When CloudTrail's data events for S3 began: no bucket holds earlier ones. */
const FIRST_DATA_EVENTS = '2016/11/21';

/** Which days queries can see. */
export interface DayRange {
  readonly firstDay?: string;
  readonly lastDay?: string;
  /** How long log files are kept. */
  readonly retention?: Duration;
}

/**
 * The range of the table's partition key `day`, as Athena evaluates it when a query runs.
 *
 * @throws if a day is invalid, or the last one is before the first
 */
export function queriedDays({ firstDay, lastDay, retention }: DayRange): { min: string; max: string } {
  const kept = retention && wholeDays('retention', retention, 1);
  const min = firstDay === undefined ? oldestDay(lastDay, kept) : calendarDay('firstDay', firstDay);
  const max = lastDay === undefined ? 'NOW' : calendarDay('lastDay', lastDay);
  const known = ![min, max].some((day) => Token.isUnresolved(day));
  if (lastDay !== undefined && known && max < min) {
    invalid('lastDay', lastDay, `a day that is not before ${min}, the first one`);
  }
  return { min, max };
}

/** As a range must not end before it begins, one that has ended is not moved on. */
function oldestDay(lastDay?: string, kept?: string): string {
  return kept === undefined || lastDay !== undefined ? FIRST_DATA_EVENTS : `NOW-${kept}DAYS`;
}

/**
 * A day as CloudTrail writes it in its paths.
 *
 * @throws if the calendar has no such day
 */
export function calendarDay(name: string, day: string): string {
  if (Token.isUnresolved(day)) {
    return day;
  }
  const match = /^(20\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])$/.exec(day);
  if (!match || Number(match[3]) > daysOfMonth(Number(match[1]), Number(match[2]))) {
    invalid(name, day, 'a day of the calendar from 2000 to 2099, as yyyy/MM/dd or yyyy-MM-dd');
  }
  return match.slice(1).join('/');
}

/** Every fourth year from 2000 to 2099 is a leap year. */
function daysOfMonth(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
