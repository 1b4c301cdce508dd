import { RemovalPolicy } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { RequestColumn } from '../relation/request-columns';

/** A column, whose id stands for it in the files: never another one's, also where the column is gone. */
export type IcebergColumn = Pick<RequestColumn, 'id' | 'name' | 'type' | 'comment'>;

/** What an Iceberg table is. */
export interface IcebergTable {
  readonly database: glue.IDatabase;
  readonly tableName: string;
  /** Where its files lie, without a slash at the end. */
  readonly location: string;
  readonly columns: IcebergColumn[];
  /** Names of columns, each value of which has a partition. */
  readonly partitionedBy?: string[];
  /** Names of columns by which the rows of a file are in order. */
  readonly sortedBy?: string[];
  /** Names of columns whose single values are asked for: a part of a file that doesn't have the value isn't read. */
  readonly bloomFilters?: string[];
}

/** Ids of partition fields begin here, in every table. */
const FIRST_PARTITION_FIELD = 1000;

const ICEBERG_TYPES: Record<RequestColumn['type'], string> = {
  varchar: 'string',
  bigint: 'long',
  boolean: 'boolean',
  'timestamp(3)': 'timestamp',
};

/**
 * An Iceberg table of format version 2, the one that Athena writes, which is retained. It has no `TableInput`: with one, it
 * is created, and the first update of any kind makes it unreadable.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-table.html
 * @see https://iceberg.apache.org/docs/latest/configuration/#write-properties
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1919
 */
export function icebergTable(scope: Construct, id: string, table: IcebergTable): glue.CfnTable {
  const { database, columns, partitionedBy, sortedBy, bloomFilters = [] } = table;
  const idOf = (name: string) => columns.find((column) => column.name === name)!.id;
  const resource = new glue.CfnTable(scope, id, {
    catalogId: database.catalog.catalogId,
    databaseName: database.databaseName,
    name: table.tableName,
    openTableFormatInput: {
      icebergInput: {
        metadataOperation: 'CREATE',
        version: '2',
        icebergTableInput: {
          location: table.location,
          schema: {
            type: 'struct',
            fields: columns.map((column) => ({
              id: column.id,
              name: column.name,
              type: ICEBERG_TYPES[column.type],
              required: false,
            })),
          },
          ...(partitionedBy && {
            partitionSpec: {
              fields: partitionedBy.map((name, index) => ({
                name,
                sourceId: idOf(name),
                fieldId: FIRST_PARTITION_FIELD + index,
                transform: 'identity',
              })),
            },
          }),
          ...(sortedBy && {
            writeOrder: {
              orderId: 1,
              fields: sortedBy.map((name) => ({
                sourceId: idOf(name),
                transform: 'identity',
                direction: 'asc',
                nullOrder: 'nulls-last',
              })),
            },
          }),
          properties: {
            'write.format.default': 'parquet',
            'write.parquet.compression-codec': 'zstd',
            ...Object.fromEntries(
              bloomFilters.map((name) => [`write.parquet.bloom-filter-enabled.column.${name}`, 'true']),
            ),
          },
        },
      },
    },
  });
  // But where its creation is rolled back: it would be in the way of the next one.
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}
