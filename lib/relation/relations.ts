import { AWS_REQUESTS, RequestColumn, S3_REQUESTS } from './request-columns';

/**
 * The services whose events are requests to buckets, of whatever kind, and to what is in them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-logging.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-logging.html
 */
export const S3_EVENT_SOURCES = [
  's3.amazonaws.com',
  's3express.amazonaws.com',
  's3-outposts.amazonaws.com',
  's3-object-lambda.amazonaws.com',
  's3tables.amazonaws.com',
  's3vectors.amazonaws.com',
];

/** A relation that a query may read. */
export interface RequestsRelation {
  readonly columns: RequestColumn[];
  /** @default - all */
  readonly eventSources?: string[];
}

/** The relations whose rows are requests, by name. */
export const REQUESTS_RELATIONS: Record<string, RequestsRelation | undefined> = {
  s3_requests: { columns: S3_REQUESTS, eventSources: S3_EVENT_SOURCES },
  aws_requests: { columns: AWS_REQUESTS },
};

/** The names of all relations. That of the raw table is the one whose rows are records as they are. */
export const RELATIONS = [...Object.keys(REQUESTS_RELATIONS), 'cloudtrail_logs'];
