import {
  type Inputs,
  type ReferenceAnswer,
  type Row,
  earliest,
  groupsOf,
  hasSucceeded,
  input,
  latest,
  objectOf,
  requestsIn,
} from '../questions';
import type { ReferenceRequest } from '../request';
import { isDelete } from './deletion';
import { hasForeignKmsKey } from './protection';

/** What one identity has done to an object. */
interface Victim {
  readonly bucket: string;
  /** A foreign key was put upon it, or upon what stands for it. */
  readonly rewrites: ReferenceRequest[];
  /** It was encrypted anew where it is. */
  readonly inPlace: ReferenceRequest[];
  readonly deletes: ReferenceRequest[];
}

const REWRITES = [
  'PutObject',
  'PostObject',
  'CopyObject',
  'CreateMultipartUpload',
  'UploadPartCopy',
  'UpdateObjectEncryption',
];
const COPIES = ['CopyObject', 'UploadPartCopy'];

/** Which objects are held to ransom: deleted, with a copy that only another can read, or made unreadable where they are. */
export const extortionAnswers: Record<string, ReferenceAnswer> = {
  'extortion-pattern': {
    columns: ['identity', 'bucket', 'object_keys', 'deleted', 'in_place', 'first_rewrite', 'last_delete'],
    rows: (events, window, inputs) =>
      groupsOf(requestsIn(events, window).filter(hasSucceeded), ['identity']).flatMap(({ key: [identity], requests }) =>
        bucketsHeldToRansom(requests, inputs).map((row) => [identity, ...row]),
      ),
  },
};

/** By bucket: how many objects one identity deleted or encrypted in their place, from when to when. */
function bucketsHeldToRansom(requests: ReferenceRequest[], inputs: Inputs): Row[] {
  const victims = victimsIn(requests);
  return [...new Set(victims.map(({ bucket }) => bucket))].flatMap((bucket) => {
    const own = victims.filter((victim) => victim.bucket === bucket);
    const deleted = own.filter(isDeleted);
    const inPlace = own.filter((victim) => !isDeleted(victim) && victim.inPlace.length > 0);
    const isListed =
      deleted.length >= Number(input(inputs, 'threshold')) ||
      inPlace.length >= Number(input(inputs, 'in_place_threshold'));
    const first = [
      ...deleted.flatMap(({ rewrites }) => rewrites),
      ...inPlace.flatMap(({ inPlace: requestsInPlace }) => requestsInPlace),
    ];
    const last = deleted.flatMap(({ deletes }) => deletes);
    const measures = [deleted.length + inPlace.length, deleted.length, inPlace.length, earliest(first), latest(last)];
    return isListed ? [[bucket, ...measures]] : [];
  });
}

function victimsIn(requests: ReferenceRequest[]): Victim[] {
  const victims = new Map<string, Victim>();
  const victimOf = (name: string, by: ReferenceRequest) => {
    const victim = victims.get(name) ?? { bucket: bucketOf(name, by), rewrites: [], inPlace: [], deletes: [] };
    victims.set(name, victim);
    return victim;
  };
  for (const request of requests) {
    const object = objectOf(request);
    if (isRewrite(request)) {
      originalsOf(request).forEach((name) => victimOf(name, request).rewrites.push(request));
    }
    if (object !== null && isInPlace(request)) {
      victimOf(object, request).inPlace.push(request);
    }
    if (object !== null && isDelete(request)) {
      victimOf(object, request).deletes.push(request);
    }
  }
  return [...victims.values()];
}

/** The bucket in bucket/key: that of the request may be an access point's ARN, which holds a slash. */
function bucketOf(name: string, { bucket }: ReferenceRequest): string {
  return bucket !== null && name.startsWith(`${bucket}/`) ? bucket : name.split('/')[0];
}

function isDeleted({ rewrites, deletes }: Victim): boolean {
  const [first, last] = [earliest(rewrites), latest(deletes)];
  return first !== null && last !== null && Date.parse(first) <= Date.parse(last);
}

/** The objects, as bucket/key, that a rewrite may stand for: itself, what it copies, and what it only adds an extension to. */
export function originalsOf(rewrite: ReferenceRequest): Set<string> {
  const object = objectOf(rewrite);
  const names = [object, rewrite.copy_source, object?.replace(/\.[^./]+$/, '') ?? null];
  return new Set(names.filter((name) => name !== null));
}

function isRewrite(request: ReferenceRequest): boolean {
  return REWRITES.includes(request.action) && hasForeignKey(request);
}

/** Whose key it is doesn't count where the encryption of what is there is changed; for a copy onto itself, it does. */
function isInPlace(request: ReferenceRequest): boolean {
  return (
    request.action === 'UpdateObjectEncryption' ||
    (COPIES.includes(request.action) && hasForeignKey(request) && request.copy_source === objectOf(request))
  );
}

function hasForeignKey(request: ReferenceRequest): boolean {
  return request.customer_key || hasForeignKmsKey(request);
}
