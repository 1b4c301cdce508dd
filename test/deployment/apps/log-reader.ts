import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditedAccounts, AuditedRegions, LogLocation, S3Audit } from '../../../lib/index';

/**
 * An audit over the bucket of another account: someone who may run its queries, someone who may not, and someone who may do
 * anything with S3 that this account has a say in.
 */
const { CDK_DEFAULT_REGION, LOG_BUCKET, LOG_ACCOUNT, ORGANIZATION, ACCOUNTS, OLD_ACCOUNT } = process.env;
const stack = new Stack(new App(), 'LogReader');
const bucket = s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: LOG_BUCKET, account: LOG_ACCOUNT });
const regions = AuditedRegions.of([CDK_DEFAULT_REGION!]);
const audit = new S3Audit(stack, 'Audit', {
  logs: [
    LogLocation.ofOrganization(bucket, ORGANIZATION!, {
      prefix: 'audit',
      accounts: AuditedAccounts.of(ACCOUNTS!.split(',')),
      regions,
    }),
    LogLocation.ofAccounts(bucket, { accounts: AuditedAccounts.of([OLD_ACCOUNT!]), regions }),
  ],
});
const assumedBy = new iam.AccountRootPrincipal();
audit.grants.runQueries(new iam.Role(stack, 'Analyst', { roleName: 'analyst', assumedBy }));
new iam.Role(stack, 'Visitor', { roleName: 'visitor', assumedBy });
const administrator = new iam.Role(stack, 'Administrator', { roleName: 'administrator', assumedBy });
administrator.addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
