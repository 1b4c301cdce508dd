import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LogStorage, S3AuditTrail } from '../../../lib/index';

/** The app of `bin/`, with the log bucket that an earlier deployment of it left behind. */
const stack = new Stack(new App(), 'S3AuditTrail');
const kept = s3.Bucket.fromBucketName(stack, 'Kept', process.env.LOG_BUCKET!);
new S3AuditTrail(stack, 'Audit', { logStorage: LogStorage.inBucket(kept) });
