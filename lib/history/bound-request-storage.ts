import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Where the files of a request table lie, and the database that knows them. */
export interface BoundRequestStorage {
  readonly bucket: s3.IBucket;
  readonly prefix?: string;
  readonly database: glue.IDatabase;
  /** Whether the tables are there already. */
  readonly exists: boolean;
}
