import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { requireKind, requireProps } from '../core/kinds';
import { invalid } from '../core/validation';
import { REQUEST_TABLE_OPTIONS } from '../history/history-kinds';
import { RequestTable, RequestTableOptions } from '../history/request-table';
import { AuditQuery } from '../queries/audit-query';
import { QUERY } from '../queries/query-kinds';
import { SavedQuery } from '../queries/saved-query';
import { CloudTrailHistory } from '../table/cloudtrail-history';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { IQueriedTable } from '../table/queried-table';
import { requireFoldersOnce } from '../table/same-folder';
import { S3RequestsView } from '../table/s3-requests-view';
import { AuditWorkgroup, IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { warnOfEndedLogs, warnOfUnsavedAccounts } from './audit-checks';
import { ADDED_QUERY, NOT_OF_AUDIT, S3_AUDIT } from './audit-kinds';
import { newDatabase, newRequestTable, newTables, newView } from './audit-parts';
import { AuditQueries } from './audit-queries';
import { S3AuditGrants } from './s3-audit-grants';
import { AddedQueryOptions } from './s3-audit-options';
import { S3AuditProps } from './s3-audit-props';

/**
 * Who touched which object in S3, how, and with which signature, by the log files of trails that exist: of this account or
 * others, of an organization, of Control Tower, in one bucket or several. It makes tables over them, and saved Athena queries;
 * neither a trail nor a bucket for log files.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
 * @example
 *
 * import * as s3 from 'aws-cdk-lib/aws-s3';
 * import { LogLocation, S3Audit } from 'cdk-s3-audit-trail';
 *
 * const bucket = s3.Bucket.fromBucketName(this, 'Logs', 'amzn-s3-demo-logs');
 * new S3Audit(this, 'Audit', { logs: [LogLocation.ofAccounts(bucket)] });
 */
export class S3Audit extends Construct {
  /** Database of the tables. */
  public readonly database: glue.IDatabase;
  /** The tables over the log files, one for each place, in their order. */
  public readonly tables: CloudTrailTable[];
  /** What queries read: the table, or the history of several. */
  public readonly history: IQueriedTable;
  /** View of the requests in them. None where `requestsView` is false. */
  public readonly requestsView?: S3RequestsView;
  /** Workgroup that the queries are saved in. */
  public readonly workgroup: IAuditWorkgroup;
  /** Permissions on this audit. */
  public readonly grants: S3AuditGrants;

  private readonly queries: AuditQueries;

  /** @throws if a value is invalid; the error names the property, the value and what is allowed */
  constructor(scope: Construct, id: string, props: S3AuditProps) {
    super(scope, id);
    requireProps('S3Audit', props, S3_AUDIT, NOT_OF_AUDIT);
    if (props.logs.length === 0) {
      invalid('logs', [], 'a list with at least one LogLocation');
    }
    this.database = props.database ?? newDatabase(this);
    this.workgroup = props.workgroup ?? new AuditWorkgroup(this, 'Workgroup');
    this.tables = newTables(this, this.database, props.logs, props);
    requireFoldersOnce('logs', this.tables);
    this.history = this.tables.length === 1 ? this.tables[0] : CloudTrailHistory.of(this.tables);
    this.requestsView = newView(this, this.history, props);
    this.grants = S3AuditGrants.of(this.history, this.workgroup, this.requestsView);
    this.queries = new AuditQueries(this, { table: this.history, workgroup: this.workgroup }, props);
    warnOfUnsavedAccounts(this, this.history);
    warnOfEndedLogs(this, this.history);
  }

  /** The saved queries, in the order in which they were added. */
  public get savedQueries(): SavedQuery[] {
    return this.queries.all;
  }

  /**
   * Saves one more query.
   *
   * @throws if there is one of that name, or it can't be saved so
   */
  public addQuery(query: AuditQuery, options: AddedQueryOptions = {}): SavedQuery {
    requireKind('query', query, QUERY);
    requireProps('addQuery', options, ADDED_QUERY);
    return this.queries.add(query, options);
  }

  /**
   * Adds a table of the requests that are loaded from the log files each day: a year of history for little money. It costs
   * what its load reads, and is not there by default. Queries read it that are added with `reads`. Where this call is taken
   * away again, what was loaded is retained, and `RequestStorage.ofDatabase()` takes it up.
   *
   * @throws if there is one, if a value is invalid, or if each query must name accounts, and none are `saved`
   */
  public addRequestTable(options: RequestTableOptions = {}): RequestTable {
    requireProps('addRequestTable', options, REQUEST_TABLE_OPTIONS);
    return newRequestTable(this, { logs: this.history, workgroup: this.workgroup, grants: this.grants }, options);
  }
}
