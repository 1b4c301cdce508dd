import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireKind, requireProps } from '../core/kinds';
import { uniqueSqlName } from '../core/names';
import { invalid } from '../core/validation';
import { LogStorage } from '../logs/log-storage';
import { AuditQuery } from '../queries/audit-query';
import { expectedLists } from '../queries/input-values';
import { QUERY } from '../queries/query-kinds';
import { queriesToSave } from '../queries/query-list';
import { SavedQuery } from '../queries/saved-query';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { DataEventTrail } from '../trail/data-event-trail';
import { AuditWorkgroup, IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { statementPrefixIn } from '../workgroup/statement-prefix';
import { checkExpectedLists, warnOfUnseenEvents } from './audit-checks';
import { RENAMED, S3_AUDIT_TRAIL } from './audit-kinds';
import { RecordedEvents, requireRecordedEvents, warnOfMissingEvents } from './recorded-events';
import { S3AuditGrants } from './s3-audit-grants';
import { S3AuditTrailProps } from './s3-audit-trail-props';

/**
 * Who touched which object in S3, how, and with which signature: a trail that records the data events of S3, a bucket
 * for its log files, a table over them, and saved Athena queries.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
 * @example
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

  private readonly queryScope: Construct;
  private readonly window?: Duration;
  private readonly inputs: { [name: string]: string };
  private readonly recordedEvents: RecordedEvents;
  private readonly saved = new Map<string, SavedQuery>();

  /** @throws if a value isn't one that its property allows; the error names both */
  constructor(scope: Construct, id: string, props: S3AuditTrailProps = {}) {
    super(scope, id);
    requireProps('S3AuditTrail', props, S3_AUDIT_TRAIL, RENAMED);
    const { dataEvents, managementEvents } = props;
    const storage = (props.logStorage ?? LogStorage.newBucket())._bind(this);
    this.logBucket = storage.bucket;
    this.database = props.database ?? newDatabase(this);
    this.workgroup = props.workgroup ?? new AuditWorkgroup(this, 'Workgroup');
    this.trail = new DataEventTrail(this, 'Trail', {
      logBucket: this.logBucket,
      s3KeyPrefix: storage.prefix,
      dataEvents,
      managementEvents,
      trailName: props.trailName,
      neverRecorded: this.workgroup.resultsBucket && [this.workgroup.resultsBucket],
    });
    this.table = new CloudTrailTable(this, 'Table', {
      database: this.database,
      logBucket: this.logBucket,
      s3KeyPrefix: storage.prefix,
      tableName: props.tableName ?? (props.database ? undefined : 'cloudtrail_logs'),
      accounts: props.accounts,
      regions: props.regions,
      firstDay: props.firstDay,
    });
    this.requestsView = newView(this, props);
    this.grants = S3AuditGrants.of(this.table, this.workgroup, this.requestsView);

    const lists = expectedLists(props.expectedNetworks, props.expectedPrincipals);
    this.inputs = { trail: this.trail.trailName, log_bucket: this.logBucket.bucketName, ...lists };
    this.queryScope = new Construct(this, 'Queries');
    this.window = props.window;
    this.recordedEvents = { dataEvents, managementEvents, othersDeliver: storage.exists };
    queriesToSave(props.queries).forEach((query) => (props.queries ? this.addQuery(query) : this.save(query)));
    warnOfUnseenEvents(this, this.table);
    warnOfMissingEvents(this, () => this.savedQueries.map(({ query }) => query), this.recordedEvents);
    this.node.addValidation({ validate: () => checkExpectedLists(this.savedQueries, lists) });
  }

  /** The saved queries, in the order in which they were added. */
  public get savedQueries(): SavedQuery[] {
    return [...this.saved.values()];
  }

  /**
   * Saves one more query.
   *
   * @throws if there is one of that name, or if it asks for events that the trail doesn't record, and can only be empty
   */
  public addQuery(query: AuditQuery): SavedQuery {
    requireKind('query', query, QUERY);
    requireRecordedEvents(query, this.recordedEvents);
    return this.save(query);
  }

  private save(query: AuditQuery): SavedQuery {
    if (this.saved.has(query.queryName)) {
      invalid('queries', query.queryName, 'each name once; one of that name is saved already');
    }
    const asked = new Set(query.inputs.map(({ name }) => name));
    const inputs = Object.fromEntries(Object.entries(this.inputs).filter(([name]) => asked.has(name)));
    const saved = new SavedQuery(this.queryScope, query.queryName, {
      query,
      table: this.table,
      workgroup: this.workgroup,
      window: this.window,
      inputs,
      statementPrefix: statementPrefixIn(this.workgroup, this),
    });
    this.saved.set(query.queryName, saved);
    return saved;
  }
}

function newDatabase(scope: Construct): glue.Database {
  return new glue.Database(scope, 'Database', {
    databaseName: uniqueSqlName(scope, 128),
    description: 'Audit of requests to S3',
    // It holds metadata only, and a database left behind would be in the way of the next deployment.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function newView(
  audit: S3AuditTrail,
  { requestsView = true, requestsViewName, database }: S3AuditTrailProps,
): S3RequestsView | undefined {
  if (requestsView) {
    const viewName = requestsViewName ?? (database ? undefined : 's3_requests');
    return new S3RequestsView(audit, 'RequestsView', { table: audit.table, viewName });
  }
  if (requestsViewName !== undefined) {
    invalid('requestsViewName', requestsViewName, "none where 'requestsView' is false");
  }
  return undefined;
}
