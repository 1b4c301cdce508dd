/**
 * What decides who may read the database, the tables and the view in Glue's catalog.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-overview.html
 */
export enum PermissionModel {
  /** IAM's policies alone, as in an account whose Lake Formation has the settings that it came with. */
  IAM = 'IAM',
  /** Lake Formation's permissions, too. Grants then grant there as well, which the role that deploys must be allowed. */
  LAKE_FORMATION = 'LAKE_FORMATION',
}
