import { Token } from 'aws-cdk-lib';
import { TEXT, requireKind } from '../core/kinds';
import { invalid, requireMatch } from '../core/validation';
import { KNOWN_TYPES, mistypedType } from './known-types';

/**
 * A type of resources of S3 whose data events a trail can record.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class S3ResourceType {
  /** Objects in general purpose buckets. The audit's own buckets are left out. */
  public static readonly OBJECT = new S3ResourceType(KNOWN_TYPES.OBJECT);
  /** Objects in directory buckets (S3 Express One Zone). */
  public static readonly EXPRESS_OBJECT = new S3ResourceType(KNOWN_TYPES.EXPRESS_OBJECT);
  /** Access points. */
  public static readonly ACCESS_POINT = new S3ResourceType(KNOWN_TYPES.ACCESS_POINT);
  /** Objects on Outposts. */
  public static readonly OUTPOSTS_OBJECT = new S3ResourceType(KNOWN_TYPES.OUTPOSTS_OBJECT);
  /** Tables of S3 Tables: reads and writes of the files that they are made of. */
  public static readonly TABLE = new S3ResourceType(KNOWN_TYPES.TABLE);
  /** Table buckets of S3 Tables. */
  public static readonly TABLE_BUCKET = new S3ResourceType(KNOWN_TYPES.TABLE_BUCKET);
  /** Indexes of S3 Vectors: reads and writes of their vectors. */
  public static readonly VECTOR_INDEX = new S3ResourceType(KNOWN_TYPES.VECTOR_INDEX);
  /** Vector buckets of S3 Vectors. */
  public static readonly VECTOR_BUCKET = new S3ResourceType(KNOWN_TYPES.VECTOR_BUCKET);
  /** S3 Object Lambda access points. */
  public static readonly OBJECT_LAMBDA_ACCESS_POINT = new S3ResourceType(KNOWN_TYPES.OBJECT_LAMBDA_ACCESS_POINT);

  /**
   * Another type, such as one that is newer than this package. CloudTrail must offer it in your partition.
   *
   * @throws if it isn't the name of a type of S3's, or is one of those above but for a letter or two
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
    const meant = mistypedType(name);
    if (meant !== undefined) {
      invalid('S3ResourceType.of', name, `${meant}, or a type whose name is not so close to it`);
    }
    return new S3ResourceType(name);
  }

  private constructor(
    /** Its name in CloudTrail, such as `AWS::S3::Object`. */
    public readonly name: string,
  ) {}
}
