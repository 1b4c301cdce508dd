import { Names } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * A name that is known before the resource exists, and differs for any two constructs of an account and region:
 * it is made of the stack's name and the construct's path, and ends with a hash of both.
 */
export function uniqueName(scope: IConstruct, maxLength: number): string {
  const name = Names.uniqueResourceName(scope, { maxLength, separator: '-', allowedSpecialCharacters: '-' });
  // CloudTrail takes no two separators in a row, and a letter or digit at either end.
  return name.replace(/-+/g, '-').replace(/^-|-$/g, '');
}

/** The same in the characters of a Glue name and of a SQL identifier: lower case, digits, underscores. */
export function uniqueSqlName(scope: IConstruct, maxLength: number): string {
  return uniqueName(scope, maxLength).replace(/-/g, '_').toLowerCase();
}
