/** An audit that policy packs and linters look at: an example of the docs, which is compiled and synthesised. */
export interface AuditVariant {
  readonly name: string;
  /** What stands above its findings. */
  readonly title: string;
  readonly imports: string[];
  readonly code: string;
}

/** Permissions on an audit, and who has each. */
export const GRANTS = { runQueries: 'Analyst', readLogs: 'Investigator', readConfiguration: 'Auditor' };

const OF_TRAIL = ["import { S3AuditTrail } from 'cdk-s3-audit-trail';"];
const NEW_TRAIL = "const audit = new S3AuditTrail(this, 'Audit');";

export const VARIANTS: AuditVariant[] = [
  { name: 'default', title: 'The default', imports: OF_TRAIL, code: NEW_TRAIL },
  {
    name: 'granted',
    title: 'The default, and a role for each grant',
    imports: ["import * as iam from 'aws-cdk-lib/aws-iam';", ...OF_TRAIL],
    code: [NEW_TRAIL, ...Object.entries(GRANTS).map(([grant, role]) => granted(grant, role))].join('\n'),
  },
  {
    name: 'request table',
    title: 'A request table, and a role for each grant',
    imports: ["import * as iam from 'aws-cdk-lib/aws-iam';", ...OF_TRAIL],
    code: [
      NEW_TRAIL,
      'const requestTable = audit.addRequestTable();',
      ...Object.entries(GRANTS).map(([grant, role]) => granted(grant, role)),
    ].join('\n'),
  },
  {
    name: 'hardened',
    title: 'All that options give',
    imports: [
      "import { Duration } from 'aws-cdk-lib';",
      "import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';",
      "import * as kms from 'aws-cdk-lib/aws-kms';",
      "import * as logs from 'aws-cdk-lib/aws-logs';",
      "import * as s3 from 'aws-cdk-lib/aws-s3';",
      "import { AuditEncryption, AuditWorkgroup, LogStorage, QueryResults, S3AuditTrail } from 'cdk-s3-audit-trail';",
    ],
    code: `const encryption = AuditEncryption.kms();
const keyArn = \`arn:aws:kms:\${this.region}:\${this.account}:key/1234abcd-12ab-34cd-56ef-1234567890ab\`;
const copyKey = kms.Key.fromKeyArn(this, 'CopyKey', keyArn);
const logGroupKey = kms.Key.fromKeyArn(this, 'LogGroupKey', keyArn);
const audit = new S3AuditTrail(this, 'Audit', {
  logStorage: LogStorage.newBucket({
    encryption,
    objectLock: s3.ObjectLockRetention.governance(Duration.days(365)),
    serverAccessLogsBucket: s3.Bucket.fromBucketName(this, 'AccessLogs', 'amzn-s3-demo-access-logs'),
    replicationRules: [
      {
        destination: s3.Bucket.fromBucketName(this, 'Copies', 'amzn-s3-demo-copies'),
        kmsKey: copyKey,
        sseKmsEncryptedObjects: true,
      },
    ],
  }),
  workgroup: new AuditWorkgroup(this, 'Workgroup', { results: QueryResults.newBucket({ encryption }) }),
  managementEvents: cloudtrail.ReadWriteType.ALL,
  logGroup: new logs.LogGroup(this, 'LogGroup', {
    encryptionKey: logGroupKey,
    retention: logs.RetentionDays.ONE_YEAR,
  }),
});`,
  },
  {
    name: 'existing logs',
    title: 'Logs that exist',
    imports: [
      "import * as s3 from 'aws-cdk-lib/aws-s3';",
      "import { LogLocation, S3Audit } from 'cdk-s3-audit-trail';",
    ],
    code: `const bucket = s3.Bucket.fromBucketName(this, 'Logs', 'amzn-s3-demo-trail-logs');
const audit = new S3Audit(this, 'Audit', { logs: [LogLocation.ofAccounts(bucket)] });`,
  },
];

function granted(grant: string, role: string): string {
  const name = variableOf(role);
  return `const ${name} = new iam.Role(this, '${role}', { assumedBy: new iam.AccountRootPrincipal() });
audit.grants.${grant}(${name});`;
}

/** The variable that a role is in. */
export function variableOf(role: string): string {
  return role[0].toLowerCase() + role.slice(1);
}
