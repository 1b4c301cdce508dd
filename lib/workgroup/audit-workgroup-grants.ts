import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { openBucket, openKeyOf } from '../core/bucket-grants';
import { openConfiguration } from '../core/configuration-grants';
import { IAuditWorkgroup } from './audit-workgroup';

/**
 * What it takes to run queries in a workgroup and to read what is saved in it.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html
 */
const QUERY_ACTIONS = [
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
const ACTIONS_WITHOUT_RESOURCE = [
  'athena:ListDataCatalogs',
  'athena:ListEngineVersions',
  'athena:ListWorkGroups',
  'lakeformation:GetDataAccess',
];

/** What they ask Athena about the catalog. Athena asks Glue in the caller's name, so Glue's permissions count, too. */
const CATALOG_ACTIONS = [
  'athena:GetDataCatalog',
  'athena:GetDatabase',
  'athena:GetTableMetadata',
  'athena:ListDatabases',
  'athena:ListTableMetadata',
];

/** What Athena does in the caller's name to the bucket that results go to. */
const RESULT_BUCKET_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];

/** What Athena does in the caller's name to the results in it. */
const RESULT_OBJECT_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];

/**
 * What encrypting and decrypting results takes.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/encryption.html
 */
const RESULT_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * What reads how a workgroup is set up and what is saved in it, and neither which queries ran nor their results.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_athena.html
 */
const READ_ACTIONS = [
  'athena:BatchGetNamedQuery',
  'athena:BatchGetPreparedStatement',
  'athena:GetNamedQuery',
  'athena:GetPreparedStatement',
  'athena:GetWorkGroup',
  'athena:ListNamedQueries',
  'athena:ListPreparedStatements',
  'athena:ListTagsForResource',
];

/** What it takes to run a statement, to wait for its end, and to read its result. */
const RUN_ACTIONS = [
  'athena:GetQueryExecution',
  'athena:GetQueryResults',
  'athena:StartQueryExecution',
  'athena:StopQueryExecution',
];

/**
 * Lets somebody run queries in a workgroup, and write and read their results.
 *
 * @param scope something in the workgroup's account and region
 */
export function grantUse(scope: Construct, workgroup: IAuditWorkgroup, grantee: iam.IGrantable): iam.Grant[] {
  const allow = (actions: string[], resource: string) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resource] });
  const grants = [
    allow(QUERY_ACTIONS, arnIn(scope, 'workgroup', workgroup.workgroupName)),
    allow(CATALOG_ACTIONS, arnIn(scope, 'datacatalog', 'AwsDataCatalog')),
    allow(ACTIONS_WITHOUT_RESOURCE, '*'),
  ];
  return [...grants, ...grantResults(workgroup, grantee)];
}

/**
 * Lets a service run statements in a workgroup, and write and read their results; it sees none of what is saved there.
 *
 * @param scope something in the workgroup's account and region
 */
export function grantRun(scope: Construct, workgroup: IAuditWorkgroup, grantee: iam.IGrantable): iam.Grant[] {
  const allow = (actions: string[], resource: string) =>
    iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resource] });
  return [
    allow(RUN_ACTIONS, arnIn(scope, 'workgroup', workgroup.workgroupName)),
    allow(['athena:GetDataCatalog'], arnIn(scope, 'datacatalog', 'AwsDataCatalog')),
    ...grantResults(workgroup, grantee),
  ];
}

function grantResults({ resultsBucket: bucket, resultsPrefix }: IAuditWorkgroup, grantee: iam.IGrantable): iam.Grant[] {
  if (!bucket) {
    return [];
  }
  const objects = bucket.arnForObjects(resultsPrefix === undefined ? '*' : `${resultsPrefix}/*`);
  return [
    openBucket(bucket, { grantee, actions: RESULT_BUCKET_ACTIONS, resourceArns: [bucket.bucketArn] }),
    openBucket(bucket, { grantee, actions: RESULT_OBJECT_ACTIONS, resourceArns: [objects] }),
    ...openKeyOf(bucket, grantee, RESULT_KEY_ACTIONS),
  ];
}

/**
 * Lets somebody read how a workgroup, the bucket of its results and that bucket's key are set up, and what is saved in it.
 *
 * @param scope something in the workgroup's account and region
 */
export function grantReadWorkgroup(scope: Construct, workgroup: IAuditWorkgroup, grantee: iam.IGrantable): iam.Grant[] {
  const { workgroupName, resultsBucket } = workgroup;
  const resourceArns = [arnIn(scope, 'workgroup', workgroupName)];
  return [
    iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns }),
    ...(resultsBucket ? openConfiguration(resultsBucket, grantee) : []),
  ];
}

function arnIn(scope: Construct, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'athena', resource, resourceName });
}
