import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { grantWriteRequests } from './request-table-grants';
import { LOADS, REQUESTS, RequestTables } from './request-tables';

type Configuration = Omit<glue.CfnTableOptimizer.TableOptimizerConfigurationProperty, 'enabled' | 'roleArn'>;

/** What Glue does to an Iceberg table: it joins small files, in order where the table has one, and drops what is replaced. */
const UPKEEP: [id: string, type: string, configuration: (sorted: boolean) => Configuration][] = [
  [
    'Compaction',
    'compaction',
    (sorted) => ({
      compactionConfiguration: { icebergConfiguration: { strategy: sorted ? 'sort' : 'binpack' } },
    }),
  ],
  [
    'Retention',
    'retention',
    () => ({
      retentionConfiguration: {
        icebergConfiguration: {
          snapshotRetentionPeriodInDays: 7,
          numberOfSnapshotsToRetain: 1,
          cleanExpiredFiles: true,
        },
      },
    }),
  ],
  [
    'OrphanFileDeletion',
    'orphan_file_deletion',
    () => ({ orphanFileDeletionConfiguration: { icebergConfiguration: { orphanFileRetentionPeriodInDays: 7 } } }),
  ],
];

/**
 * Has Glue keep the tables in shape, with a role of its own.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/table-optimizers.html
 */
export function keepUp(scope: Construct, tables: RequestTables): void {
  const role = new iam.Role(scope, 'UpkeepRole', {
    assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
    description: 'Compacts the request table, and drops files and snapshots that are replaced',
  });
  grantWriteRequests(scope, tables, role);
  role.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: ['compaction', 'retention', 'orphan-file-deletion'].map((type) =>
        Stack.of(scope).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: `/aws-glue/iceberg-${type}/logs:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    }),
  );
  for (const [tableId, tableName] of [
    ['Requests', REQUESTS],
    ['Loads', LOADS],
  ]) {
    for (const [id, type, configuration] of UPKEEP) {
      const optimizer = new glue.CfnTableOptimizer(scope, `${tableId}${id}`, {
        catalogId: tables.database.catalog.catalogId,
        databaseName: tables.database.databaseName,
        tableName,
        type,
        tableOptimizerConfiguration: {
          enabled: true,
          roleArn: role.roleArn,
          ...configuration(tableName === REQUESTS),
        },
      });
      optimizer.node.addDependency(role.node.findChild('DefaultPolicy'), ...tables.resources);
    }
  }
}
