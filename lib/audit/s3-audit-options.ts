import { Duration } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { AuditQuery } from '../queries/audit-query';
import { PermissionModel } from '../table/permission-model';
import { IQueriedTable } from '../table/queried-table';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';

/** How one query of an audit is saved. */
export interface AddedQueryOptions {
  /**
   * What it reads: the audit's `RequestTable`, or its logs. Where each query must name accounts, the table has those of `saved`
   * alone: of days that are loaded, it answers nothing of others.
   *
   * @default - the logs
   */
  readonly reads?: IQueriedTable;

  /**
   * How far back the saved query looks: today and that many whole days before, in UTC, 36,500 at most.
   *
   * @default - that of the audit
   */
  readonly window?: Duration;
}

/** What any audit may be given, wherever its log files come from. */
export interface S3AuditOptions {
  /**
   * A Glue database of your own for the table.
   *
   * @default - a new database, which is deleted with the stack: it holds metadata only
   */
  readonly database?: glue.IDatabase;

  /**
   * Name of the table. Where there are several, the others have `_2`, `_3` and so on after it.
   *
   * @default - `cloudtrail_logs`; in a database of your own made of the stack's name and the construct's path
   */
  readonly tableName?: string;

  /**
   * Whether the database has a view beside the table, `s3_requests`, for questions of your own. It is free. The saved
   * queries don't use it.
   *
   * @default true
   */
  readonly requestsView?: boolean;

  /**
   * Name of the view.
   *
   * @default - `s3_requests`; in a database of your own made of the stack's name and the construct's path
   */
  readonly requestsViewName?: string;

  /**
   * The workgroup that queries are saved in: an `AuditWorkgroup` with other settings, or one of your own. Where that
   * changes, a workgroup that was made for it is deleted with its history, and its bucket for results is retained.
   *
   * @default - a new `AuditWorkgroup`, with a new bucket for results that is retained when the stack is deleted
   */
  readonly workgroup?: IAuditWorkgroup;

  /**
   * The queries to save. One that is listed twice, as where lists are added to one another, is saved once; with the inputs
   * that it was given in one of the places.
   *
   * @default QueryPack.REQUEST_IDENTIFICATION
   */
  readonly queries?: AuditQuery[];

  /**
   * How far back the saved queries look: today and that many whole days before, in UTC, 36,500 at most.
   *
   * @default Duration.days(7)
   */
  readonly window?: Duration;

  /**
   * The networks that requests are expected from, as IPv4 and IPv6 CIDR blocks.
   *
   * @default - `requests-outside-networks` has only its prepared statement
   */
  readonly expectedNetworks?: string[];

  /**
   * The principals that requests are expected from: ARNs of roles (with all their sessions) and users, names of
   * services, `anonymous`, or the ids of accounts whose callers are recorded without an ARN.
   *
   * @default - `requests-outside-principals` has only its prepared statement
   */
  readonly expectedPrincipals?: string[];

  /**
   * What decides who may read the database, the tables and the view in Glue's catalog: with `LAKE_FORMATION`, grants grant
   * there, too. Deploying then needs permissions of Lake Formation's.
   *
   * @default PermissionModel.IAM
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-overview.html
   */
  readonly permissionModel?: PermissionModel;
}
