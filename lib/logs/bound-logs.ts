import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** The accounts of one place of log files. */
export interface BoundAccounts {
  /** Their ids; where each query must name some, those that saved queries ask for. */
  readonly ids: string[];
  /** Whether each query must name some. */
  readonly injected: boolean;
  /** How many there are at most; undefined where that is only known at deployment. */
  readonly atMost?: number;
  /** The organization that a file of them is of, as far as it says so. */
  readonly organizationId?: string;
}

/** The regions of one place of log files. */
export interface BoundRegions {
  /** Their names, the last of which may be a text of several. */
  readonly names: string[];
  /** How many there are at most; undefined where that is only known at deployment. */
  readonly atMost?: number;
  /** Whether they are all of the partition. */
  readonly areAll: boolean;
}

/** A place of log files, as the table over it needs it. */
export interface BoundLocation {
  readonly accounts: BoundAccounts;
  readonly regions: BoundRegions;
  /** The range of the partition key `day`. */
  readonly days: { readonly min: string; readonly max: string };
  readonly retention?: Duration;
}

/** Where log files are kept. */
export interface BoundStorage {
  readonly bucket: s3.IBucket;
  readonly prefix?: string;
  /** Whether others may keep log files there, too. */
  readonly exists: boolean;
}
