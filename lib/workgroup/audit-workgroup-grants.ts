/**
 * What it takes to run queries in a workgroup and to read what is saved in it.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
 */
export const QUERY_ACTIONS = [
  'athena:BatchGetNamedQuery',
  'athena:BatchGetPreparedStatement',
  'athena:BatchGetQueryExecution',
  'athena:GetNamedQuery',
  'athena:GetPreparedStatement',
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:GetQueryResultsStream',
  'athena:GetQueryRuntimeStatistics',
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:ListPreparedStatements',
  'athena:ListQueryExecutions',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];

/**
 * What drivers, BI tools and the console ask besides, for which IAM knows no resource. It tells names of workgroups and
 * catalogs. Lake Formation's action opens what Lake Formation grants, and nothing where it grants nothing.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/policy-actions.html
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html
 */
export const ACTIONS_WITHOUT_RESOURCE = [
  'athena:ListDataCatalogs',
  'athena:ListEngineVersions',
  'athena:ListWorkGroups',
  'lakeformation:GetDataAccess',
];

/** What they ask Athena about the catalog. Athena asks Glue in the caller's name, so Glue's permissions count, too. */
export const CATALOG_ACTIONS = [
  'athena:GetDataCatalog',
  'athena:GetDatabase',
  'athena:GetTableMetadata',
  'athena:ListDatabases',
  'athena:ListTableMetadata',
];

/** What Athena reads of a table in the caller's name. */
export const READ_TABLE_ACTIONS = ['glue:GetDatabase', 'glue:GetPartitions', 'glue:GetTable'];

/** What Athena does in the caller's name to the bucket that results go to. */
export const RESULT_BUCKET_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];

/** What Athena does in the caller's name to the results in it. */
export const RESULT_OBJECT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];
