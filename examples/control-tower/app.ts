import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditQuery, AuditedAccounts, LogLocation, S3Audit } from 'cdk-s3-audit-trail';

const app = new App();
const stack = new Stack(app, 'S3Audit');

const organization = 'o-a1b2c3d4e5';
const bucketName = 'aws-controltower-logs-444455556666-eu-west-1';
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
  bucketName,
  account: '444455556666', // the log archive
  encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn), // where the landing zone has one; without it, nobody may decrypt
});
const accounts = AuditedAccounts.fromFile('accounts.json');

new S3Audit(stack, 'Audit', {
  logs: [
    LogLocation.ofOrganization(bucket, organization, { prefix: organization, accounts }),
    LogLocation.ofAccounts(bucket, { prefix: organization, accounts }), // with the day of your upgrade to 3.0 as lastDay
  ],
  queries: [
    AuditQuery.BUCKET_CONFIGURATION_CHANGES,
    AuditQuery.FILE_SYSTEM_ACCESS,
    AuditQuery.AUDIT_CHANGES.withInputs({ trail: 'aws-controltower-BaselineCloudTrail', log_bucket: bucketName }),
  ],
});
