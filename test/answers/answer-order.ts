import type { Row } from './questions';

/** In which order a query promises its rows: the columns as in ORDER BY. Null is last, whichever the direction. */
const ORDERS: Record<string, string | undefined> = {
  'sigv2-requesters': 'requests DESC, principal',
  'sigv2-requesters-in-region': 'requests DESC, principal',
  'sigv2-clients': 'requests DESC, client, client_version, principal',
  'sigv2-buckets': 'requests DESC, bucket',
  'sigv2-days': 'day',
  'signature-mix': 'requests DESC, signature_version, authentication_method',
  'bucket-users': 'requests DESC, principal, action',
  'top-talkers': 'rank_by_requests',
  'new-principals': 'requests DESC, identity',
  'new-networks': 'requests DESC, source_network',
  'requests-outside-vpc-endpoints': 'requests DESC, bucket, principal, source_ip',
  probing: 'requests DESC, identity, source_ip',
  'encryption-by-bucket': 'bucket, encryption',
  'tls-by-principal': 'tls_version, post_quantum, requests DESC, principal, client, key_exchange',
  'bulk-deletes': 'hour DESC, requests DESC, identity',
  'extortion-pattern': 'object_keys DESC, identity, bucket',
  'bucket-volume': 'requests DESC, bucket, action',
  'data-event-costs': 'requests DESC, bucket',
  // Of the tests' own.
  'requests-a-day': 'day',
  'days-in-region': 'day',
  'actions-in-folders': 'action',
  anywhere: 'requests',
  'three-days': 'n, day',
  'busiest-bucket': 'requests DESC, bucket',
};
/** Of the rows that are a request each. */
const OF_REQUESTS = 'event_time DESC, event_id';
/** They promise none. */
const UNORDERED = ['all-fields'];
/** Texts that are compared as the times they are. */
const TIMES = ['event_time', 'hour'];

/**
 * The first two neighbours that don't stand in the order that their query promises, or that share a place in it, since
 * an order leaves nothing to the engine.
 */
export function misplacedRows(name: string, columns: string[], rows: Row[]): [Row, Row] | undefined {
  const compare = UNORDERED.includes(name) ? () => -1 : inOrder(ORDERS[name] ?? OF_REQUESTS, columns);
  const second = rows.findIndex((row, index) => index > 0 && compare(rows[index - 1], row) >= 0);
  return second < 0 ? undefined : [rows[second - 1], rows[second]];
}

function inOrder(order: string, columns: string[]): (a: Row, b: Row) => number {
  const keys = order.split(', ').map((item) => {
    const [column, direction] = item.split(' ');
    const index = columns.indexOf(column);
    if (index < 0) {
      throw new Error(`The answer has no ${column} to be in the order ${order}`);
    }
    return { valueOf: (row: Row) => comparable(column, row[index]), descending: direction === 'DESC' };
  });
  return (a, b) => {
    for (const { valueOf, descending } of keys) {
      const result = compareValues(valueOf(a), valueOf(b), descending);
      if (result !== 0) {
        return result;
      }
    }
    return 0;
  };
}

function comparable(column: string, value: unknown): number | Buffer | null {
  if (value === null || typeof value === 'number') {
    return value;
  }
  if (typeof value === 'boolean') {
    return Number(value);
  }
  // By code points, as Athena compares texts.
  return TIMES.includes(column) ? Date.parse(value as string) : Buffer.from(value as string);
}

function compareValues(a: number | Buffer | null, b: number | Buffer | null, descending: boolean): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  const result = a instanceof Buffer && b instanceof Buffer ? a.compare(b) : Number(a) - Number(b);
  return descending ? -result : result;
}
