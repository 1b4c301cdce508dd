import { AuditQuery } from '../lib';
import { S3_REQUESTS } from '../lib/requests-relation';
import { at } from './record-tests';
import { type ReferenceAnswer, type Row, isWithin, requestsIn } from './reference-answers';
import type { FiledRecord, ReferenceRequest } from './reference-request';

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
    rows: (events, window) => {
      const days = firstDays(events, window);
      const records = new Map(Array.from(events, ({ record }) => [record.eventID, record]));
      return requestsIn(events, window).map((request) => {
        const { event_id: id } = request;
        const fields: Record<string, unknown> = { ...request, ...moreFields(records.get(id)!), day: days.get(id) };
        return ALL_FIELDS.map((name) => fields[name]);
      });
    },
  },
  'requests-a-day': {
    columns: ['day', 'requests'],
    rows: (events, window) => counts([...firstDays(events, window).values()]),
  },
  'three-days': {
    columns: ['n', 'day', 'requests'],
    rows: (events, window) =>
      [1, 2, 3].flatMap((n) => counts([...firstDays(events, window).values()]).map((row) => [n, ...row])),
  },
  'days-in-region': {
    columns: ['day', 'requests'],
    rows: (events, window, { region }) =>
      counts([
        ...firstDays(
          [...events].filter((event) => event.region === region),
          window,
        ).values(),
      ]),
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
  'busiest-bucket': {
    columns: ['bucket', 'bytes', 'requests'],
    rows: (events, window) => {
      const bytes = new Map<unknown, number>();
      for (const { record } of events) {
        bytes.set(record.eventID, Number(at(record, 'additionalEventData.bytesTransferredOut') ?? 0));
      }
      const buckets = new Map<string, ReferenceRequest[]>();
      for (const request of requestsIn(events, window)) {
        if (request.bucket !== null) {
          buckets.set(request.bucket, [...(buckets.get(request.bucket) ?? []), request]);
        }
      }
      const [[bucket, requests]] = [...buckets].sort(([, a], [, b]) => b.length - a.length);
      return [[bucket, requests.reduce((sum, { event_id: id }) => sum + bytes.get(id)!, 0), requests.length]];
    },
  },
};

/** The fields that no shipped query asks for. */
function moreFields(record: Record<string, unknown>): Record<string, unknown> {
  const field = (path: string) => at(record, path) ?? null;
  const bytes = (path: string) => (field(path) === null ? null : Number(field(path)));
  const truth = (path: string) => (field(path) === null ? null : [true, 'true'].includes(field(path) as boolean));
  return {
    principal_arn: field('userIdentity.arn'),
    tls_version: field('tlsDetails.tlsVersion'),
    bytes_in: bytes('additionalEventData.bytesTransferredIn'),
    bytes_out: bytes('additionalEventData.bytesTransferredOut'),
    error_message: field('errorMessage'),
    acl_required: field('additionalEventData.aclRequired') === 'Yes',
    encryption: field('additionalEventData.SSEApplied'),
    vpc_endpoint: field('vpcEndpointId'),
    read_only: truth('readOnly'),
    management_event: truth('managementEvent'),
  };
}

/** The first day under which each event of S3 was filed in the window, by its id. */
function firstDays(events: Iterable<FiledRecord>, window: { firstDay: string; lastDay: string }): Map<string, string> {
  const all = [...events];
  const ids = new Set(requestsIn(all, window).map((request) => request.event_id));
  const days = new Map<string, string>();
  for (const { day, record } of all) {
    const id = String(record.eventID);
    if (ids.has(id) && isWithin(day, window)) {
      days.set(id, [days.get(id) ?? day, day].sort()[0]);
    }
  }
  return days;
}

/** How often each value is there, by value. */
function counts(values: string[]): Row[] {
  const found = new Map<string, number>();
  values.forEach((value) => found.set(value, (found.get(value) ?? 0) + 1));
  return [...found].sort();
}
