import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditEncryption,
  AuditWorkgroup,
  LogBucketProps,
  LogStorage,
  QueryResults,
  S3AuditTrail,
  S3AuditTrailProps,
} from '../../../lib/index';

const app = new App();

function audit(stack: Stack, encryption: AuditEncryption, hardening: LogBucketProps, props: S3AuditTrailProps = {}) {
  return new S3AuditTrail(stack, 'Audit', {
    ...props,
    logStorage: LogStorage.newBucket({ ...hardening, encryption }),
    workgroup: new AuditWorkgroup(stack, 'AuditWorkgroup', { results: QueryResults.newBucket({ encryption }) }),
  });
}

/** A key of its own for each bucket; someone who may run queries, and others who may do much, but nothing with the keys. */
const own = new Stack(app, 'OwnKeys');
const objectLock = s3.ObjectLockRetention.governance(Duration.days(30));
const { grants } = audit(own, AuditEncryption.kms(), { objectLock });
const assumedBy = new iam.AccountRootPrincipal();
grants.runQueries(new iam.Role(own, 'Analyst', { roleName: 'analyst', assumedBy }));
const reader = new iam.Role(own, 'Reader', { roleName: 'reader', assumedBy });
reader.addToPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));

/** A key of the app for both buckets, the trail in a log group besides, and log files that nobody can delete. */
const one = new Stack(app, 'OneKey');
audit(
  one,
  AuditEncryption.kms(new kms.Key(one, 'Key')),
  { objectLock: s3.ObjectLockRetention.compliance(Duration.days(30)) },
  { logGroup: new logs.LogGroup(one, 'Events') },
);

/** An audit of all defaults that goes over to a key of its own for log files, and back. */
const logStorage = LogStorage.newBucket({ encryption: AuditEncryption.kms() });
new S3AuditTrail(new Stack(app, 'Changing'), 'Audit', process.env.ENCRYPTION === 'kms' ? { logStorage } : {});
