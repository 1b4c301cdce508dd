import { isOutside } from './ip-networks';
import { type FiledRecord, type ReferenceRequest, requestOf } from './reference-request';

/** The first and the last day, 'yyyy/MM/dd', both included, under which CloudTrail filed. */
export interface Window {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** What a question asks for beside its window, as the text that it is given. */
export interface Inputs {
  readonly account?: string;
  readonly region?: string;
  /** CIDRs, separated by commas. */
  readonly networks?: string;
  /** ARNs and other principals, separated by commas. */
  readonly principals?: string;
}

export type Row = unknown[];

export interface ReferenceAnswer {
  readonly columns: string[];
  readonly rows: (events: Iterable<FiledRecord>, window: Window, inputs: Inputs) => Row[];
}

type Column = keyof ReferenceRequest;
type Question = (request: ReferenceRequest, inputs: Inputs) => boolean;

const S3 = [
  's3.amazonaws.com',
  's3express.amazonaws.com',
  's3-outposts.amazonaws.com',
  's3-object-lambda.amazonaws.com',
];
const LEAD: Column[] = ['event_time', 'account', 'region', 'principal', 'source_ip', 'action', 'bucket', 'object_key'];

const isSigV2: Question = (request) => request.signature_version === 'SigV2';

/**
 * What each query has to answer, worked out from the raw records with nothing but loops: written from the words of the
 * questions, not from the SQL, so that the two can be held against each other.
 */
export const referenceAnswers: Record<string, ReferenceAnswer> = {
  'sigv2-requests': listing(['authentication_method', 'user_agent', 'request_parameters', 'event_id'], isSigV2),
  'sigv2-requesters': requesters(isSigV2),
  'sigv2-requesters-in-region': requesters(
    (request, inputs) => isSigV2(request, inputs) && request.region === required(inputs.region, 'region'),
  ),
  'put-object-requests': listing(
    ['event_source', 'user_agent', 'error_code', 'event_id'],
    (request) => request.action === 'PutObject',
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
  'acl-required-requests': listing(
    ['user_agent', 'error_code', 'event_id'],
    (request) => request.acl_required === 'Yes',
  ),
  'requests-outside-networks': listing(['user_agent', 'error_code', 'event_id'], (request, inputs) =>
    isOutside(request.source_ip, list(required(inputs.networks, 'networks'))),
  ),
  'requests-outside-principals': listing(
    ['session_issuer', 'user_agent', 'error_code', 'event_id'],
    (request, inputs) => {
      const known = list(required(inputs.principals, 'principals'));
      return !known.some((principal) => principal === request.principal || principal === request.session_issuer);
    },
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

function listing(columns: Column[], question: Question): ReferenceAnswer {
  const all = [...LEAD, ...columns];
  return {
    columns: all,
    rows: (events, window, inputs) =>
      requestsIn(events, window)
        .filter((request) => question(request, inputs))
        .map((request) => all.map((column) => request[column])),
  };
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

/** The requests to S3 in the window, each once, however often it was delivered. */
export function requestsIn(events: Iterable<FiledRecord>, window: Window): ReferenceRequest[] {
  const requests = new Map<string, ReferenceRequest>();
  for (const event of events) {
    const request = requestOf(event);
    if (isWithin(event.day, window) && S3.includes(request.event_source)) {
      requests.set(request.event_id, request);
    }
  }
  return [...requests.values()];
}

/** Whether a day lies in the window. */
export function isWithin(day: string, window: Window): boolean {
  return window.firstDay <= day && day <= window.lastDay;
}

function list(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function required(input: string | undefined, name: string): string {
  if (input === undefined) {
    throw new Error(`The question needs the input '${name}'`);
  }
  return input;
}
