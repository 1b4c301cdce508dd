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

/** What reading the log files of a table's accounts takes: of each account by its folder, of many by the path of all. */
export function readPermissions({
  logBucket,
  logPath,
  accounts,
  hasInjectedAccounts,
}: CloudTrailTable): ReadPermission[] {
  // Of a list that is a token, nobody knows how many there are.
  const isAny = hasInjectedAccounts || Token.isUnresolved(accounts) || accounts.length > MOST_FOLDERS;
  const folders = (isAny ? ['*'] : accounts).map((id) => `${logPath}${id}/CloudTrail/*`);
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

/** The same as statements for the owners of bucket and key, who let the table's account decide who reads. */
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
