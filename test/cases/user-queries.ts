import { AuditQuery } from '../../lib';
import { S3_REQUESTS } from '../../lib/relation/request-columns';
import { type ReferenceAnswer, type Row, requestsIn } from '../answers/questions';
import type { ReferenceRequest } from '../answers/request';

const PARTITION_KEYS = ['account', 'region', 'day'];
const TEXTS = S3_REQUESTS.filter(({ name, type }) => type === 'varchar' && !PARTITION_KEYS.includes(name)).map(
  ({ name }) => name,
);

/** Queries as users may write them, by name. */
export const OWN_QUERIES: AuditQuery[] = [
  AuditQuery.fromText('all-fields', 'SELECT * FROM s3_requests'),
  AuditQuery.fromText('requests-a-day', 'SELECT day, count(*) AS requests FROM s3_requests GROUP BY day ORDER BY day'),
  AuditQuery.fromText(
    'days-in-region',
    `-- input: region - AWS region
     SELECT day, count(*) AS requests FROM s3_requests WHERE region = :region GROUP BY day ORDER BY day`,
  ),
  AuditQuery.fromText(
    'actions-in-folders',
    `-- input: account - id of an account
     -- input: region - AWS region
     SELECT action, count(*) AS requests FROM s3_requests
     WHERE account = :account AND region = :region GROUP BY action ORDER BY action`,
  ),
  AuditQuery.fromText(
    'anywhere',
    `-- input: bucket - a text
     SELECT count(*) AS requests FROM s3_requests WHERE contains(ARRAY[${TEXTS.join(', ')}], :bucket)`,
  ),
  AuditQuery.fromText(
    'three-days',
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3),
     busy (day, requests) AS (SELECT day, count(*) FROM s3_requests GROUP BY day)
     SELECT n, day, requests FROM numbers, busy ORDER BY n, day`,
  ),
  AuditQuery.fromText(
    'busiest-bucket',
    `-- Whoever reads this: a query of one's own may have comments,
     WITH buckets AS ( /* queries of its own */
       SELECT bucket, sum(bytes_out) AS bytes, count(*) AS requests FROM s3_requests GROUP BY bucket
     )
     SELECT bucket, bytes, requests FROM buckets
     WHERE bucket IS NOT NULL ORDER BY requests DESC, bucket LIMIT 1; -- and an end`,
  ),
];

/** Where all are asked for, the day stands last: it is the first one of each event. */
const ALL_FIELDS = [...S3_REQUESTS.map(({ name }) => name).filter((name) => name !== 'day'), 'day'];

/** What they have to answer, worked out without SQL; in the order of the query, where it has one. */
export const ownAnswers: Record<string, ReferenceAnswer> = {
  'all-fields': {
    columns: ALL_FIELDS,
    rows: (events, window) =>
      requestsIn(events, window).map((request) => ALL_FIELDS.map((name) => request[name as keyof ReferenceRequest])),
  },
  'requests-a-day': {
    columns: ['day', 'requests'],
    rows: (events, window) => counts(daysOf(requestsIn(events, window))),
  },
  'three-days': {
    columns: ['n', 'day', 'requests'],
    rows: (events, window) =>
      [1, 2, 3].flatMap((n) => counts(daysOf(requestsIn(events, window))).map((row) => [n, ...row])),
  },
  'days-in-region': {
    columns: ['day', 'requests'],
    rows: (events, window, { region }) =>
      counts(daysOf(requestsIn(events, window).filter((request) => request.region === region))),
  },
  'actions-in-folders': {
    columns: ['action', 'requests'],
    rows: (events, window, { account, region }) =>
      counts(
        requestsIn(events, window)
          .filter((request) => request.account === account && request.region === region)
          .map(({ action }) => action),
      ),
  },
  anywhere: {
    columns: ['requests'],
    rows: (events, window, { bucket }) => [
      [
        requestsIn(events, window).filter((request) =>
          TEXTS.some((name) => request[name as keyof ReferenceRequest] === bucket),
        ).length,
      ],
    ],
  },
  'busiest-bucket': {
    columns: ['bucket', 'bytes', 'requests'],
    rows: (events, window) => {
      const buckets = new Map<string, ReferenceRequest[]>();
      for (const request of requestsIn(events, window)) {
        if (request.bucket !== null) {
          buckets.set(request.bucket, [...(buckets.get(request.bucket) ?? []), request]);
        }
      }
      const [[bucket, requests]] = [...buckets].sort(([, a], [, b]) => b.length - a.length);
      return [[bucket, requests.reduce((sum, { bytes_out: bytes }) => sum + (bytes ?? 0), 0), requests.length]];
    },
  },
};

function daysOf(requests: ReferenceRequest[]): string[] {
  return requests.map(({ day }) => day);
}

/** How often each value is there, by value. */
function counts(values: string[]): Row[] {
  const found = new Map<string, number>();
  values.forEach((value) => found.set(value, (found.get(value) ?? 0) + 1));
  return [...found].sort();
}
