import { Token } from 'aws-cdk-lib';
import { TEXT, requireKind } from '../core/kinds';
import { invalid, requireMatch } from '../core/validation';

/**
 * A type of resources of S3 whose data events a trail can record.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class S3ResourceType {
  /** Objects in general purpose buckets. The audit's own buckets are left out. */
  public static readonly OBJECT = new S3ResourceType('AWS::S3::Object');
  /** Objects in directory buckets (S3 Express One Zone). */
  public static readonly EXPRESS_OBJECT = new S3ResourceType('AWS::S3Express::Object');
  /** Access points. */
  public static readonly ACCESS_POINT = new S3ResourceType('AWS::S3::AccessPoint');
  /** Objects on Outposts. */
  public static readonly OUTPOSTS_OBJECT = new S3ResourceType('AWS::S3Outposts::Object');
  /** Tables of S3 Tables: reads and writes of the files that they are made of. */
  public static readonly TABLE = new S3ResourceType('AWS::S3Tables::Table');
  /** Table buckets of S3 Tables. */
  public static readonly TABLE_BUCKET = new S3ResourceType('AWS::S3Tables::TableBucket');
  /** Indexes of S3 Vectors: reads and writes of their vectors. */
  public static readonly VECTOR_INDEX = new S3ResourceType('AWS::S3Vectors::Index');
  /** Vector buckets of S3 Vectors. */
  public static readonly VECTOR_BUCKET = new S3ResourceType('AWS::S3Vectors::VectorBucket');
  /** S3 Object Lambda access points. */
  public static readonly OBJECT_LAMBDA_ACCESS_POINT = new S3ResourceType('AWS::S3ObjectLambda::AccessPoint');

  /**
   * Another type, such as one that is newer than this package. CloudTrail must offer it in your partition.
   *
   * @throws if it isn't the name of a type of S3's
   */
  public static of(name: string): S3ResourceType {
    requireKind('S3ResourceType.of', name, TEXT);
    if (Token.isUnresolved(name)) {
      invalid('S3ResourceType.of', name, 'a name that is known at synthesis');
    }
    requireMatch(
      'S3ResourceType.of',
      name,
      /^AWS::S3\w*::\w+$/,
      "a type of resources of S3's, such as AWS::S3::Object",
    );
    return new S3ResourceType(name);
  }

  private constructor(
    /** Its name in CloudTrail, such as `AWS::S3::Object`. */
    public readonly name: string,
  ) {}
}
