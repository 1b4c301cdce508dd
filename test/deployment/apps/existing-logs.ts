import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditQuery, AuditedAccounts, LogLocation, QueryPack, S3Audit } from '../../../lib/index';
import { inputsOf } from '../../answers/inputs';

/**
 * Buckets that log files are in already, and two audits over them in stacks of their own: one by a list of accounts, one
 * whose queries name some. Both have one bucket as a construct and one by its name.
 */
const { AUDITS, CDK_DEFAULT_REGION, OLD_BUCKET, OLD_LAST_DAY, ORGANIZATION, FIRST_DAY, LEFT } = process.env;
const accounts = process.env.ACCOUNTS!.split(',');
const app = new App();
const buckets = new Stack(app, 'Buckets');
new s3.Bucket(buckets, 'Old', { bucketName: OLD_BUCKET });
const organization = new s3.Bucket(buckets, 'Organization');

function audit(id: string, ofOrganization: AuditedAccounts, queries: AuditQuery[]): void {
  const stack = new Stack(app, id);
  const old = s3.Bucket.fromBucketName(stack, 'Old', OLD_BUCKET!);
  const left = AuditedAccounts.of([LEFT!]);
  new S3Audit(stack, 'Audit', {
    logs: [
      LogLocation.ofOrganization(organization, ORGANIZATION!, {
        prefix: 'audit',
        accounts: ofOrganization,
        firstDay: FIRST_DAY,
      }),
      LogLocation.ofAccounts(old, { lastDay: OLD_LAST_DAY }),
      ...(AUDITS === 'more' ? [LogLocation.ofAccounts(organization, { prefix: 'audit', accounts: left })] : []),
    ],
    queries: queries.map((query) => query.withInputs(inputsOf(query, accounts, CDK_DEFAULT_REGION!))),
  });
}

if (AUDITS !== 'none') {
  audit('Listed', AuditedAccounts.of(accounts), QueryPack.REQUEST_IDENTIFICATION);
  audit('Injected', AuditedAccounts.injected({ saved: accounts }), QueryPack.ALL);
}
