import { invalid } from '../core/validation';
import { AuditQuery } from './audit-query';
import { QueryPack } from './query-pack';
import { QueryText } from './query-text';

/**
 * The queries to save, each text once. Of two with one text that is meant which was given inputs.
 *
 * @throws if there is none, or if inputs were given twice
 */
export function queriesToSave(queries: AuditQuery[] = QueryPack.REQUEST_IDENTIFICATION): AuditQuery[] {
  if (queries.length === 0) {
    invalid('queries', [], "a list with at least one query; leave 'queries' out for the default");
  }
  const byText = new Map<QueryText, AuditQuery>();
  for (const query of queries) {
    const { text } = query._definition;
    byText.set(text, merged(byText.get(text) ?? query, query));
  }
  return [...byText.values()];
}

function merged(one: AuditQuery, other: AuditQuery): AuditQuery {
  if (one === other || !hasInputs(one)) {
    return other;
  }
  if (hasInputs(other)) {
    invalid('queries', other.queryName, 'each name once, with one set of inputs');
  }
  return one;
}

function hasInputs(query: AuditQuery): boolean {
  return Object.keys(query._definition.inputs).length > 0;
}
