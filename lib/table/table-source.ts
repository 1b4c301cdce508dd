import { Duration } from 'aws-cdk-lib';
import { RequestSource } from '../relation/request-source';
import type { CloudTrailTable } from './cloudtrail-table';

/** A table of a source. */
export interface SourcePart {
  readonly table: CloudTrailTable;
  /** How many accounts it has at most; undefined where that is only known at deployment. */
  readonly accounts?: number;
  /** The same of regions. */
  readonly regions?: number;
  /** Whether it has all regions of the partition. */
  readonly areAllRegions: boolean;
  /** Whether it has a last day. */
  readonly hasEnded: boolean;
}

/** A source that is made of tables over log files. */
export interface TableSource extends RequestSource {
  /** Where the log files lie: the same for two tables over the same ones, as far as that is known. */
  readonly logs: string[];
  /** What it is made of. */
  readonly parts: SourcePart[];
  /**
   * The regions that it covers.
   *
   * @default - not known before deployment
   */
  readonly regions?: string[];
  /**
   * How long the log files are kept, at the longest.
   *
   * @default - not known
   */
  readonly retention?: Duration;
}
