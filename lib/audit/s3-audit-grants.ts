import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GRANTEE } from '../core/cdk-kinds';
import { isImmutable, nameOf, requireIdentity } from '../core/grantees';
import { requireKind } from '../core/kinds';
import { A_REQUEST_TABLE } from '../history/history-kinds';
import { RequestTable } from '../history/request-table';
import { grantReadLoad, grantReadRequests } from '../history/request-table-grants';
import {
  grantDescribeTable,
  grantInspectLogs,
  grantReadLogBucket,
  grantReadLogs,
  grantReadTable,
} from '../table/cloudtrail-table-grants';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { IQueriedTable } from '../table/queried-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { LOG_TABLES, VIEW } from '../table/table-kinds';
import { DataEventTrail } from '../trail/data-event-trail';
import { grantReadTrail, grantValidate } from '../trail/data-event-trail-grants';
import { TRAIL } from '../trail/trail-kinds';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { grantReadWorkgroup, grantUse } from '../workgroup/audit-workgroup-grants';
import { WORKGROUP } from '../workgroup/workgroup-kinds';
import { requireResultsApart, requireViewOf } from './audit-checks';

/**
 * Permissions on an audit. None of them allows to delete anything, or to change anything but results of queries. Where a
 * bucket or key is in a stack of another account, its policy is amended, too. A grantee whose policy can't be amended, such as
 * a role of another account, gets a warning. Everybody (`*`) and services of AWS are refused
 * without conditions.
 */
export class S3AuditGrants {
  /**
   * The grants of an audit that consists of this table, or history of several, and this workgroup, of a view over it, of
   * the trail that delivers the log files, and of what is loaded of them.
   *
   * @throws if the view is over another table, or if results lie among the log files
   */
  public static of(
    table: IQueriedTable,
    workgroup: IAuditWorkgroup,
    view?: S3RequestsView,
    trail?: DataEventTrail,
    requestTable?: RequestTable,
  ): S3AuditGrants {
    requireKind('table', table, LOG_TABLES);
    requireKind('workgroup', workgroup, WORKGROUP);
    if (view !== undefined) {
      requireKind('view', view, VIEW);
      requireViewOf(table, view);
    }
    if (trail !== undefined) {
      requireKind('trail', trail, TRAIL);
    }
    if (requestTable !== undefined) {
      requireKind('requestTable', requestTable, A_REQUEST_TABLE);
    }
    requireResultsApart(table, workgroup);
    return new S3AuditGrants(table, workgroup, view, trail, requestTable);
  }

  /** What is to be granted where a request table is added later. */
  private readonly ofRequestTable: ((requestTable: RequestTable) => void)[] = [];

  private constructor(
    private readonly table: IQueriedTable,
    private readonly workgroup: IAuditWorkgroup,
    private readonly view?: S3RequestsView,
    private readonly trail?: DataEventTrail,
    private requestTable?: RequestTable,
  ) {}

  /**
   * Has these grants open a request table, too; also those that are made already.
   *
   * @internal
   */
  public _add(requestTable: RequestTable): void {
    this.requestTable = requestTable;
    this.ofRequestTable.forEach((grant) => grant(requestTable));
  }

  /**
   * Lets an analyst run the saved queries, and queries of their own over the table and the view: use the workgroup, read
   * both, read and decrypt the log files of the table's accounts and what is loaded of them, write and read results. It is
   * enough for the console, the CLI, SDKs, drivers and BI tools, which also list the workgroups, catalogs and databases of the
   * account, and the tables of this database.
   *
   * Where `permissionModel` is `LAKE_FORMATION`, it is granted there, too: to see the database, and to read the table and the
   * view.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
   * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
   * @throws if Lake Formation governs, and the grantee is neither a role nor a user
   */
  public runQueries(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'run the queries', () => [
      ...grantUse(this.scope, this.workgroup, grantee),
      ...grantReadTable(this.table, grantee, this.view),
      ...this.tables.flatMap((table) => grantReadLogs(table, grantee)),
      ...this.withRequestTable(({ _source }) => grantReadRequests(this.scope, _source.kept, grantee)),
    ]);
  }

  /**
   * Lets an investigator read the log files themselves: all that CloudTrail files of the table's accounts, digests included,
   * with versions that were overwritten or deleted, decrypted. It is enough for `aws cloudtrail validate-logs`, which lists the
   * names of all objects in the log bucket, and all trails of the account. It runs no query.
   *
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html
   */
  public readLogs(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'read the logs', () => [
      grantValidate(grantee, this.tables.some(isOfOrganization)),
      ...this.tables.flatMap((table) => grantInspectLogs(table, grantee)),
    ]);
  }

  /**
   * Lets an auditor read how the audit is set up: the trail, as far as it is the audit's, and whether it delivers; the buckets
   * of log files and results with their policies, and their keys with theirs; the definitions of database, tables and view;
   * the workgroup and what is saved in it; the request table, its bucket and its load, with how its executions went. It reads
   * neither log files nor rows nor results.
   *
   * S3 and KMS show a policy only to callers of the account that owns the bucket or key. Where `permissionModel` is
   * `LAKE_FORMATION`, it is granted there, too, to see the definitions.
   *
   * @throws if Lake Formation governs, and the grantee is neither a role nor a user
   */
  public readConfiguration(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'read the configuration', () => [
      ...(this.trail ? [grantReadTrail(this.trail, grantee)] : []),
      ...this.tables.flatMap((table) => grantReadLogBucket(table, grantee)),
      ...grantDescribeTable(this.table, grantee, this.view),
      ...grantReadWorkgroup(this.scope, this.workgroup, grantee),
      ...this.withRequestTable((requestTable) => grantReadLoad(requestTable, grantee)),
    ]);
  }

  /** Grants it where there is a request table, else as soon as there is one. */
  private withRequestTable(grant: (requestTable: RequestTable) => iam.Grant[]): iam.Grant[] {
    this.ofRequestTable.push(grant);
    return this.requestTable ? grant(this.requestTable) : [];
  }

  private get tables(): CloudTrailTable[] {
    return this.table._source.parts.map(({ table }) => table);
  }

  /** Something of the audit's. */
  private get scope(): Construct {
    return this.tables[0];
  }

  private grant(grantee: iam.IGrantable, can: string, grantAll: () => iam.Grant[]): iam.Grant {
    requireKind('grantee', grantee, GRANTEE);
    requireIdentity(grantee);
    const grants = grantAll();
    if (isImmutable(grantee) || grants.some(({ success }) => !success)) {
      Annotations.of(Construct.isConstruct(grantee) ? grantee : this.scope).addWarningV2(
        'cdk-s3-audit-trail:notGranted',
        `The policy of ${nameOf(grantee)} can't be amended, so it can ${can} of ${this.scope.node.path} only as far as other policies let it.`,
      );
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }
}

/** Its folders have that of the organization above them. */
function isOfOrganization({ logPath }: CloudTrailTable): boolean {
  return !/(^|\/)AWSLogs\/$/.test(logPath);
}
