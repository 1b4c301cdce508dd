import type { SampleRecord } from '../sample-records';

/**
 * One event that every folder of the generated logs holds. `REGION`, `DAY` and `DAY_OCTETS` (`sample-records.ts`) in the
 * texts of its record make callers, addresses and the rest differ from folder to folder.
 */
export interface LogScenario {
  readonly name: string;
  readonly record: SampleRecord;
  /** CloudTrail delivers at least once: here again in the same file, and in the folder of the next day. */
  readonly deliveredAgain?: boolean;
  /** A second request, alike in everything but its event id. */
  readonly twin?: boolean;
  /** Made at 23:59:59 of the day before the one under which it is filed. */
  readonly filedLate?: boolean;
  /** 'HH:mm:ss', UTC, where an hour or an order matters. @default - some time of the day, another one in each folder */
  readonly time?: string;
}
