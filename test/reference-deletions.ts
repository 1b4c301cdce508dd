import {
  type ReferenceAnswer,
  type Row,
  areDifferentAccounts,
  earliest,
  groupsOf,
  hasSucceeded,
  input,
  latest,
  listing,
  objectOf,
  requestsIn,
  summary,
} from './reference-questions';
import type { ReferenceRequest } from './reference-request';

/** What was deleted, and in which manner. */
export const deletionAnswers: Record<string, ReferenceAnswer> = {
  'bulk-deletes': summary(
    [['hour', hourOf], 'identity'],
    ['buckets', 'object_keys', 'requests', 'first_seen', 'last_seen'],
    isDelete,
    ({ requests }, inputs) => requests.length >= Number(input(inputs, 'threshold')),
  ),
  'version-deletes': listing(
    ['version_id', 'user_agent', 'error_code', 'event_id'],
    (request) => request.action === 'DeleteObject' && request.version_id !== null,
  ),
  'extortion-pattern': {
    columns: ['identity', 'bucket', 'object_keys', 'first_rewrite', 'last_delete'],
    rows: (events, window, inputs) =>
      groupsOf(requestsIn(events, window).filter(hasSucceeded), ['identity'])
        .flatMap(({ key: [identity], requests }) => bucketsHeldToRansom(requests).map((row) => [identity, ...row]))
        .filter(([, , objects]) => (objects as number) >= Number(input(inputs, 'threshold'))),
  },
};

/** An object that was there before somebody wrote an encrypted one in its place. */
interface Original {
  readonly rewrites: ReferenceRequest[];
  readonly deletes: ReferenceRequest[];
}

/** By bucket: how many originals one identity rewrote and then deleted, from when to when. */
function bucketsHeldToRansom(requests: ReferenceRequest[]): Row[] {
  const buckets = new Map<string, Original[]>();
  for (const [name, original] of originalsIn(requests)) {
    if (isHit(original)) {
      const [bucket] = name.split('/');
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), original]);
    }
  }
  return [...buckets].map(([bucket, originals]) => [
    bucket,
    originals.length,
    earliest(originals.flatMap(({ rewrites }) => rewrites)),
    latest(originals.flatMap(({ deletes }) => deletes)),
  ]);
}

function originalsIn(requests: ReferenceRequest[]): Map<string, Original> {
  const originals = new Map<string, Original>();
  for (const rewrite of requests.filter(isRewrite)) {
    for (const name of originalsOf(rewrite)) {
      const deletes = requests.filter((request) => isDelete(request) && objectOf(request) === name);
      const { rewrites } = originals.get(name) ?? { rewrites: [] };
      originals.set(name, { rewrites: [...rewrites, rewrite], deletes });
    }
  }
  return originals;
}

function isHit({ rewrites, deletes }: Original): boolean {
  return deletes.length > 0 && Date.parse(earliest(rewrites)) <= Date.parse(latest(deletes));
}

/** The objects, as bucket/key, that a rewrite may stand for: itself, what it copies, and what it only adds an extension to. */
export function originalsOf(rewrite: ReferenceRequest): Set<string> {
  const object = objectOf(rewrite);
  const names = [object, rewrite.copy_source, object?.replace(/\.[^./]+$/, '') ?? null];
  return new Set(names.filter((name) => name !== null));
}

function isRewrite(request: ReferenceRequest): boolean {
  return (
    ['PutObject', 'CopyObject', 'CreateMultipartUpload'].includes(request.action) &&
    (request.customer_key || hasForeignKey(request))
  );
}

function hasForeignKey({ kms_key: key, bucket_owner: owner }: ReferenceRequest): boolean {
  const [scheme, , , , account = ''] = (key ?? '').split(':');
  return scheme === 'arn' && areDifferentAccounts(account, owner);
}

/** A batch has an event of this name for each of its objects, and one of another for itself. */
function isDelete(request: ReferenceRequest): boolean {
  return request.action === 'DeleteObject' && hasSucceeded(request);
}

function hourOf({ event_time: time }: ReferenceRequest): string {
  return `${time.slice(0, 'yyyy-MM-ddTHH'.length)}:00:00Z`;
}
