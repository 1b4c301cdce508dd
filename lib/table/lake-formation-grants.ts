import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { isImmutable } from '../core/grantees';
import { Governed, LakePermission, permit } from './lake-formation-permission';
import { lakeFormationPrincipal } from './lake-formation-principal';
import { PermissionModel } from './permission-model';
import { IQueriedTable } from './queried-table';
import { S3RequestsView } from './s3-requests-view';

/**
 * Grants somebody permissions on tables and a view over them, and to see their database, where Lake Formation governs them.
 * Whoever reads an Athena view needs the permission on its tables, too.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html
 * @throws if the grantee is neither a role nor a user
 */
export function grantInLakeFormation(
  { database, _source: { parts } }: IQueriedTable,
  grantee: iam.IGrantable,
  permissions: LakePermission[],
  view?: S3RequestsView,
): void {
  const tables = parts
    .map(({ table }) => table)
    .filter(({ permissionModel }) => permissionModel === PermissionModel.LAKE_FORMATION);
  if (tables.length === 0) {
    return;
  }
  const principal = lakeFormationPrincipal(grantee);
  const stack = stackFor(tables[0], grantee, principal.construct);
  const { databaseName, catalog } = database;
  const { catalogId } = catalog;
  const named = (name: string) => ({ table: { catalogId, databaseName, name } });
  const readable: Governed[] = [
    ...tables.map((table): Governed => ({
      kind: 'Table',
      construct: table,
      resource: named(table.table.tableName),
    })),
    ...(view ? [{ kind: 'View' as const, construct: view, resource: named(view.viewName) }] : []),
  ];
  const resource = { database: { catalogId, name: databaseName } };
  permit(stack, principal, { kind: 'Database', construct: database, resource }, ['DESCRIBE']);
  readable.forEach((governed) => permit(stack, principal, governed, permissions));
}

/**
 * Where the principal's own policy is, which depends on the audit's stack: the other way round would be a circle. One that must
 * not be changed has none.
 */
function stackFor(table: Construct, grantee: iam.IGrantable, principal?: Construct): Stack {
  const own = Stack.of(table);
  const theirs = principal && !isImmutable(grantee) ? Stack.of(principal) : own;
  // A permission is one of an account and a region.
  return theirs.environment === own.environment ? theirs : own;
}
