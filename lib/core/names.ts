import { createHash } from 'node:crypto';
import { Names, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** As long as the names of regions get, with a hyphen before it. */
const REGION_LENGTH = 25;

/**
 * A name that is known before the resource exists, and differs for any two constructs of an account and region:
 * it is made of the stack's name and the construct's path, and ends with a hash of both.
 */
export function uniqueName(scope: IConstruct, maxLength: number): string {
  // The CDK leaves the hash away where all ids below the stack are `Default`.
  const hash = isDefault(scope) ? `-${hashOf(scope.node.path)}` : '';
  const name = Names.uniqueResourceName(scope, {
    maxLength: maxLength - hash.length,
    separator: '-',
    allowedSpecialCharacters: '-',
  });
  // CloudTrail takes no two separators in a row, and a letter or digit at either end.
  return `${name.replace(/-+/g, '-').replace(/^-|-$/g, '')}${hash}`;
}

/** The same for what has a shadow in every region, and so a name that no other region may have. */
export function uniqueNameOfAllRegions(scope: IConstruct, maxLength: number): string {
  return `${uniqueName(scope, maxLength - REGION_LENGTH)}-${Stack.of(scope).region}`;
}

/** The same in the characters of a Glue name and of a SQL identifier: lower case, digits, underscores. */
export function uniqueSqlName(scope: IConstruct, maxLength: number): string {
  return uniqueName(scope, maxLength).replace(/-/g, '_').toLowerCase();
}

function isDefault(scope: IConstruct): boolean {
  const { scopes } = scope.node;
  const ids = scopes.slice(scopes.indexOf(Stack.of(scope)) + 1).map(({ node }) => node.id);
  return ids.every((id) => id === 'Default');
}

/** Eight characters that differ for two texts. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
}
