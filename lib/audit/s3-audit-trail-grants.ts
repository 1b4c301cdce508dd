import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireKind } from '../core/kinds';
import { GRANTEE, TABLE, VIEW, WORKGROUP } from '../core/prop-kinds';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import {
  ACTIONS_WITHOUT_RESOURCE,
  CATALOG_ACTIONS,
  QUERY_ACTIONS,
  READ_TABLE_ACTIONS,
  RESULT_BUCKET_ACTIONS,
  RESULT_OBJECT_ACTIONS,
} from '../workgroup/audit-workgroup-grants';

/** Permissions on an audit. */
export class S3AuditTrailGrants {
  /** The grants of an audit that consists of this table and this workgroup, and of a view over the table. */
  public static of(table: CloudTrailTable, workgroup: IAuditWorkgroup, view?: S3RequestsView): S3AuditTrailGrants {
    requireKind('table', table, TABLE);
    requireKind('workgroup', workgroup, WORKGROUP);
    if (view !== undefined) {
      requireKind('view', view, VIEW);
    }
    return new S3AuditTrailGrants(table, workgroup, view);
  }

  private constructor(
    private readonly table: CloudTrailTable,
    private readonly workgroup: IAuditWorkgroup,
    private readonly view?: S3RequestsView,
  ) {}

  /**
   * Lets an analyst run the saved queries, and queries of their own over the table and the view: use the workgroup, read
   * both, read and decrypt the log files of the table's accounts, write and read results. It allows to delete nothing, and
   * to change nothing but results. It is enough for the console, the CLI, SDKs, drivers and BI tools, which also list the
   * workgroups, catalogs and databases of the account, and the tables of this database. Where a bucket is in a stack of
   * another account, its policy is amended, too.
   *
   * Where Lake Formation governs the table or the view, SELECT on it must be granted there, too.
   *
   * A grantee whose policy can't be amended, such as a role of another account, gets a warning.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
   * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
   */
  public runQueries(grantee: iam.IGrantable): iam.Grant {
    requireKind('grantee', grantee, GRANTEE);
    const grants = [...this.useWorkgroup(grantee), ...this.readTable(grantee), ...this.readLogs(grantee)];
    if (isImmutable(grantee) || grants.some(({ success }) => !success)) {
      this.warnOfFailure(grantee);
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  private useWorkgroup(grantee: iam.IGrantable): iam.Grant[] {
    const { workgroupName, resultsBucket: bucket, resultsPrefix } = this.workgroup;
    const grants = [
      iam.Grant.addToPrincipal({
        grantee,
        actions: QUERY_ACTIONS,
        resourceArns: [this.arn('athena', 'workgroup', workgroupName)],
      }),
      iam.Grant.addToPrincipal({
        grantee,
        actions: CATALOG_ACTIONS,
        resourceArns: [this.arn('athena', 'datacatalog', 'AwsDataCatalog')],
      }),
      iam.Grant.addToPrincipal({ grantee, actions: ACTIONS_WITHOUT_RESOURCE, resourceArns: ['*'] }),
    ];
    if (bucket) {
      const objects = bucket.arnForObjects(resultsPrefix === undefined ? '*' : `${resultsPrefix}/*`);
      grants.push(
        openBucket(bucket, { grantee, actions: RESULT_BUCKET_ACTIONS, resourceArns: [bucket.bucketArn] }),
        openBucket(bucket, { grantee, actions: RESULT_OBJECT_ACTIONS, resourceArns: [objects] }),
        ...(bucket.encryptionKey ? [bucket.encryptionKey.grantEncryptDecrypt(grantee)] : []),
      );
    }
    return grants;
  }

  private readTable(grantee: iam.IGrantable): iam.Grant[] {
    const { database, table } = this.table;
    const view = this.view ? [this.view.viewArn] : [];
    const catalog = this.arn('glue', 'catalog');
    const { databaseArn } = database;
    const allow = (actions: string[], ...resourceArns: string[]) =>
      iam.Grant.addToPrincipal({ grantee, actions, resourceArns });
    return [
      allow(READ_TABLE_ACTIONS, catalog, databaseArn, table.tableArn, ...view),
      // Athena looks it up, whatever the query reads.
      allow(['glue:GetDatabase'], this.arn('glue', 'database', 'default')),
      // Glue lists all or none.
      allow(['glue:GetDatabases'], catalog, this.arn('glue', 'database', '*')),
      allow(['glue:GetTables'], catalog, databaseArn, this.arn('glue', 'table', `${database.databaseName}/*`)),
    ];
  }

  private readLogs(grantee: iam.IGrantable): iam.Grant[] {
    const { logBucket: bucket, logPath, accounts } = this.table;
    // Of a list that is a token, nobody knows how many there are.
    const folders = (Token.isUnresolved(accounts) ? ['*'] : accounts).map(
      (account) => `${logPath}${account}/CloudTrail/`,
    );
    const conditions = { StringLike: { 's3:prefix': folders.map((folder) => `${folder}*`) } };
    const resourceArns = [bucket.bucketArn];
    return [
      openBucket(bucket, { grantee, actions: ['s3:GetBucketLocation'], resourceArns }),
      openBucket(bucket, { grantee, actions: ['s3:ListBucket'], resourceArns, conditions }),
      openBucket(bucket, {
        grantee,
        actions: ['s3:GetObject'],
        resourceArns: folders.map((folder) => bucket.arnForObjects(`${folder}*`)),
      }),
      ...(bucket.encryptionKey ? [bucket.encryptionKey.grantDecrypt(grantee)] : []),
    ];
  }

  private warnOfFailure(grantee: iam.IGrantable): void {
    const isConstruct = Construct.isConstruct(grantee);
    // Every principal of the CDK's says what it is.
    const name = isConstruct ? grantee.node.path : (grantee.grantPrincipal as iam.PrincipalBase).toString();
    Annotations.of(isConstruct ? grantee : this.table).addWarningV2(
      'cdk-s3-audit-trail:notGranted',
      `The policy of ${name} can't be amended, so it can run the queries of ${this.table.node.path} only if another policy lets it.`,
    );
  }

  private arn(service: string, resource: string, resourceName?: string): string {
    return Stack.of(this.table).formatArn({ service, resource, resourceName });
  }
}

/** Grants it on a bucket, in whose policy it must stand, too, where that is in another account. */
function openBucket(bucket: s3.IBucket, options: iam.GrantOnPrincipalOptions): iam.Grant {
  return iam.Grant.addToPrincipalOrResource({ ...options, resource: bucket });
}

/** The CDK takes a grant to a role that it must not change for a success. */
function isImmutable({ grantPrincipal }: iam.IGrantable): boolean {
  const { PROPERTY_INJECTION_ID: id } = grantPrincipal.constructor as { PROPERTY_INJECTION_ID?: string };
  return id === 'aws-cdk-lib.aws-iam.ImmutableRole';
}
