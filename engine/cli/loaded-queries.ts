import { AuditQuery, type S3Audit, type S3AuditTrail } from '../../lib/index'; // not '../lib': see bin/

/** Whether a query can be asked of a request table. */
export function isOfRequests(query: AuditQuery): boolean {
  return query._definition.text.relation === 's3_requests';
}

/**
 * An audit with a request table, which the queries read that can, and the others its logs.
 *
 * @param auditOf makes an audit that saves some queries, of which there must be one at least
 * @throws if no query can read it
 */
export function withRequestTable<Audit extends S3Audit | S3AuditTrail>(
  queries: AuditQuery[],
  auditOf: (queries: AuditQuery[]) => Audit,
): Audit {
  const loaded = queries.filter(isOfRequests);
  const others = queries.filter((query) => !isOfRequests(query));
  if (loaded.length === 0) {
    throw new Error('--request-table has nothing to answer: no query that runs reads s3_requests');
  }
  const audit = auditOf(others.length > 0 ? others : [AuditQuery.SIGV2_REQUESTS.withName('of-the-logs')]);
  const reads = audit.addRequestTable();
  loaded.forEach((query) => audit.addQuery(query, { reads }));
  return audit;
}

/** What is said of queries that run beside a request table and don't read it; nothing where there is none. */
export function notesOfOthers(queries: AuditQuery[]): string[] {
  const names = queries.filter((query) => !isOfRequests(query)).map(({ queryName }) => queryName);
  const why = 'answered from the log files, since the request table holds s3_requests alone';
  return names.length === 0 ? [] : [`${names.join(', ')}: ${why}`];
}
