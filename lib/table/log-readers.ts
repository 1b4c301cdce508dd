import { IResource, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { outputStatements } from '../core/statements-output';
import type { CloudTrailTable } from './cloudtrail-table';

/** Something that whoever queries must be allowed on the log bucket. */
export interface ReadPermission {
  readonly actions: string[];
  readonly resourceArns: string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
}

/** More would be over the limits of IAM's policies. */
const MOST_FOLDERS = 20;

/** What queries read of the log files of a table's accounts: of each account by its folder, of many by the path of all. */
export function readPermissions(table: CloudTrailTable): ReadPermission[] {
  const { logBucket } = table;
  const folders = foldersOf(table, 'CloudTrail');
  const ofBucket = [logBucket.bucketArn];
  return [
    { actions: ['s3:GetBucketLocation'], resourceArns: ofBucket },
    {
      actions: ['s3:ListBucket'],
      resourceArns: ofBucket,
      conditions: { StringLike: { 's3:prefix': folders } },
    },
    { actions: ['s3:GetObject'], resourceArns: folders.map((folder) => logBucket.arnForObjects(folder)) },
  ];
}

/**
 * What an investigation reads: all that CloudTrail files of these accounts, digests included, what was there before it was
 * overwritten or deleted, checksums, and until when it is locked. The names of all objects can be listed, since
 * `aws cloudtrail validate-logs` lists without a prefix.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-cli.html
 */
export function inspectPermissions(table: CloudTrailTable): ReadPermission[] {
  const { logBucket } = table;
  return [
    {
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketVersions'],
      resourceArns: [logBucket.bucketArn],
    },
    {
      actions: [
        's3:GetObject',
        's3:GetObjectAttributes',
        's3:GetObjectLegalHold',
        's3:GetObjectRetention',
        's3:GetObjectVersion',
        's3:GetObjectVersionAttributes',
      ],
      resourceArns: foldersOf(table, 'CloudTrail*').map((folder) => logBucket.arnForObjects(folder)),
    },
  ];
}

function foldersOf({ logPath, accounts, hasInjectedAccounts }: CloudTrailTable, folder: string): string[] {
  // Of a list that is a token, nobody knows how many there are.
  const isAny = hasInjectedAccounts || Token.isUnresolved(accounts) || accounts.length > MOST_FOLDERS;
  return (isAny ? ['*'] : accounts).map((id) => `${logPath}${id}/${folder}/*`);
}

/** What queries read as statements for the owners of bucket and key, who let the table's account decide who reads. */
export function statementsForReaders(table: CloudTrailTable): {
  ofBucket: iam.PolicyStatement[];
  ofKey: iam.PolicyStatement[];
} {
  const principals = [new iam.AccountPrincipal(Stack.of(table).account)];
  return {
    ofBucket: readPermissions(table).map(
      ({ actions, resourceArns, conditions }) =>
        new iam.PolicyStatement({ principals, actions, resources: resourceArns, conditions }),
    ),
    ofKey: table.logBucket.encryptionKey
      ? // A key's policy is about that key.
        [new iam.PolicyStatement({ principals, actions: ['kms:Decrypt'], resources: ['*'] })]
      : [],
  };
}

/** Has the template say what the owners of bucket and key must add, where they aren't in this app, and another account's. */
export function tellOwners(table: CloudTrailTable): void {
  const { logBucket, logBucketStatements, logKeyStatements } = table;
  if (isForeign(table, logBucket)) {
    output(table, 'LogBucketStatements', 'bucket', logBucketStatements);
  }
  if (logBucket.encryptionKey && isForeign(table, logBucket.encryptionKey)) {
    output(table, 'LogKeyStatements', "bucket's key", logKeyStatements);
  }
}

/** Whether its policy can't be amended here, and it is, or may be, of another account. */
function isForeign(table: CloudTrailTable, resource: IResource): boolean {
  return !Resource.isOwnedResource(resource) && resource.env.account !== Stack.of(table).account;
}

function output(table: CloudTrailTable, id: string, owned: string, statements: iam.PolicyStatement[]): void {
  const description = `Statements that the policy of the log ${owned} needs before anybody of this account can read log files`;
  outputStatements(table, id, description, statements);
}
