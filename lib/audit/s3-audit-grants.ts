import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameOf } from '../core/bucket-grants';
import { GRANTEE } from '../core/cdk-kinds';
import { requireKind } from '../core/kinds';
import { grantReadLogs, grantReadTable } from '../table/cloudtrail-table-grants';
import { IQueriedTable } from '../table/queried-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { QUERIED_TABLE, VIEW } from '../table/table-kinds';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { grantUse } from '../workgroup/audit-workgroup-grants';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import { requireResultsApart, requireViewOf } from './audit-checks';

/** Permissions on an audit. */
export class S3AuditGrants {
  /**
   * The grants of an audit that consists of this table, or history of several, and this workgroup, and of a view over it.
   *
   * @throws if the view is over another table, or if results lie among the log files
   */
  public static of(table: IQueriedTable, workgroup: IAuditWorkgroup, view?: S3RequestsView): S3AuditGrants {
    requireKind('table', table, QUERIED_TABLE);
    requireKind('workgroup', workgroup, WORKGROUP);
    if (view !== undefined) {
      requireKind('view', view, VIEW);
      requireViewOf(table, view);
    }
    requireResultsApart(table, workgroup);
    return new S3AuditGrants(table, workgroup, view);
  }

  private constructor(
    private readonly table: IQueriedTable,
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
    const grants = [
      ...grantUse(this.scope, this.workgroup, grantee),
      ...grantReadTable(this.table, grantee, this.view),
      ...this.table._source.parts.flatMap(({ table }) => grantReadLogs(table, grantee)),
    ];
    if (isImmutable(grantee) || grants.some(({ success }) => !success)) {
      this.warnOfFailure(grantee);
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  /** Something of the audit's. */
  private get scope(): Construct {
    return this.table._source.parts[0].table;
  }

  private warnOfFailure(grantee: iam.IGrantable): void {
    Annotations.of(Construct.isConstruct(grantee) ? grantee : this.scope).addWarningV2(
      'cdk-s3-audit-trail:notGranted',
      `The policy of ${nameOf(grantee)} can't be amended, so it can run the queries of ${this.scope.node.path} only if another policy lets it.`,
    );
  }
}

/** The CDK takes a grant to a role that it must not change for a success. */
function isImmutable({ grantPrincipal }: iam.IGrantable): boolean {
  const { PROPERTY_INJECTION_ID: id } = grantPrincipal.constructor as { PROPERTY_INJECTION_ID?: string };
  return id === 'aws-cdk-lib.aws-iam.ImmutableRole';
}
