import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { AuditEncryption } from '../core/audit-encryption';
import { BUCKET } from '../core/cdk-kinds';
import { TEXT, requireKind, requireProps } from '../core/kinds';
import { uniqueSqlName } from '../core/names';
import { privateBucket } from '../core/private-bucket';
import { BoundRequestStorage } from './bound-request-storage';
import { DATABASE_NAME, NEW_REQUEST_BUCKET, REQUEST_BUCKET } from './history-kinds';

/** What a new bucket for a request table is. */
export interface NewRequestBucketOptions {
  /**
   * What the files of the table are encrypted with: `AuditEncryption.kms()` for a key of KMS. Where it changes, the files that
   * are there stay encrypted as they are, and a key that was made for them is retained.
   *
   * @default AuditEncryption.s3Managed()
   */
  readonly encryption?: AuditEncryption;
}

/** How a request table lies in a bucket of your own. */
export interface RequestBucketOptions {
  /**
   * Prefix of the table's files in the bucket. Not to be changed where the table is deployed: its files stay where they are, and
   * nothing grants reading them there any more.
   *
   * @default - none
   */
  readonly prefix?: string;
}

/**
 * Where a request table is kept: the bucket of its files, and a database of its own, since Glue deletes a database's tables
 * with it. Both are retained when the stack is deleted.
 */
export class RequestStorage {
  /** A new bucket, private, TLS only, encrypted, and retained, as are the database and its tables. */
  public static newBucket(options: NewRequestBucketOptions = {}): RequestStorage {
    requireProps('RequestStorage.newBucket', options, NEW_REQUEST_BUCKET);
    return new RequestStorage((scope) => ({
      bucket: requestBucket(scope, options.encryption),
      database: newDatabase(scope),
      exists: false,
    }));
  }

  /**
   * A bucket of your own, whose lifecycle must not delete what is current in it. The database and the tables are new, and
   * retained. The trail of an `S3AuditTrail` then records nothing of that bucket, whatever else is in it.
   *
   * @throws if the prefix is invalid
   */
  public static inBucket(bucket: s3.IBucket, options: RequestBucketOptions = {}): RequestStorage {
    requireKind('bucket', bucket, BUCKET);
    requireProps('RequestStorage.inBucket', options, REQUEST_BUCKET);
    const { prefix } = options;
    return new RequestStorage((scope) => ({ bucket, prefix, database: newDatabase(scope), exists: false }));
  }

  /**
   * Tables that exist: those that a deployment before has retained, with what is in them. The command that an output of that
   * deployment gives loads what is missing since then. No other load of the tables may be left, in whatever stack: each would
   * know nothing of the other's lock, and events could be loaded twice.
   *
   * @param databaseName of the database that holds them, its output `RequestDatabase`
   * @param bucket of their files
   * @throws if the name or the prefix is invalid
   */
  public static ofDatabase(
    databaseName: string,
    bucket: s3.IBucket,
    options: RequestBucketOptions = {},
  ): RequestStorage {
    requireKind('databaseName', databaseName, TEXT);
    requireKind('databaseName', databaseName, DATABASE_NAME);
    requireKind('bucket', bucket, BUCKET);
    requireProps('RequestStorage.ofDatabase', options, REQUEST_BUCKET);
    const { prefix } = options;
    return new RequestStorage((scope) => ({
      bucket,
      prefix,
      database: databaseOf(scope, databaseName),
      exists: true,
    }));
  }

  private constructor(
    /**
     * The bucket and the database, made in this scope where they are new.
     *
     * @internal
     */
    public readonly _bind: (scope: Construct) => BoundRequestStorage,
  ) {}
}

/** What an engine or an optimizer replaced goes for good after some days; until then a mistake can be undone. */
function requestBucket(scope: Construct, encryption?: AuditEncryption): s3.Bucket {
  return privateBucket(scope, 'Bucket', {
    versioned: true,
    encryptionKey: encryption?._bind(scope, 'Key', 'Requests to S3, loaded from log files'),
    lifecycleRules: [
      {
        id: 'Replaced',
        noncurrentVersionExpiration: Duration.days(30),
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
}

function databaseOf(scope: Construct, name: string): glue.IDatabase {
  const arn = Stack.of(scope).formatArn({ service: 'glue', resource: 'database', resourceName: name });
  return glue.Database.fromDatabaseArn(scope, 'Database', arn);
}

function newDatabase(scope: Construct): glue.Database {
  return new glue.Database(scope, 'Database', {
    databaseName: uniqueSqlName(scope, 128),
    description: 'Requests to S3, loaded from log files',
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
