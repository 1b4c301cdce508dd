import { isOutside } from './ip-networks';
import {
  type Inputs,
  type Question,
  type ReferenceAnswer,
  type Window,
  input,
  isWithin,
  listing,
  requestsIn,
} from './questions';
import type { FiledRecord } from './request';
import { accessAnswers } from './themes/access';
import { configurationAnswers } from './themes/configuration';
import { costAnswers } from './themes/cost-and-volume';
import { deletionAnswers } from './themes/deletion';
import { exposureAnswers } from './themes/exposure';
import { extortionAnswers } from './themes/extortion';
import { protectionAnswers } from './themes/protection';
import { isSigV2, signatureAnswers } from './themes/signatures';

/**
 * What each query has to answer, worked out from the raw records with nothing but loops: written from the words of the
 * questions, not from the SQL, so that the two can be held against each other.
 */
export const referenceAnswers: Record<string, ReferenceAnswer> = {
  ...signatureAnswers,
  ...accessAnswers,
  ...exposureAnswers,
  ...protectionAnswers,
  ...deletionAnswers,
  ...extortionAnswers,
  ...configurationAnswers,
  ...costAnswers,
  'sigv2-requests': listing(['authentication_method', 'user_agent', 'request_parameters', 'event_id'], isSigV2),
  'sigv2-requesters': requesters(isSigV2),
  'sigv2-requesters-in-region': requesters(
    (request, inputs) => isSigV2(request, inputs) && request.region === input(inputs, 'region'),
  ),
  'put-object-requests': listing(['event_source', 'user_agent', 'error_code', 'event_id'], (request) =>
    ['PutObject', 'PostObject'].includes(request.action),
  ),
  'get-object-requests': listing(
    ['event_source', 'user_agent', 'error_code', 'event_id'],
    (request) => request.action === 'GetObject',
  ),
  'delete-object-requests': listing(
    ['deletion', 'event_source', 'user_agent', 'error_code', 'event_id'],
    (request) => request.action === 'DeleteObject' || request.action === 'DeleteObjects',
  ),
  'anonymous-requests': listing(
    ['principal_type', 'principal_account', 'user_agent', 'error_code', 'event_id'],
    (request) => request.anonymous && request.action !== 'PreflightRequest',
  ),
  'acl-required-requests': listing(['user_agent', 'error_code', 'event_id'], (request) => request.acl_required),
  'requests-outside-networks': listing(
    ['user_agent', 'error_code', 'event_id'],
    (request, inputs) =>
      request.source_network !== null &&
      isOutside(
        request.source_ip,
        input(inputs, 'networks')
          .split(',')
          .map((network) => network.trim()),
      ),
  ),
  'requests-outside-principals': listing(
    ['session_issuer', 'user_agent', 'error_code', 'event_id'],
    (request, inputs) =>
      ![request.principal, request.session_issuer].some((name) => isListed(name, input(inputs, 'principals'))),
  ),
};

/**
 * `sample-events` may answer with any two events. Whether the ids that it found are such: of S3 itself, of the region,
 * in the window.
 */
export function isSampleOfEvents(
  eventIds: unknown[],
  events: Iterable<FiledRecord>,
  window: Window,
  inputs: Inputs,
): boolean {
  const possible = new Set<unknown>();
  for (const { day, region, record } of events) {
    if (isWithin(day, window) && region === inputs.region && record.eventSource === 's3.amazonaws.com') {
      possible.add(record.eventID);
    }
  }
  return eventIds.length === Math.min(2, possible.size) && eventIds.every((id) => possible.has(id));
}

/** Who made the requests, and how many each: the busiest first, then by name. */
function requesters(question: Question): ReferenceAnswer {
  return {
    columns: ['principal', 'requests'],
    rows: (events, window, inputs) => {
      const counts = new Map<string | null, number>();
      for (const request of requestsIn(events, window)) {
        if (question(request, inputs)) {
          counts.set(request.principal, (counts.get(request.principal) ?? 0) + 1);
        }
      }
      return [...counts].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a! < b! ? -1 : 1));
    },
  };
}

/** Whether the list holds the name between two commas or ends; the name may hold commas itself. */
export function isListed(name: string | null, list: string): boolean {
  return !!name && `,${list.trim().replace(/\s*,\s*/g, ',')},`.includes(`,${name},`);
}
