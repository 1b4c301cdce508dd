import { sqlString } from '../sql/quoting';
import { CLOUDTRAIL_COLUMNS } from './cloudtrail-columns';
import { loadedAndRecent, recentDays } from './loaded-requests';
import { QueryWindow, withinWindow } from './query-window';
import { RelationPart } from './relation-part';
import { REQUESTS_RELATIONS, RequestsRelation } from './relations';
import { RELATION_PARTS, RequestColumn, S3_REQUESTS } from './request-columns';
import { RequestSource, fromSource } from './request-source';

/** The rows of a relation, as a query of their own. */
export interface RelationRows {
  readonly columns: string[];
  readonly sql: string;
}

/**
 * The rows of a relation that lie in the window, with the columns that are named.
 *
 * @param names what a query names; all columns, where it is left out
 */
export function relationRows(
  relation: string,
  source: RequestSource,
  window: QueryWindow,
  names?: Set<string>,
): RelationRows {
  const requestsRelation = REQUESTS_RELATIONS[relation];
  return requestsRelation ? requests(requestsRelation, source, window, names) : logs(source, window);
}

/**
 * `s3_requests` without a window, as a view has it: all columns, and the day as the table has it, so that a condition on
 * the day leaves out partitions. An event that was delivered again under another day is there under both.
 */
export function unboundedRequests(source: RequestSource): string {
  return [
    'SELECT DISTINCT',
    S3_REQUESTS.map((column) => `  ${selected(column)}`).join(',\n'),
    ...withParts(S3_REQUESTS, source, ofServices(REQUESTS_RELATIONS.s3_requests!)),
  ].join('\n');
}

function requests(
  relation: RequestsRelation,
  source: RequestSource,
  window: QueryWindow,
  names?: Set<string>,
): RelationRows {
  const isNamed = (name: string) => !names || names.has(name);
  const columnsWith = (...others: string[]) =>
    relation.columns.filter(({ name }) => isNamed(name) || others.includes(name));
  if (source.loaded === undefined) {
    const named = columnsWith('event_id');
    return indented(distinct(named, source, [...withinWindow(window), ...ofServices(relation)]));
  }
  // The condition on accounts stands around both.
  const named = columnsWith('event_id', ...(window.accounts ? ['account'] : []));
  const { columns, lines } = distinct(named, source, [...recentDays(window), ...ofServices(relation)]);
  // Of what is loaded, the id takes more space than all else, and tells no duplicates apart, since there are none.
  const wanted = columns.filter(isNamed);
  return indented({ columns: wanted, lines: loadedAndRecent(source.loaded, window, wanted, lines) });
}

/**
 * A duplicate delivery, which carries the same event id, is one row, also where it was filed under another day: DISTINCT
 * holds the id and not the day. A query that asks for the day gets the first of them.
 */
function distinct(
  named: RequestColumn[],
  source: RequestSource,
  conditions: string[],
): { columns: string[]; lines: string[] } {
  const columns = named.filter((column) => column.name !== 'day');
  const withDay = columns.length < named.length;
  const selection = [...columns.map(selected), ...(withDay ? ['min(day) AS day'] : [])];
  return {
    columns: [...columns.map(({ name }) => name), ...(withDay ? ['day'] : [])],
    lines: [
      `SELECT${withDay ? '' : ' DISTINCT'}`,
      ...selection.map((line, index) => `  ${line}${index < selection.length - 1 ? ',' : ''}`),
      ...withParts(named, source, conditions),
      ...(withDay ? [`GROUP BY ${columns.map((_, index) => index + 1).join(', ')}`] : []),
    ],
  };
}

function indented({ columns, lines }: { columns: string[]; lines: string[] }): RelationRows {
  return { columns, sql: lines.map((line) => `  ${line}`).join('\n') };
}

/** The source under conditions, with the parts that these columns are made of, each in a query around those before it. */
function withParts(columns: RequestColumn[], source: RequestSource, conditions: string[]): string[] {
  let lines = fromSource(source, conditions);
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

function ofServices({ eventSources }: RequestsRelation): string[] {
  return eventSources ? [`eventsource IN (${eventSources.map(sqlString).join(', ')})`] : [];
}

function logs(source: RequestSource, window: QueryWindow): RelationRows {
  const columns = [...CLOUDTRAIL_COLUMNS.map(({ name }) => name.toLowerCase()), 'account', 'region', 'day'];
  return indented({ columns, lines: ['SELECT *', ...fromSource(source, withinWindow(window))] });
}
