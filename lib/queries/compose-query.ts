import { invalid } from '../core/validation';
import { QueryWindow, lastDays, parameterDays } from '../relation/query-window';
import { relationRows } from '../relation/relation-rows';
import { RequestSource } from '../relation/request-source';
import { sqlString } from '../sql/quoting';
import { SqlToken, isName, selectsAll } from '../sql/sql-tokens';
import { AuditQuery } from './audit-query';
import { QueryText } from './query-text';

/**
 * The text of the saved query, or undefined where the value of an input is not known, or not which accounts are asked for.
 *
 * @param days how many days back it looks
 * @param values for inputs that the query itself has no value for
 * @throws if it is over Athena's limit
 */
export function savedStatement(
  query: AuditQuery,
  source: RequestSource,
  days: string,
  values: { [name: string]: string },
): string | undefined {
  const known = inputValues(query, values);
  const accounts = source.injected?.saved;
  if (accounts?.length === 0 || !query.inputs.every(({ name }) => known.has(name))) {
    return undefined;
  }
  const { text } = query._definition;
  return withinLimit(
    query,
    composeQuery(text, source, lastDays(days, accounts), (name) => sqlString(known.get(name)!)),
  );
}

/**
 * The text of the prepared statement.
 *
 * @throws if it is over Athena's limit
 */
export function preparedStatement(query: AuditQuery, source: RequestSource): string {
  return withinLimit(
    query,
    composeQuery(query._definition.text, source, parameterDays(source.injected !== undefined), () => '?'),
  );
}

/** The values of a query's inputs: those that it was given, else the defaults of its header, else these. */
export function inputValues(query: AuditQuery, values: { [name: string]: string }): Map<string, string> {
  const defaults = query.inputs.flatMap(({ name, defaultValue }): [string, string][] =>
    defaultValue === undefined ? [] : [[name, defaultValue]],
  );
  return new Map([...Object.entries(values), ...defaults, ...Object.entries(query._definition.inputs)]);
}

function withinLimit({ queryName }: AuditQuery, statement: string): string {
  const bytes = Buffer.byteLength(statement);
  if (bytes > 262_144) {
    invalid(`queries: ${queryName}`, `${bytes} bytes`, 'at most 262144 bytes, the relation included');
  }
  return statement;
}

/** The statement as Athena runs it: the relation that it reads, bounded by the window, then the query as it was written. */
function composeQuery(
  query: QueryText,
  source: RequestSource,
  window: QueryWindow,
  inputs: (name: string) => string,
): string {
  const { tokens } = query;
  const [first, second, third] = tokens;
  const own = first.value === 'with';
  // Behind a query's name stands one of these, and behind RECURSIVE a query's name.
  const recursive = own && !['as', '('].includes(third.text.toLowerCase());
  const relation = relationRows(query.relation, source, window, selectsAll(tokens) ? undefined : namesIn(tokens));
  // WITH RECURSIVE wants the names of the columns of each of its queries.
  const names = recursive ? ` (${relation.columns.join(', ')})` : '';
  const relationQuery = `${query.relation}${names} AS (\n${relation.sql}\n)`;
  const statement = replaceInputs(query, inputs);
  if (!own) {
    return `WITH ${relationQuery}\n${statement}`;
  }
  const { end } = recursive ? second : first;
  return `${statement.slice(0, end)} ${relationQuery},\n${statement.slice(end).trimStart()}`;
}

function namesIn(tokens: SqlToken[]): Set<string> {
  return new Set(tokens.filter(isName).map((token) => token.value));
}

function replaceInputs(query: QueryText, inputs: (name: string) => string): string {
  return query.tokens
    .filter((token) => token.kind === 'input')
    .reduceRight(
      (statement, token) => statement.slice(0, token.start) + inputs(token.value) + statement.slice(token.end),
      query.statement,
    );
}
