import { type ReferenceAnswer, areDifferentAccounts, count, input, listing, summary } from './reference-questions';
import type { ReferenceRequest } from './reference-request';

const NOT_FOUND = ['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion', 'NotFound'];

/** What comes from outside, and what is refused. */
export const exposureAnswers: Record<string, ReferenceAnswer> = {
  'cross-account-requests': listing(
    ['principal_account', 'bucket_owner', 'user_agent', 'error_code', 'event_id'],
    (request) => !request.anonymous && areDifferentAccounts(request.principal_account, request.bucket_owner),
  ),
  'denied-requests': listing(
    [['reason', (request) => reasonIn(request.error_message)], 'error_message', 'user_agent', 'event_id'],
    isDenied,
  ),
  'presigned-requests': listing(
    ['signature_version', 'expires_in', 'user_agent', 'error_code', 'event_id'],
    (request) => request.authentication_method === 'QueryString',
  ),
  'requests-outside-vpc-endpoints': summary(
    ['bucket', 'principal', 'source_ip'],
    ['requests', 'first_seen', 'last_seen'],
    (request) => request.vpc_endpoint === null && request.source_network !== null,
  ),
  probing: summary(
    ['principal', 'source_ip'],
    [
      'requests',
      count('denied', isDenied),
      count('not_found', isNotFound),
      'buckets',
      'object_keys',
      'first_seen',
      'last_seen',
    ],
    (request) => isDenied(request) || isNotFound(request),
    ({ requests }, inputs) => requests.length >= Number(input(inputs, 'threshold')),
  ),
};

/** What stands behind the first 'because' of a message. */
export function reasonIn(message: string | null): string | null {
  const [, ...reason] = (message ?? '').split('because ');
  return reason.length === 0 ? null : reason.join('because ');
}

function isDenied(request: ReferenceRequest): boolean {
  return request.error_code === 'AccessDenied';
}

function isNotFound(request: ReferenceRequest): boolean {
  return NOT_FOUND.includes(request.error_code ?? '');
}
