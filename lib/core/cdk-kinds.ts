import { Token } from 'aws-cdk-lib';
import { ReadWriteType } from 'aws-cdk-lib/aws-cloudtrail';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Kind, having, matching, needed, oneOf } from './kinds';

export const DURATION = having('a Duration, such as Duration.days(7)', 'toDays()', 'isUnresolved()');
export const SIZE = having('a Size, such as Size.gibibytes(100)', 'toBytes()', 'isUnresolved()');
const ANY_KEY = having(
  'a kms.IKey, and no alias; of an alias of this app, its aliasTargetKey; of another one, kms.Key.fromKeyArn()',
  ...['keyArn', 'grant()', 'addToResourcePolicy()'],
);
/** A policy can't name an alias, which looks like a key. */
export const KEY: Kind = {
  ...ANY_KEY,
  fits: (value) => ANY_KEY.fits(value) && !('aliasName' in (value as object)) && !isAlias((value as kms.IKey).keyArn),
};

/** By its ARN, as far as that is known. */
function isAlias(arn: string): boolean {
  return !Token.isUnresolved(arn) && arn.includes(':alias/');
}

export const BUCKET: Kind = {
  ...having('an s3.IBucket; of a LogBucket, its bucket', 'bucketArn', 'bucketName', 'addToResourcePolicy()'),
  parts: { encryptionKey: KEY },
};
export const ENCRYPTION = having('an AuditEncryption, such as AuditEncryption.kms()', '_bind()');
export const ANY_BUCKET = having('an s3.IBucketRef, such as a bucket', 'bucketRef', 'node');
export const READ_WRITE = oneOf('ReadWriteType', ReadWriteType);
export const GRANTEE: Kind = {
  ...having('an iam.IGrantable, such as a role', 'grantPrincipal'),
  parts: { grantPrincipal: needed(having('an iam.IPrincipal', 'addToPrincipalPolicy()')) },
};
export const DATABASE: Kind = {
  ...having(
    'a glue.IDatabase of aws-cdk-lib/aws-glue; one of @aws-cdk/aws-glue-alpha by glue.Database.fromDatabaseArn()',
    ...['databaseName', 'databaseArn', 'catalog'],
  ),
  parts: {
    databaseName: needed(matching(/^(?!.*\$\{)[^*?]+$/s, 'a name without *, ? and ${, by which a policy means others')),
  },
};
/** What means nothing in a policy or a URL. */
export const KEY_PREFIX = matching(
  /^(?=.{1,200}$)(?!(.*\/)?\.{1,2}(\/|$))[\w!.'()-]+(\/[\w!.'()-]+)*$/,
  "1 to 200 letters, digits and !-_.'() with single slashes between them, none at its ends, and neither . nor .. between two",
);
