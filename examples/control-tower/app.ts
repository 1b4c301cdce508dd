import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditedAccounts, LogLocation, QueryPack, S3Audit } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

const organization = 'o-a1b2c3d4e5';
const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
  bucketName: 'aws-controltower-logs-444455556666-eu-west-1',
  account: '444455556666', // the log archive
});
const accounts = AuditedAccounts.fromFile('accounts.json');

new S3Audit(stack, 'Audit', {
  logs: [LogLocation.ofOrganization(bucket, organization, { prefix: organization, accounts })],
  queries: QueryPack.CONFIGURATION,
});
