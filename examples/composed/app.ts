import { App, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditWorkgroup, LogStorage, QueryResults, S3AuditTrail } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'Security');

const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
const logBucket = new s3.Bucket(stack, 'Logs', { encryptionKey, versioned: true, enforceSSL: true });
const results = new s3.Bucket(stack, 'AthenaResults', { encryptionKey, enforceSSL: true });
const database = new glue.Database(stack, 'Database', { databaseName: 'security' });
const workgroup = new athena.CfnWorkGroup(stack, 'Workgroup', { name: 'security' });

new S3AuditTrail(stack, 'Audit', {
  logStorage: LogStorage.inBucket(logBucket),
  database,
  workgroup: AuditWorkgroup.fromWorkgroupName(workgroup.ref, QueryResults.inBucket(results, 'audit')),
});
