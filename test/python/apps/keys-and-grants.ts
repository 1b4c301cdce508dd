import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AuditEncryption,
  AuditQuery,
  AuditWorkgroup,
  AuditedAccounts,
  DataEvents,
  LogLocation,
  LogStorage,
  PermissionModel,
  type QueryInput,
  QueryResults,
  S3Audit,
  S3AuditTrail,
  S3ResourceType,
} from '../../../lib/index';

/** What `keys_and_grants.py` is in Python. */
const app = new App();
const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
const website = new s3.Bucket(stack, 'Website');

const trail = new S3AuditTrail(stack, 'Trail', {
  dataEvents: DataEvents.allBuckets({
    exclude: [website],
    resourceTypes: [S3ResourceType.OBJECT, S3ResourceType.TABLE],
    perKeyDeletes: false,
  }),
  logStorage: LogStorage.newBucket({
    encryption: AuditEncryption.kms(),
    objectLock: s3.ObjectLockRetention.governance(Duration.days(30)),
    retention: Duration.days(400),
  }),
  permissionModel: PermissionModel.LAKE_FORMATION,
  workgroup: new AuditWorkgroup(stack, 'Workgroup', {
    results: QueryResults.newBucket({ encryption: AuditEncryption.kms(new kms.Key(stack, 'ResultsKey')) }),
    shared: true,
  }),
});
const saved = trail.addQuery(AuditQuery.EXTORTION_PATTERN.withInputs({ threshold: '50' }));

const logs = s3.Bucket.fromBucketAttributes(stack, 'Logs', {
  bucketName: 'amzn-s3-demo-org-logs',
  account: '444455556666',
  encryptionKey: kms.Key.fromKeyArn(stack, 'LogsKey', 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd'),
});
const accounts = AuditedAccounts.injected({ saved: ['111122223333'] });
const organization = new S3Audit(stack, 'Organization', {
  logs: [LogLocation.ofOrganization(logs, 'o-a1b2c3d4e5', { accounts, prefix: 'trail' })],
  workgroup: trail.workgroup,
});

for (const audit of [trail, organization]) {
  const role = (name: string) =>
    new iam.Role(stack, `${audit.node.id}${name}`, { assumedBy: new iam.AccountRootPrincipal() });
  audit.grants.runQueries(role('Analyst'));
  audit.grants.readLogs(role('Investigator'));
  audit.grants.readConfiguration(role('Auditor'));
}

const described = ({ name, valueType, defaultValue }: QueryInput) =>
  `${name} ${valueType.toUpperCase()} ${defaultValue}`;
const statements = trail.trail.logKeyStatements.map((statement) => statement.toJSON() as object);
new CfnOutput(stack, 'Inputs', { value: saved.query.inputs.map(described).join(', ') });
new CfnOutput(stack, 'Saved', { value: organization.savedQueries.map((each) => each.statementName).join(' ') });
new CfnOutput(stack, 'Accounts', { value: organization.tables[0].accounts.join(' ') });
new CfnOutput(stack, 'Statements', { value: stack.toJsonString(statements) });
new CfnOutput(stack, 'LogBucket', { value: trail.logBucket.bucketName });
