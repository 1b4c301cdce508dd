import * as glue from 'aws-cdk-lib/aws-glue';
import { TableSource } from './table-source';

/** What a query can be saved over: a `CloudTrailTable`, a `CloudTrailHistory` of several, or a `RequestTable`. */
export interface IQueriedTable {
  /** Database of the table, or of all of them. */
  readonly database: glue.IDatabase;

  /**
   * What queries read.
   *
   * @internal
   */
  readonly _source: TableSource;
}
