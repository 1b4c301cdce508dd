import { Duration } from 'aws-cdk-lib';
import { RequestSource } from '../relation/request-source';

/** A source that is made of tables over log files. */
export interface TableSource extends RequestSource {
  /** Where the log files lie: the same for two tables over the same ones, as far as that is known. */
  readonly logs: string;
  /**
   * The regions that it covers.
   *
   * @default - not known before deployment
   */
  readonly regions?: string[];
  /**
   * How long the log files are kept.
   *
   * @default - not known
   */
  readonly retention?: Duration;
}
