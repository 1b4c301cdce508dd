import { App, Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditQuery, DataEvents, LogStorage, QueryPack, S3AuditTrail } from '../../../lib/index';

/** The app of `bin/` after its owner has had wishes. */
const stack = new Stack(new App(), 'S3AuditTrail');
new S3AuditTrail(stack, 'Audit', {
  logStorage: LogStorage.newBucket({ retention: Duration.days(90) }),
  window: Duration.days(Number(process.env.WINDOW ?? 7)),
  dataEvents: DataEvents.allBuckets({
    exclude: [s3.Bucket.fromBucketName(stack, 'Website', 'amzn-s3-demo-website')],
  }),
  queries: [
    ...QueryPack.REQUEST_IDENTIFICATION.filter((query) => query !== AuditQuery.SIGV2_REQUESTS),
    AuditQuery.fromText('busy-buckets', 'SELECT bucket, count(*) AS requests FROM s3_requests GROUP BY bucket'),
  ],
});
