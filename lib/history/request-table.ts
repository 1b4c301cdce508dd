import { CfnOutput, Duration, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { knownBucket } from '../core/known-bucket';
import { takeName } from '../core/taken-names';
import { invalid } from '../core/validation';
import { calendarDay } from '../logs/audited-days';
import { partitionOf } from '../logs/region-partitions';
import { IQueriedTable } from '../table/queried-table';
import { PermissionModel } from '../table/permission-model';
import { IAuditWorkgroup } from '../workgroup/audit-workgroup';
import { METRIC, REQUEST_TABLE } from './history-kinds';
import { METRIC_NAMESPACE } from './load-grants';
import { LOADED_DAYS, LoadedSource, RequestLoad } from './request-load';
import { RequestStorage } from './request-storage';
import { RequestTables } from './request-tables';
import { keepUp } from './table-upkeep';

/** What the request table of an audit is. */
export interface RequestTableOptions {
  /**
   * Where the table is kept: in a new bucket, in one of your own, or where a deployment before has left it. Not to be changed
   * where the table is deployed: a bucket of before is retained, its files stay where they are, and nothing grants reading
   * them there any more.
   *
   * @default RequestStorage.newBucket()
   */
  readonly storage?: RequestStorage;

  /**
   * The first day, as yyyy/MM/dd or yyyy-MM-dd, of the back-fill that the output `BackFillCommand` starts. The daily load begins with the
   * three days before its first run, whatever stands here; log files of before are loaded when somebody runs that command.
   *
   * @default - `yyyy/MM/dd` stands in the command, to be replaced
   */
  readonly firstDay?: string;

  /**
   * Whether Glue keeps the tables in shape: joins small files, and drops snapshots and files that are replaced. Not every
   * region has its table optimizers, and CloudFormation deploys none where it doesn't know them; without them, `OPTIMIZE` and
   * `VACUUM` of Athena do the same. They go with the stack. Tables that have others already can't have these.
   *
   * @default - true, but false in China, GovCloud and the other partitions
   */
  readonly tableOptimizers?: boolean;
}

/** Properties of a RequestTable. */
export interface RequestTableProps extends RequestTableOptions {
  /** What is loaded: the table over log files, or the history of several. */
  readonly logs: IQueriedTable;

  /** The workgroup in which the statements of the load run. Its limit on what a query may scan holds for them, too. */
  readonly workgroup: IAuditWorkgroup;
}

/**
 * The relation `s3_requests` as a table of its own: an Iceberg table with a column for each field and a partition for each
 * day, loaded from the log files once a day. Queries that read it pay for the columns that they name, where the log files are
 * read whole, and make no LIST for each account, region and day.
 *
 * Each day's log files are read six times for it: it is loaded in three nights, since files may come late, and checked each
 * time. Rows are added only, and never changed. Files, database and tables are retained when the stack is deleted, or this is
 * taken out of it: `RequestStorage.ofDatabase()` takes them up again.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg.html
 */
export class RequestTable extends Construct implements IQueriedTable {
  /** The database of the table, and of nothing else. */
  public readonly database: glue.IDatabase;
  /** Bucket of the table's files. */
  public readonly bucket: s3.IBucket;
  /** The state machine that loads days. */
  public readonly stateMachine: sfn.StateMachine;
  /** Where it stands which day could not be loaded, and why. */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * What queries read: what is loaded, and the logs of yesterday and today.
   *
   * @internal
   */
  public readonly _source: LoadedSource;

  /**
   * @throws if a value is invalid, if each query of the logs must name accounts and none are `saved`, or if Lake Formation
   * decides who may read them
   */
  constructor(scope: Construct, id: string, props: RequestTableProps) {
    super(scope, id);
    requireProps('RequestTable', props, REQUEST_TABLE);
    const { logs, workgroup } = props;
    const firstDay = props.firstDay === undefined ? undefined : calendarDay('firstDay', props.firstDay);
    requireLoadable(logs);
    const tables = new RequestTables(this, (props.storage ?? RequestStorage.newBucket())._bind(this));
    this.database = tables.database;
    this.bucket = tables.bucket;
    requireOwnBucket(logs, workgroup, tables);
    // Two loads would know nothing of each other's rows, and Glue would delete the files that its table doesn't know.
    takeName(this, 'storage', `${tables.folders[0]}*`, `requests in ${knownBucket(this.bucket).key}`);
    if (props.tableOptimizers ?? mayHaveOptimizers(this)) {
      keepUp(this, tables);
    }
    const load = new RequestLoad(this, 'Load', { logs, tables, workgroup, firstDay });
    this.stateMachine = load.stateMachine;
    this.deadLetterQueue = load.deadLetterQueue;
    // Rows stay for longer than log files.
    this._source = { ...logs._source, loaded: tables.loaded, kept: tables, load, retention: undefined };
    new CfnOutput(this, 'RequestBucket', {
      description: 'Bucket of the request table, which is retained',
      value: this.bucket.bucketName,
    });
    new CfnOutput(this, 'RequestDatabase', {
      description: 'Database of the request table, which is retained',
      value: this.database.databaseName,
    });
  }

  /**
   * Loads that failed: runs in which a day could not be loaded, or that did not come as far.
   *
   * @default - sum over a day
   */
  public metricFailedLoads(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    requireProps('metricFailedLoads', options, METRIC);
    return this.stateMachine.metricFailed({ period: Duration.days(1), ...options });
  }

  /**
   * Days that were loaded, three in each daily run. Fewer than one a day is a load that didn't run.
   *
   * @default - sum over a day
   */
  public metricLoadedDays(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    requireProps('metricLoadedDays', options, METRIC);
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: LOADED_DAYS,
      dimensionsMap: { StateMachine: this.stateMachine.stateMachineName },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.days(1),
      ...options,
    }).attachTo(this);
  }
}

/** @throws if log files or results are in the bucket: their lifecycles would delete the table's files, and Glue those it doesn't know */
function requireOwnBucket(
  { _source: { parts } }: IQueriedTable,
  { resultsBucket }: IAuditWorkgroup,
  { bucket }: RequestTables,
): void {
  const others = [...parts.map(({ table }) => table.logBucket), ...(resultsBucket ? [resultsBucket] : [])];
  const same = others.find((other) => knownBucket(other).key === knownBucket(bucket).key);
  if (same) {
    invalid('storage', same.node.path, 'a bucket that holds neither log files nor results, since those expire');
  }
}

/** Where the region is not known, it may. */
function mayHaveOptimizers(scope: Construct): boolean {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) || partitionOf(region) === 'aws';
}

function requireLoadable({ _source: { injected, parts } }: IQueriedTable): void {
  if (injected?.saved.length === 0) {
    invalid('accounts', [], 'AuditedAccounts.injected({ saved: [...] }) with the accounts that a request table loads');
  }
  const governed = parts.find(({ table }) => table.permissionModel === PermissionModel.LAKE_FORMATION);
  if (governed) {
    invalid('permissionModel', PermissionModel.LAKE_FORMATION, 'PermissionModel.IAM where requests are loaded');
  }
}
