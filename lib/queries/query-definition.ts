import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Token } from 'aws-cdk-lib';
import { invalid, requireMatch } from '../core/validation';
import type { AuditQueryOptions } from './audit-query';
import { requireInputValues } from './input-values';
import { QueryText, parseQuery } from './query-text';

/** What a query's text says, and what was given beside it. */
export interface QueryDefinition {
  readonly text: QueryText;
  readonly question: string;
  /** The values that were given for its inputs. */
  readonly inputs: { [name: string]: string };
}

/** @throws if the text is invalid for a query, or what is given beside it doesn't fit */
export function define(
  queryName: string,
  sql: string,
  { question, inputs = {} }: AuditQueryOptions = {},
): QueryDefinition {
  requireName(queryName);
  const text = parseQuery(queryName, sql);
  const asked = question ?? text.question ?? text.title ?? queryName;
  requireMatch(`question of ${queryName}`, asked, /^[^]{1,1024}$/, '1 to 1024 characters');
  return withInputs(queryName, { text, question: asked, inputs: {} }, inputs);
}

/** @throws if it is no name of a query */
export function requireName(queryName: string): void {
  requireMatch(
    'queryName',
    queryName,
    /^(?=.{2,128}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    '2 to 128 of a-z and 0-9, in words with single hyphens between them, a letter first',
  );
  if (Token.isUnresolved(queryName)) {
    invalid('queryName', queryName, 'a name that is known at synthesis, since it is a part of logical ids');
  }
}

/** @throws if a value is for no input of the query, or is invalid for its type */
export function withInputs(
  queryName: string,
  definition: QueryDefinition,
  inputs: { [name: string]: string },
): QueryDefinition {
  requireInputValues(queryName, definition.text.inputs, inputs);
  return { ...definition, inputs: { ...definition.inputs, ...inputs } };
}

/**
 * The text of a query of this package.
 *
 * @throws if the file isn't there, as where the package was bundled without it
 */
export function shippedText(folder: string, path: string): string {
  const file = join(folder, path);
  if (!existsSync(file)) {
    throw new Error(
      `The file ${file} of cdk-s3-audit-trail is missing. Where the package is bundled, copy what its folder ` +
        `lib/queries holds to ${folder}.`,
    );
  }
  return readFileSync(file, 'utf8');
}
