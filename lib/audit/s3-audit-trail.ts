import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireKind, requireProps } from '../core/kinds';
import { invalid } from '../core/validation';
import { REQUEST_TABLE_OPTIONS } from '../history/history-kinds';
import { RequestTable, RequestTableOptions } from '../history/request-table';
import { BoundStorage } from '../logs/bound-logs';
import { LogLocation } from '../logs/log-location';
import { LogStorage } from '../logs/log-storage';
import { AuditQuery } from '../queries/audit-query';
import { QUERY } from '../queries/query-kinds';
import { SavedQuery } from '../queries/saved-query';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { DataEventTrail } from '../trail/data-event-trail';
import { AuditWorkgroup, IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { warnOfUnseenEvents } from './audit-checks';
import { ADDED_QUERY, RENAMED, S3_AUDIT_TRAIL } from './audit-kinds';
import { newDatabase, newRequestTable, newTables, newView } from './audit-parts';
import { AuditQueries } from './audit-queries';
import { requireRecordedEvents, warnOfMissingEvents } from './recorded-events';
import { S3AuditGrants } from './s3-audit-grants';
import { AddedQueryOptions } from './s3-audit-options';
import { S3AuditTrailProps } from './s3-audit-trail-props';

/**
 * Who touched which object in S3, how, and with which signature: a trail that records the data events of S3, a bucket
 * for its log files, a table over them, and saved Athena queries.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
 * @example
 *
 * import { S3AuditTrail } from 'cdk-s3-audit-trail';
 *
 * new S3AuditTrail(this, 'Audit');
 */
export class S3AuditTrail extends Construct {
  /** The trail. */
  public readonly trail: DataEventTrail;
  /** Bucket of the log files. */
  public readonly logBucket: s3.IBucket;
  /** Database of the table. */
  public readonly database: glue.IDatabase;
  /** Table over the log files. */
  public readonly table: CloudTrailTable;
  /** View of the requests in it. None where `requestsView` is false. */
  public readonly requestsView?: S3RequestsView;
  /** Workgroup that the queries are saved in. */
  public readonly workgroup: IAuditWorkgroup;
  /** Permissions on this audit. */
  public readonly grants: S3AuditGrants;

  private readonly queries: AuditQueries;

  /** @throws if a value is invalid; the error names the property, the value and what is allowed */
  constructor(scope: Construct, id: string, props: S3AuditTrailProps = {}) {
    super(scope, id);
    requireProps('S3AuditTrail', props, S3_AUDIT_TRAIL, RENAMED);
    const { dataEvents, managementEvents, organizationId } = props;
    const storage = (props.logStorage ?? LogStorage.newBucket())._bind(this);
    const logs = deliveredLogs(storage, props);
    this.logBucket = storage.bucket;
    this.database = props.database ?? newDatabase(this);
    this.workgroup = props.workgroup ?? new AuditWorkgroup(this, 'Workgroup');
    this.trail = new DataEventTrail(this, 'Trail', {
      logBucket: this.logBucket,
      s3KeyPrefix: storage.prefix,
      organizationId,
      dataEvents,
      managementEvents,
      logGroup: props.logGroup,
      trailName: props.trailName,
      neverRecorded: this.workgroup.resultsBucket && [this.workgroup.resultsBucket],
    });
    [this.table] = newTables(this, this.database, [logs], props);
    this.requestsView = newView(this, this.table, props);
    this.grants = S3AuditGrants.of(this.table, this.workgroup, this.requestsView, this.trail);

    const recordedEvents = { dataEvents, managementEvents, othersDeliver: storage.exists };
    this.queries = new AuditQueries(
      this,
      {
        table: this.table,
        workgroup: this.workgroup,
        inputs: { trail: this.trail.trailName, log_bucket: this.logBucket.bucketName },
      },
      props,
      (query) => requireRecordedEvents(query, recordedEvents),
    );
    warnOfUnseenEvents(this, this.table);
    warnOfMissingEvents(this, () => this.savedQueries.map(({ query }) => query), recordedEvents);
  }

  /** The saved queries, in the order in which they were added. */
  public get savedQueries(): SavedQuery[] {
    return this.queries.all;
  }

  /**
   * Saves one more query.
   *
   * @throws if there is one of that name, or if it asks for events that the trail doesn't record, and can only be empty
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
    const requestTable = newRequestTable(
      this,
      { logs: this.table, workgroup: this.workgroup, grants: this.grants },
      options,
    );
    this.trail.neverRecord(requestTable.bucket);
    return requestTable;
  }
}

/** Where the trail delivers, and which of it queries can see. */
function deliveredLogs(
  { bucket, prefix }: Pick<BoundStorage, 'bucket' | 'prefix'>,
  { organizationId, accounts, regions, firstDay }: S3AuditTrailProps,
): LogLocation {
  if (organizationId === undefined) {
    return LogLocation.ofAccounts(bucket, { prefix, accounts, regions, firstDay });
  }
  if (accounts === undefined) {
    return invalid(
      'accounts',
      accounts,
      "those that queries see, where 'organizationId' is given: AuditedAccounts.of([...]), .fromFile(path) or .injected()",
    );
  }
  return LogLocation.ofOrganization(bucket, organizationId, { prefix, accounts, regions, firstDay });
}
