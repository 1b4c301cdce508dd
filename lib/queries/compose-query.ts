import { CLOUDTRAIL_COLUMNS } from '../relation/cloudtrail-columns';
import { RelationPart } from '../relation/relation-part';
import {
  RELATION_PARTS,
  REQUESTS_RELATIONS,
  RequestColumn,
  RequestsRelation,
  S3_REQUESTS,
} from '../relation/request-columns';
import { sqlString } from '../sql/quoting';
import { SqlToken } from '../sql/sql-tokens';
import { QueryText } from './query-text';

/** The first and the last day that a query reads, each an SQL expression. */
export interface QueryWindow {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Today and the days before it, in UTC, as Athena knows them when the query runs. */
export function lastDays(days: string): QueryWindow {
  return {
    firstDay: `date_format(current_date - interval '${days}' day, '%Y/%m/%d')`,
    lastDay: "date_format(current_date, '%Y/%m/%d')",
  };
}

/**
 * Two days as parameters, with slashes or dashes. They are parsed and printed again, so that what is no day fails,
 * where a comparison of texts would silently select other days or none.
 */
export function parameterDays(): QueryWindow {
  const day = "date_format(date_parse(replace(?, '-', '/'), '%Y/%m/%d'), '%Y/%m/%d')";
  return { firstDay: day, lastDay: day };
}

/**
 * The statement as Athena runs it: the relation that it reads, bounded by the window, then the query as it was written.
 *
 * @param table the CloudTrail table, quoted
 * @param inputs gives the SQL for an input
 */
export function composeQuery(
  query: QueryText,
  table: string,
  window: QueryWindow,
  inputs: (name: string) => string,
): string {
  const [first, second, third] = query.tokens;
  const own = first.value === 'with';
  // Unless it is a query's name.
  const recursive = own && second.kind === 'word' && second.value === 'recursive' && !['as', '('].includes(third.value);
  const requestsRelation = REQUESTS_RELATIONS[query.relation];
  const relation = requestsRelation ? requests(requestsRelation, query.tokens, table, window) : logs(table, window);
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

/**
 * `s3_requests` without a window, as a view has it: all columns, and the day as the table has it, so that a condition on
 * the day leaves out partitions. An event that was delivered again under another day is there under both.
 *
 * @param table the CloudTrail table, quoted
 */
export function unboundedRequests(table: string): string {
  return [
    'SELECT DISTINCT',
    S3_REQUESTS.map((column) => `  ${selected(column)}`).join(',\n'),
    ...source(S3_REQUESTS, table, ofSources(REQUESTS_RELATIONS.s3_requests!)),
  ].join('\n');
}

interface Relation {
  readonly columns: string[];
  readonly sql: string;
}

/**
 * The relation with the columns that the query names. A duplicate delivery, which carries the same event id, is one
 * row, also where it was filed under another day: DISTINCT holds the id and not the day. A query that asks for the day
 * gets the first of them.
 */
function requests(relation: RequestsRelation, tokens: SqlToken[], table: string, window: QueryWindow): Relation {
  const names = new Set(
    tokens.filter((token) => token.kind === 'word' || token.kind === 'quoted').map((token) => token.value),
  );
  const all = selectsAll(tokens);
  const named = relation.columns.filter(({ name }) => all || name === 'event_id' || names.has(name));
  const columns = named.filter((column) => column.name !== 'day');
  const withDay = columns.length < named.length;
  const sql = [
    `  SELECT${withDay ? '' : ' DISTINCT'}`,
    [...columns.map(selected), ...(withDay ? ['min(day) AS day'] : [])].map((line) => `    ${line}`).join(',\n'),
    ...source(named, table, [bounds(window), ...ofSources(relation)]).map((line) => `  ${line}`),
    ...(withDay ? [`  GROUP BY ${columns.map((_, index) => index + 1).join(', ')}`] : []),
  ].join('\n');
  return { columns: [...columns.map(({ name }) => name), ...(withDay ? ['day'] : [])], sql };
}

/** The table under conditions, with the parts that these columns are made of, each in a query around those before it. */
function source(columns: RequestColumn[], table: string, conditions: string[]): string[] {
  let lines = [
    `FROM ${table}`,
    ...conditions.map((condition, index) => `${index === 0 ? 'WHERE' : '  AND'} ${condition}`),
  ];
  for (const parts of levels(neededParts(columns))) {
    const selection = ['*', ...parts.map(selected)].join(',\n    ');
    lines = ['FROM (', '  SELECT', ...`    ${selection}`.split('\n'), ...lines.map((line) => `  ${line}`), ')'];
  }
  return lines;
}

/** The parts that the columns are made of, and those that these are made of, in their order. */
function neededParts(columns: RequestColumn[]): RelationPart[] {
  const needed: RelationPart[] = [];
  for (const part of [...RELATION_PARTS].reverse()) {
    if ([...columns, ...needed].some(({ expression }) => mentions(expression, part.name))) {
      needed.unshift(part);
    }
  }
  return needed;
}

/** The parts in as few lists as possible, none with one that is made of another one in it. */
function levels(parts: RelationPart[]): RelationPart[][] {
  const all: RelationPart[][] = [];
  for (const part of parts) {
    const last = all[all.length - 1] as RelationPart[] | undefined;
    if (last === undefined || last.some(({ name }) => mentions(part.expression, name))) {
      all.push([part]);
    } else {
      last.push(part);
    }
  }
  return all;
}

function mentions(expression: string, name: string): boolean {
  return (
    expression
      .replace(/'[^']*'/g, '')
      .match(/[\w.]+/g)
      ?.includes(name) === true
  );
}

function selected({ name, expression }: Pick<RequestColumn, 'name' | 'expression'>): string {
  return name === expression ? name : `${expression} AS ${name}`;
}

function ofSources({ eventSources }: RequestsRelation): string[] {
  return eventSources ? [`eventsource IN (${eventSources.map(sqlString).join(', ')})`] : [];
}

function logs(table: string, window: QueryWindow): Relation {
  const columns = [...CLOUDTRAIL_COLUMNS.map(({ name }) => name.toLowerCase()), 'account', 'region', 'day'];
  return { columns, sql: `  SELECT *\n  FROM ${table}\n  WHERE ${bounds(window)}` };
}

function bounds(window: QueryWindow): string {
  return `day BETWEEN ${window.firstDay} AND ${window.lastDay}`;
}

/** Whether some `*` stands for columns, not for `count(*)` or a product. One too many only costs a wider relation. */
function selectsAll(tokens: SqlToken[]): boolean {
  return tokens.some(
    (token, index) => token.value === '*' && ['select', 'distinct', 'all', ',', '.'].includes(tokens[index - 1]?.value),
  );
}

function replaceInputs(query: QueryText, inputs: (name: string) => string): string {
  return query.tokens
    .filter((token) => token.kind === 'input')
    .reduceRight(
      (statement, token) => statement.slice(0, token.start) + inputs(token.value) + statement.slice(token.end),
      query.statement,
    );
}
