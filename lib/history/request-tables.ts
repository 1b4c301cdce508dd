import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RETIRED_COLUMNS, S3_REQUESTS } from '../relation/request-columns';
import { LoadedRequests } from '../relation/request-source';
import { sqlName } from '../sql/quoting';
import { BoundRequestStorage } from './bound-request-storage';
import { IcebergColumn, icebergTable } from './iceberg-table';

/** Names in a database that holds nothing else. */
export const REQUESTS = 'requests';
export const LOADS = 'loads';

/** A row for each load of a day that added to it; a day without events has one, too. */
const LOAD_COLUMNS: IcebergColumn[] = [
  { id: 1, name: 'day', type: 'varchar', comment: 'Day that is loaded, as yyyy/MM/dd' },
  { id: 2, name: 'requests', type: 'bigint', comment: 'How many events it has' },
  { id: 3, name: 'loaded_at', type: 'timestamp(3)', comment: 'When that was so, in UTC' },
];

/** The table of the requests and that of the loads, new ones or such as exist. */
export class RequestTables {
  public readonly database: glue.IDatabase;
  public readonly bucket: s3.IBucket;
  /** What the keys of their files begin with, with a slash at the end. */
  public readonly folders: string[];
  /** Names in SQL, with that of the database. */
  public readonly loaded: LoadedRequests;
  /** The tables, where they are new. */
  public readonly resources: glue.CfnTable[];

  constructor(scope: Construct, { database, bucket, prefix, exists }: BoundRequestStorage) {
    this.database = database;
    this.bucket = bucket;
    const [requests, loads] = [REQUESTS, LOADS].map((name) => (prefix === undefined ? name : `${prefix}/${name}`));
    this.folders = [`${requests}/`, `${loads}/`];
    const location = (folder: string) => `s3://${bucket.bucketName}/${folder}`;
    this.resources = exists
      ? []
      : [
          icebergTable(scope, 'Requests', {
            database,
            tableName: REQUESTS,
            location: location(requests),
            columns: everyColumn(S3_REQUESTS, RETIRED_COLUMNS),
            partitionedBy: ['day'],
            sortedBy: ['bucket', 'object_key', 'event_time'],
            bloomFilters: ['object_key'],
          }),
          icebergTable(scope, 'Loads', {
            database,
            tableName: LOADS,
            location: location(loads),
            columns: LOAD_COLUMNS,
          }),
        ];
    const inSql = (tableName: string) => `${sqlName(database.databaseName)}.${sqlName(tableName)}`;
    this.loaded = { requests: inSql(REQUESTS), loads: inSql(LOADS) };
  }
}

/** Those that a release has, and those that one before it had, in the order in which they came: a new one is the last. */
export function everyColumn(columns: IcebergColumn[], retired: IcebergColumn[]): IcebergColumn[] {
  return [...columns, ...retired].sort((one, other) => one.id - other.id);
}
