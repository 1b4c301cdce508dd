import { App, Stack } from 'aws-cdk-lib';
import { AuditQuery, S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

const audit = new S3AuditTrail(stack, 'Audit');
audit.addQuery(AuditQuery.fromFile('queries/folder-readers.sql', { inputs: { bucket: 'amzn-s3-demo-bucket' } }));
audit.addQuery(
  AuditQuery.fromText('busy-buckets', 'SELECT bucket, count(*) AS requests FROM s3_requests GROUP BY bucket'),
);
