import { Duration, Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { knownBucket } from '../core/known-bucket';
import { uniqueSqlName } from '../core/names';
import { takeName } from '../core/taken-names';
import { joinable, requireMatch } from '../core/validation';
import { AuditedAccounts } from '../logs/audited-accounts';
import { queriedDays } from '../logs/audited-days';
import { AuditedRegions } from '../logs/audited-regions';
import { LogBucket } from '../logs/log-bucket';
import { RENAMED_REGIONS } from '../logs/log-kinds';
import { logPath } from '../logs/log-location';
import { CLOUDTRAIL_COLUMNS } from '../relation/cloudtrail-columns';
import { sqlName } from '../sql/quoting';
import { IQueriedTable } from './queried-table';
import { CLOUDTRAIL_TABLE } from './table-kinds';
import { TableSource } from './table-source';
import { addUnbounded } from './unbounded-tables';

/** Properties of a CloudTrailTable. */
export interface CloudTrailTableProps {
  /** Database that the table is made in. */
  readonly database: glue.IDatabase;

  /** Bucket that CloudTrail delivers its log files to. */
  readonly logBucket: s3.IBucket;

  /**
   * Prefix that the trail puts before `AWSLogs/`.
   *
   * @default - none
   */
  readonly s3KeyPrefix?: string;

  /**
   * Name of the table: lower-case letters, digits and underscores.
   *
   * @default - made of the stack's name and the construct's path, so that two tables in one database don't collide
   */
  readonly tableName?: string;

  /**
   * The accounts whose logs queries can see; `AuditedAccounts.of(['111122223333'])`.
   *
   * @default AuditedAccounts.ofStack()
   */
  readonly accounts?: AuditedAccounts;

  /**
   * The regions whose events queries can see; `AuditedRegions.of(['eu-west-1'])`.
   *
   * @default AuditedRegions.all()
   */
  readonly regions?: AuditedRegions;

  /**
   * The first day (UTC) that queries can see, as `yyyy/MM/dd` or `yyyy-MM-dd`.
   *
   * @default - as many days back as the bucket retains log files; where that isn't known 2016/11/21, when CloudTrail's data
   * events for S3 began
   */
  readonly firstDay?: string;

  /**
   * How long the bucket keeps log files, in whole days, and so how far back queries can see where `firstDay` doesn't say.
   *
   * @default - that of the `LogBucket`; not known for another bucket
   */
  readonly retention?: Duration;
}

/**
 * The Glue table over CloudTrail's log files. Its partitions, one for each account, region and day, are projected: Athena
 * computes them from the query, so that none is ever created by hand and none is missing.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class CloudTrailTable extends Construct implements IQueriedTable {
  /** The Glue table. */
  public readonly table: glue.S3Table;
  /** Database of the table. */
  public readonly database: glue.IDatabase;
  /** Bucket that holds the log files. */
  public readonly logBucket: s3.IBucket;
  /** Path of the log files in the bucket: `[prefix/]AWSLogs/`. */
  public readonly logPath: string;

  /** Ids of the accounts whose log files it covers. */
  public readonly accounts: string[];

  /**
   * What queries read.
   *
   * @internal
   */
  public readonly _source: TableSource;

  /** @throws if a name or a day isn't one, or a region is of another partition than the stack's */
  constructor(scope: Construct, id: string, props: CloudTrailTableProps) {
    super(scope, id);
    requireProps('CloudTrailTable', props, CLOUDTRAIL_TABLE, RENAMED_REGIONS);
    const tableName = props.tableName ?? uniqueSqlName(this, 128);
    const accounts = (props.accounts ?? AuditedAccounts.ofStack())._bind(this);
    const regions = (props.regions ?? AuditedRegions.all())._bind(this);
    const retention = props.retention ?? LogBucket._retentionOf(props.logBucket);
    requireMatch('tableName', tableName, /^[a-z0-9_]{1,255}$/, '1 to 255 of a-z, 0-9 and underscores');

    this.database = props.database;
    this.logBucket = props.logBucket;
    this.logPath = logPath(props.s3KeyPrefix, 's3KeyPrefix');
    this.accounts = accounts;
    takeName(this, 'tableName', tableName, props.database.databaseArn);
    this.table = new glue.S3Table(this, 'Resource', {
      database: props.database,
      tableName,
      description: 'CloudTrail log files, by account, region and day',
      storage: glue.S3TableStorage.fromBucket(props.logBucket),
      s3Prefix: this.logPath,
      dataFormat: CLOUDTRAIL_JSON,
      // It would mean client-side encryption.
      hasEncryptedData: false,
      columns: CLOUDTRAIL_COLUMNS.map(({ name, type, comment }) => ({
        name: name.toLowerCase(),
        type: glue.Schema.custom(type.toLowerCase(), type === 'string'),
        comment,
      })),
      partitionKeys: [
        { name: 'account', type: glue.Schema.STRING, comment: 'Account whose trail recorded the event' },
        { name: 'region', type: glue.Schema.STRING, comment: 'Region that the event happened in' },
        { name: 'day', type: glue.Schema.STRING, comment: 'Day (UTC) under which the event was filed, as yyyy/MM/dd' },
      ],
      partitionProjection: {
        account: glue.PartitionProjectionConfiguration.enum({ values: joinable(accounts) }),
        region: glue.PartitionProjectionConfiguration.enum({ values: regions }),
        day: glue.PartitionProjectionConfiguration.date({
          ...queriedDays(props.firstDay, retention),
          format: 'yyyy/MM/dd',
          step: { interval: 1, intervalUnit: glue.DateIntervalUnit.DAYS },
        }),
      },
      parameters: {
        // CloudTrail's paths have no key=value folders; without this every query finds nothing, and says nothing.
        'storage.location.template': `s3://${props.logBucket.bucketName}/${this.logPath}\${account}/CloudTrail/\${region}/\${day}/`,
      },
    });
    const { databaseName } = props.database;
    this._source = {
      tables: [{ sqlName: `${sqlName(databaseName)}.${sqlName(this.table.tableName)}` }],
      logs: `${knownBucket(props.logBucket).key}/${this.logPath}`,
      regions: regions.some((region) => Token.isUnresolved(region)) ? undefined : regions,
      retention,
    };
    const names = [tableName, this.table.tableName, (this.table.node.defaultChild as glue.CfnTable).ref];
    addUnbounded(this, { logs: this._source.logs, database: databaseName, names });
  }
}

/** AWS recommends this SerDe; CloudTrail's own knows no newer fields. */
const CLOUDTRAIL_JSON = new glue.DataFormat({
  inputFormat: glue.InputFormat.CLOUDTRAIL,
  outputFormat: glue.OutputFormat.HIVE_IGNORE_KEY_TEXT,
  serializationLibrary: glue.SerializationLibrary.HIVE_JSON,
});
