import { App, Duration, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AuditWorkgroup, LogStorage, QueryResults, S3AuditTrail } from '../../../lib/index';

/** An app that has a bucket, a database and a workgroup already, with or without the audit. */
const stack = new Stack(new App(), 'Security');
const logBucket = new s3.Bucket(stack, 'Logs', {
  enforceSSL: true,
  lifecycleRules: [{ id: 'Own', expiration: Duration.days(10) }],
});
logBucket.addToResourcePolicy(
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:DeleteObject'],
    resources: [logBucket.arnForObjects('*')],
  }),
);
const results = new s3.Bucket(stack, 'Results');
const database = new glue.Database(stack, 'Database', { databaseName: 'security', description: 'Ours' });
const workgroup = new athena.CfnWorkGroup(stack, 'Workgroup', {
  name: 'security',
  workGroupConfiguration: { resultConfiguration: { outputLocation: results.s3UrlForObject('audit/') } },
});
new athena.CfnNamedQuery(stack, 'OwnQuery', {
  name: 'own',
  database: database.databaseName,
  workGroup: workgroup.ref,
  queryString: 'SELECT 1',
});
// The name of one of ours.
new athena.CfnPreparedStatement(stack, 'OwnStatement', {
  statementName: 'sigv2_requests',
  workGroup: workgroup.ref,
  queryStatement: 'SELECT 1',
});

if (process.env.AUDIT !== 'none') {
  new S3AuditTrail(stack, 'Audit', {
    logStorage: LogStorage.inBucket(logBucket, { prefix: 'trails/s3' }),
    database,
    workgroup: AuditWorkgroup.fromWorkgroupName(workgroup.ref, QueryResults.inBucket(results, 'audit')),
  });
}
