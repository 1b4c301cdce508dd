import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireKind, requireProps } from '../core/kinds';
import { uniqueSqlName } from '../core/names';
import { QUERY, S3_AUDIT_TRAIL } from '../core/prop-kinds';
import { invalid } from '../core/validation';
import { LogBucket } from '../logs/log-bucket';
import { PartitionsProps } from '../logs/partitions';
import { AuditQuery } from '../queries/audit-query';
import { networkList, principalList } from '../queries/input-values';
import { queriesToSave } from '../queries/query-list';
import { SavedQuery, SavedQueryProps } from '../queries/saved-query';
import { CloudTrailTable } from '../table/cloudtrail-table';
import { S3RequestsView } from '../table/s3-requests-view';
import { DataEventTrail } from '../trail/data-event-trail';
import { DataEvents } from '../trail/data-events';
import { AuditWorkgroup, IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { checkExpectedLists, checkRetention, warnOfUnseenEvents } from './audit-checks';
import { requireRecordedEvents, warnOfMissingEvents } from './recorded-events';
import { S3AuditGrants } from './s3-audit-grants';

/** Properties of an S3AuditTrail. */
export interface S3AuditTrailProps extends PartitionsProps {
  /**
   * The data events to record. They are paid, $0.10 per 100,000 in most regions.
   *
   * @default DataEvents.allBuckets() - but the log bucket and the bucket of Athena's results are never recorded
   */
  readonly dataEvents?: DataEvents;

  /**
   * The management events to record, of all services. The first copy in a region is free;
   * where another trail records them already, this one is paid, $2.00 per 100,000.
   *
   * @default ReadWriteType.NONE
   */
  readonly managementEvents?: cloudtrail.ReadWriteType;

  /**
   * Name of the trail, which no other trail of the account may have in any region.
   *
   * @default - made of the stack's name, the construct's path and the region
   */
  readonly trailName?: string;

  /**
   * A bucket of your own for the log files. CloudTrail's statements are added to its policy, and its lifecycle is left
   * alone.
   *
   * @default - a new `LogBucket`, which is retained when the stack is deleted
   */
  readonly logBucket?: s3.IBucket;

  /**
   * Prefix put before `AWSLogs/` in the log bucket.
   *
   * @default - none
   */
  readonly s3KeyPrefix?: string;

  /**
   * How long the new log bucket keeps log files, in whole days, 36,500 at most.
   *
   * @default Duration.days(365)
   */
  readonly retention?: Duration;

  /**
   * A Glue database of your own for the table.
   *
   * @default - a new database, which is deleted with the stack: it holds metadata only
   */
  readonly database?: glue.IDatabase;

  /**
   * Name of the table.
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
   * The workgroup that queries are saved in: an `AuditWorkgroup` with other settings, or one of your own.
   *
   * @default - a new `AuditWorkgroup`, with a new bucket for results that is retained when the stack is deleted
   */
  readonly workgroup?: IAuditWorkgroup;

  /**
   * Put before the names of the prepared statements, which must differ from all others in the workgroup.
   *
   * @default - nothing; in a workgroup of your own made of the stack's name and the construct's path
   */
  readonly statementPrefix?: string;

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
}

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
  private readonly queryProps: Omit<SavedQueryProps, 'query' | 'inputs'>;
  private readonly inputs: { [name: string]: string };
  private readonly requireEvents: (query: AuditQuery) => void;
  private readonly saved = new Map<string, SavedQuery>();

  /** @throws if a value isn't one that its property allows; the error names both */
  constructor(scope: Construct, id: string, props: S3AuditTrailProps = {}) {
    super(scope, id);
    requireProps('S3AuditTrail', props, S3_AUDIT_TRAIL);
    const newLogs = props.logBucket ? undefined : new LogBucket(this, 'LogBucket', { retention: props.retention });
    const logBucket = props.logBucket ?? newLogs!.bucket;
    const database = props.database ?? newDatabase(this);
    const workgroup = props.workgroup ?? new AuditWorkgroup(this, 'Workgroup');
    const lists = expectedLists(props);
    checkRetention(props, newLogs?.retention);

    this.logBucket = logBucket;
    this.database = database;
    this.workgroup = workgroup;
    this.trail = new DataEventTrail(this, 'Trail', {
      ...props,
      logBucket,
      neverRecorded: workgroup.resultsBucket && [workgroup.resultsBucket],
    });
    this.table = new CloudTrailTable(this, 'Table', {
      ...props,
      database,
      logBucket,
      tableName: props.tableName ?? (props.database ? undefined : 'cloudtrail_logs'),
      retention: newLogs?.retention,
    });
    this.requestsView = newView(this, props);
    this.grants = S3AuditGrants.of(this.table, workgroup, this.requestsView);

    this.queryScope = new Construct(this, 'Queries');
    this.queryProps = {
      table: this.table,
      workgroup,
      window: props.window,
      statementPrefix: props.statementPrefix ?? (workgroup.shared ? `${uniqueSqlName(this, 100)}_` : undefined),
    };
    this.inputs = { trail: this.trail.trailName, log_bucket: logBucket.bucketName, ...lists };
    this.requireEvents = (query) => requireRecordedEvents(query, props);
    queriesToSave(props.queries).forEach((query) => (props.queries ? this.addQuery(query) : this.save(query)));
    warnOfUnseenEvents(this, props);
    warnOfMissingEvents(this, () => this.savedQueries.map(({ query }) => query), props);
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
    this.requireEvents(query);
    return this.save(query);
  }

  private save(query: AuditQuery): SavedQuery {
    if (this.saved.has(query.queryName)) {
      invalid('queries', query.queryName, 'each name once; one of that name is saved already');
    }
    const asked = new Set(query.inputs.map(({ name }) => name));
    const inputs = Object.fromEntries(Object.entries(this.inputs).filter(([name]) => asked.has(name)));
    const saved = new SavedQuery(this.queryScope, query.queryName, { ...this.queryProps, query, inputs });
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

function expectedLists({ expectedNetworks, expectedPrincipals }: S3AuditTrailProps): { [input: string]: string } {
  return {
    ...(expectedNetworks && { networks: networkList('expectedNetworks', expectedNetworks) }),
    ...(expectedPrincipals && { principals: principalList('expectedPrincipals', expectedPrincipals) }),
  };
}
