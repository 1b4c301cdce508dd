import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { knownBucket } from '../core/known-bucket';
import { uniqueSqlName } from '../core/names';
import { CLOUDTRAIL_TABLE } from '../core/prop-kinds';
import { takeName } from '../core/taken-names';
import { joinable, requireEach, requireMatch } from '../core/validation';
import { queriedDays } from '../logs/audited-days';
import { queriedRegions } from '../logs/audited-regions';
import { logPath } from '../logs/log-location';
import { PartitionsProps } from '../logs/partitions';
import { CLOUDTRAIL_COLUMNS } from '../relation/cloudtrail-columns';
import { sqlName } from '../sql/quoting';
import { TableSource } from './table-source';
import { addUnbounded } from './unbounded-tables';

/** Properties of a CloudTrailTable. */
export interface CloudTrailTableProps extends PartitionsProps {
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
   * How long the bucket keeps log files, in whole days, and so how far back queries can see where `firstDay` doesn't say.
   *
   * @default - not known
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
export class CloudTrailTable extends Construct {
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

  /** @throws if a name, an account, a region or a day isn't one, or a list is empty or holds a value twice */
  constructor(scope: Construct, id: string, props: CloudTrailTableProps) {
    super(scope, id);
    requireProps('CloudTrailTable', props, CLOUDTRAIL_TABLE);
    const tableName = props.tableName ?? uniqueSqlName(this, 128);
    const accounts = props.accounts ?? [Stack.of(this).account];
    const regions = queriedRegions(this, props);
    requireMatch('tableName', tableName, /^[a-z0-9_]{1,255}$/, '1 to 255 of a-z, 0-9 and underscores');
    requireEach('accounts', accounts, (account) =>
      requireMatch('accounts', account, /^\d{12}$/, 'the 12 digits of an account id'),
    );

    this.database = props.database;
    this.logBucket = props.logBucket;
    this.logPath = logPath(props.s3KeyPrefix);
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
          ...queriedDays(props.firstDay, props.retention),
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
