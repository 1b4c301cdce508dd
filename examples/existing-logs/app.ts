import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditedAccounts, LogLocation, S3Audit } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

const before = s3.Bucket.fromBucketName(stack, 'Before', 'amzn-s3-demo-trail-logs');
const today = s3.Bucket.fromBucketName(stack, 'Today', 'amzn-s3-demo-org-logs');
const accounts = AuditedAccounts.fromFile('accounts.json', { also: ['777788889999'] });

// The organization's trail of today, and an account's own of before: one history.
new S3Audit(stack, 'Audit', {
  logs: [
    LogLocation.ofOrganization(today, 'o-a1b2c3d4e5', { accounts }),
    LogLocation.ofAccounts(before, { firstDay: '2024/01/01', lastDay: '2025/06/30' }),
  ],
});
