import { Token } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { requireProps } from '../core/kinds';
import { knownBucket } from '../core/known-bucket';
import { uniqueSqlName } from '../core/names';
import { takeName } from '../core/taken-names';
import { joinable, requireMatch } from '../core/validation';
import { LogLocation } from '../logs/log-location';
import { CLOUDTRAIL_COLUMNS } from '../relation/cloudtrail-columns';
import { sqlName } from '../sql/quoting';
import { statementsForReaders, tellOwners } from './log-readers';
import { PermissionModel } from './permission-model';
import { IQueriedTable } from './queried-table';
import { CLOUDTRAIL_TABLE, RENAMED_LOGS } from './table-kinds';
import { TableSource } from './table-source';
import { addUnbounded } from './unbounded-tables';

/** Properties of a CloudTrailTable. */
export interface CloudTrailTableProps {
  /** Database that the table is made in. */
  readonly database: glue.IDatabase;

  /** Where the log files lie, and which of them queries can see. */
  readonly logs: LogLocation;

  /**
   * Name of the table: lower-case letters, digits and underscores.
   *
   * @default - made of the stack's name and the construct's path, so that two tables in one database don't collide
   */
  readonly tableName?: string;

  /**
   * What decides who may read the table in Glue's catalog, and the view over it: with `LAKE_FORMATION`, grants grant there,
   * too. Deploying then needs permissions of Lake Formation's.
   *
   * @default PermissionModel.IAM
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-overview.html
   */
  readonly permissionModel?: PermissionModel;
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
  /** What decides who may read the table in Glue's catalog. */
  public readonly permissionModel: PermissionModel;
  /** Path of the accounts' folders in the bucket: `[prefix/]AWSLogs/[<organization>/]`. */
  public readonly logPath: string;

  /**
   * Ids of the accounts whose log files it covers; where each query must name some, those that saved queries ask for.
   */
  public readonly accounts: string[];
  /** Whether each query must name accounts. */
  public readonly hasInjectedAccounts: boolean;
  /**
   * What the policy of the log bucket must allow, if it is another account's, so that this account can let somebody read the
   * log files. The output `LogBucketStatements` has them, where the bucket is imported and of another account.
   */
  public readonly logBucketStatements: iam.PolicyStatement[];
  /**
   * What the policy of the log bucket's key must allow, as far as the key is known. The output `LogKeyStatements` has them,
   * where the key is imported and of another account.
   */
  public readonly logKeyStatements: iam.PolicyStatement[];

  /**
   * What queries read.
   *
   * @internal
   */
  public readonly _source: TableSource;

  /** @throws if a name is invalid, or a region is of another partition than the stack's */
  constructor(scope: Construct, id: string, props: CloudTrailTableProps) {
    super(scope, id);
    requireProps('CloudTrailTable', props, CLOUDTRAIL_TABLE, RENAMED_LOGS);
    const { database, logs } = props;
    const tableName = props.tableName ?? uniqueSqlName(this, 128);
    const { accounts, regions, days, retention } = logs._bind(this);
    requireMatch('tableName', tableName, /^[a-z0-9_]{1,255}$/, '1 to 255 of a-z, 0-9 and underscores');

    this.database = database;
    this.permissionModel = props.permissionModel ?? PermissionModel.IAM;
    this.logBucket = logs.bucket;
    this.logPath = logs.path;
    this.accounts = accounts.ids;
    this.hasInjectedAccounts = accounts.injected;
    takeName(this, 'tableName', tableName, database.databaseArn);
    this.table = new glue.S3Table(this, 'Resource', {
      database,
      tableName,
      description: 'CloudTrail log files, by account, region and day',
      storage: glue.S3TableStorage.fromBucket(logs.bucket),
      s3Prefix: logs.path,
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
        account: accounts.injected
          ? glue.PartitionProjectionConfiguration.injected()
          : glue.PartitionProjectionConfiguration.enum({ values: joinable(accounts.ids) }),
        region: glue.PartitionProjectionConfiguration.enum({ values: regions.names }),
        day: glue.PartitionProjectionConfiguration.date({
          ...days,
          format: 'yyyy/MM/dd',
          step: { interval: 1, intervalUnit: glue.DateIntervalUnit.DAYS },
        }),
      },
      parameters: {
        // CloudTrail's paths have no key=value folders; without this every query finds nothing, and says nothing.
        'storage.location.template': `s3://${logs.bucket.bucketName}/${logs.path}\${account}/CloudTrail/\${region}/\${day}/`,
      },
    });
    const { databaseName } = database;
    const files = `${knownBucket(logs.bucket).key}/${logs.path}`;
    this._source = {
      tables: [{ sqlName: `${sqlName(databaseName)}.${sqlName(this.table.tableName)}` }],
      injected: accounts.injected ? { saved: accounts.ids } : undefined,
      logs: [files],
      parts: [
        {
          table: this,
          accounts: accounts.atMost,
          regions: regions.atMost,
          areAllRegions: regions.areAll,
          hasEnded: days.max !== 'NOW',
        },
      ],
      regions: regions.names.some((region) => Token.isUnresolved(region)) ? undefined : regions.names,
      retention,
    };
    const names = [tableName, this.table.tableName, (this.table.node.defaultChild as glue.CfnTable).ref];
    addUnbounded(this, { logs: [files], database: databaseName, names });
    const { ofBucket, ofKey } = statementsForReaders(this);
    this.logBucketStatements = ofBucket;
    this.logKeyStatements = ofKey;
    tellOwners(this);
  }
}

/** AWS recommends this SerDe; CloudTrail's own knows no newer fields. */
const CLOUDTRAIL_JSON = new glue.DataFormat({
  inputFormat: glue.InputFormat.CLOUDTRAIL,
  outputFormat: glue.OutputFormat.HIVE_IGNORE_KEY_TEXT,
  serializationLibrary: glue.SerializationLibrary.HIVE_JSON,
});
