import {
  type Field,
  type Group,
  type Inputs,
  type Measure,
  type ReferenceAnswer,
  count,
  groupsOf,
  hasSucceeded,
  input,
  listing,
  nameOf,
  requestsIn,
  rowOf,
  summary,
} from '../questions';
import type { ReferenceRequest } from '../request';

const OF_OBJECT: Field[] = [
  'version_id',
  'copy_source',
  'rename_source',
  'bytes_in',
  'bytes_out',
  'user_agent',
  'error_code',
  'event_id',
];

/** Who asked for what. */
export const accessAnswers: Record<string, ReferenceAnswer> = {
  'object-history': listing(
    OF_OBJECT,
    (request, inputs) =>
      isForObject(request, inputs) ||
      [request.copy_source, request.rename_source].includes(`${input(inputs, 'bucket')}/${input(inputs, 'key')}`),
  ),
  'object-requests': listing(OF_OBJECT, isForObject),
  'principal-activity': listing(
    ['session_issuer', 'bytes_in', 'bytes_out', 'user_agent', 'error_code', 'event_id'],
    (request, inputs) => [request.principal, request.session_issuer].includes(input(inputs, 'principal')),
  ),
  'bucket-users': summary(
    ['principal', 'action'],
    [
      'requests',
      count('failed', (request) => !hasSucceeded(request)),
      'bytes_in',
      'bytes_out',
      'first_seen',
      'last_seen',
    ],
    (request, inputs) => request.bucket === input(inputs, 'bucket'),
  ),
  'top-talkers': topTalkers(),
  copies: listing(['copy_source', 'bucket_owner', 'bytes_in', 'bytes_out', 'error_code', 'event_id'], (request) =>
    ['CopyObject', 'UploadPartCopy'].includes(request.action),
  ),
  listings: listing(['prefix', 'user_agent', 'error_code', 'event_id'], (request) =>
    [
      'ListObjects',
      'ListObjectsV2',
      'ListObjectVersions',
      'ListMultipartUploads',
      'ListBuckets',
      'ListDirectoryBuckets',
    ].includes(request.action),
  ),
  'new-principals': newcomers('identity', ['requests', 'buckets', 'first_seen', 'last_seen'], () => true),
  'new-networks': newcomers(
    'source_network',
    ['requests', 'principals', 'first_seen', 'last_seen'],
    (network) => network !== null,
  ),
};

function isForObject({ bucket, object_key: key }: ReferenceRequest, inputs: Inputs): boolean {
  return bucket === input(inputs, 'bucket') && key === input(inputs, 'key');
}

/** Who asks most often, and who moves the most bytes: a role for all of its sessions. */
function topTalkers(): ReferenceAnswer {
  const measures: Measure[] = ['requests', 'bytes_in', 'bytes_out'];
  return {
    columns: ['identity', ...measures.map(nameOf), 'rank_by_requests', 'rank_by_bytes'],
    rows: (events, window, inputs) => {
      const groups = groupsOf(requestsIn(events, window), ['identity']).sort(byName);
      const counts = groups.map(({ requests }) => requests.length);
      const bytes = groups.map(({ requests }) => requests.reduce((sum, request) => sum + bytesOf(request), 0));
      return groups
        .map((group, index) => ({ group, ranks: [rankOf(index, counts), rankOf(index, bytes)] }))
        .filter(({ ranks }) => Math.min(...ranks) <= Number(input(inputs, 'top')))
        .map(({ group, ranks }) => [...rowOf(group, measures), ...ranks]);
    },
  };
}

function bytesOf({ bytes_in: bytesIn, bytes_out: bytesOut }: ReferenceRequest): number {
  return (bytesIn ?? 0) + (bytesOut ?? 0);
}

/** The place that a value has among all, the greatest first; of equal ones, that which is there first. */
export function rankOf(index: number, values: number[]): number {
  const before = values.filter((other, place) => other > values[index] || (other === values[index] && place < index));
  return before.length + 1;
}

/** What has no name is last. */
function byName({ key: [a] }: Group, { key: [b] }: Group): number {
  return Number(a === null) - Number(b === null) || ((a as string) < (b as string) ? -1 : 1);
}

/** Who, or what, is there on the last day and on no day before. */
function newcomers(
  who: 'identity' | 'source_network',
  measures: Measure[],
  isListed: (who: unknown) => boolean,
): ReferenceAnswer {
  return {
    columns: [who, ...measures.map(nameOf)],
    rows: (events, window) => {
      const requests = requestsIn(events, window);
      const lastDay = lastDayOf(requests);
      return groupsOf(requests, [who])
        .filter(({ key, requests: own }) => isListed(key[0]) && own.every(({ day }) => day === lastDay))
        .map((group) => rowOf(group, measures));
    },
  };
}

function lastDayOf(requests: ReferenceRequest[]): string {
  return requests.reduce((last, { day }) => (day > last ? day : last), '');
}
