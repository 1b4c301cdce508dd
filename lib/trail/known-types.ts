import { isMistyped } from '../core/edit-distance';

/** The types of resources of S3 that this release knows, by the names of their constants. */
export const KNOWN_TYPES = {
  OBJECT: 'AWS::S3::Object',
  EXPRESS_OBJECT: 'AWS::S3Express::Object',
  ACCESS_POINT: 'AWS::S3::AccessPoint',
  OUTPOSTS_OBJECT: 'AWS::S3Outposts::Object',
  TABLE: 'AWS::S3Tables::Table',
  TABLE_BUCKET: 'AWS::S3Tables::TableBucket',
  VECTOR_INDEX: 'AWS::S3Vectors::Index',
  VECTOR_BUCKET: 'AWS::S3Vectors::VectorBucket',
  OBJECT_LAMBDA_ACCESS_POINT: 'AWS::S3ObjectLambda::AccessPoint',
} as const;

export function isKnownType(name: string): boolean {
  return Object.values<string>(KNOWN_TYPES).includes(name);
}

/** The type that is meant by a name which is another one's but for a letter or two. */
export function mistypedType(name: string): string | undefined {
  return isKnownType(name) ? undefined : Object.values(KNOWN_TYPES).find((known) => isMistyped(name, known));
}

/** Whether objects in general purpose buckets are among the types. */
export function haveObjects(types: readonly { readonly name: string }[]): boolean {
  return types.some(({ name }) => name === KNOWN_TYPES.OBJECT);
}
