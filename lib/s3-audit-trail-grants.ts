import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IAuditWorkgroup } from './audit-workgroup';
import { CloudTrailTable } from './cloudtrail-table';
import { QUERY_ACTIONS, READ_TABLE_ACTIONS, RESULT_BUCKET_ACTIONS, RESULT_OBJECT_ACTIONS } from './private/actions';
import { S3RequestsView } from './s3-requests-view';

/** Permissions on an audit. */
export class S3AuditTrailGrants {
  /** The grants of an audit that consists of this table and this workgroup, and of a view over the table. */
  public static of(table: CloudTrailTable, workgroup: IAuditWorkgroup, view?: S3RequestsView): S3AuditTrailGrants {
    return new S3AuditTrailGrants(table, workgroup, view);
  }

  private constructor(
    private readonly table: CloudTrailTable,
    private readonly workgroup: IAuditWorkgroup,
    private readonly view?: S3RequestsView,
  ) {}

  /**
   * Lets an analyst run the saved queries, and queries of their own over the table and the view: use the workgroup, read
   * both, read and decrypt the log files, write and read results. It allows to delete nothing, and to change nothing but
   * results. It is enough for the CLI, SDKs and drivers; to choose the workgroup in the console takes
   * `athena:ListWorkGroups` on all resources besides.
   *
   * Where Lake Formation governs the table or the view, SELECT on it must be granted there, too.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
   * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
   */
  public runQueries(grantee: iam.IGrantable): iam.Grant {
    const grants = [...this.useWorkgroup(grantee), ...this.readTable(grantee), ...this.readLogs(grantee)];
    return grants.reduce((all, grant) => all.combine(grant));
  }

  private useWorkgroup(grantee: iam.IGrantable): iam.Grant[] {
    const { workgroupName, resultsBucket, resultsPrefix } = this.workgroup;
    const workgroupArn = this.arn('athena', 'workgroup', workgroupName);
    const grants = [iam.Grant.addToPrincipal({ grantee, actions: QUERY_ACTIONS, resourceArns: [workgroupArn] })];
    if (resultsBucket) {
      const objects = resultsBucket.arnForObjects(resultsPrefix === undefined ? '*' : `${resultsPrefix}/*`);
      grants.push(
        iam.Grant.addToPrincipal({ grantee, actions: RESULT_BUCKET_ACTIONS, resourceArns: [resultsBucket.bucketArn] }),
        iam.Grant.addToPrincipal({ grantee, actions: RESULT_OBJECT_ACTIONS, resourceArns: [objects] }),
        ...(resultsBucket.encryptionKey ? [resultsBucket.encryptionKey.grantEncryptDecrypt(grantee)] : []),
      );
    }
    return grants;
  }

  private readTable(grantee: iam.IGrantable): iam.Grant[] {
    const { database, table } = this.table;
    const view = this.view ? [this.view.viewArn] : [];
    const resourceArns = [this.arn('glue', 'catalog'), database.databaseArn, table.tableArn, ...view];
    return [
      iam.Grant.addToPrincipal({ grantee, actions: READ_TABLE_ACTIONS, resourceArns }),
      // Athena looks it up, whatever the query reads.
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['glue:GetDatabase'],
        resourceArns: [this.arn('glue', 'database', 'default')],
      }),
    ];
  }

  private readLogs(grantee: iam.IGrantable): iam.Grant[] {
    const { logBucket, logPath } = this.table;
    const bucket = [logBucket.bucketArn];
    const conditions = { StringLike: { 's3:prefix': `${logPath}*` } };
    return [
      iam.Grant.addToPrincipal({ grantee, actions: ['s3:GetBucketLocation'], resourceArns: bucket }),
      iam.Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: bucket, conditions }),
      iam.Grant.addToPrincipal({
        grantee,
        actions: ['s3:GetObject'],
        resourceArns: [logBucket.arnForObjects(`${logPath}*`)],
      }),
      ...(logBucket.encryptionKey ? [logBucket.encryptionKey.grantDecrypt(grantee)] : []),
    ];
  }

  private arn(service: string, resource: string, resourceName?: string): string {
    return Stack.of(this.table).formatArn({ service, resource, resourceName });
  }
}
