import { type ReferenceAnswer, count, hasSucceeded, input, listing, summary } from '../questions';
import type { ReferenceRequest } from '../request';

const NOT_FOUND = ['NoSuchKey', 'NoSuchBucket', 'NoSuchVersion', 'NotFound'];

/** What comes from outside, and what is refused. */
export const exposureAnswers: Record<string, ReferenceAnswer> = {
  'cross-account-requests': listing(
    ['principal_account', 'bucket_owner', 'user_agent', 'error_code', 'event_id'],
    ({ principal_account: caller, bucket_owner: owner }) =>
      owner !== null && /^\d{12}$/.test(caller ?? '') && caller !== owner,
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
    ['requests', count('failed', (request) => !hasSucceeded(request)), 'first_seen', 'last_seen'],
    (request) => (request.vpc_endpoint === null || isOfConsole(request)) && request.source_network !== null,
  ),
  probing: summary(
    ['identity', 'source_ip'],
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

/**
 * How AWS ends a message: with the policy that denies, or with that which doesn't allow. What is asked for stands before
 * it, and may hold such words, too.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function reasonIn(message: string | null): string | null {
  const text = message ?? '';
  const last = Math.max(text.lastIndexOf(' because '), text.lastIndexOf(' with an explicit deny '));
  return last < 0 ? null : text.slice(last + 1);
}

function isDenied(request: ReferenceRequest): boolean {
  return request.error_code === 'AccessDenied';
}

function isNotFound(request: ReferenceRequest): boolean {
  return NOT_FOUND.includes(request.error_code ?? '');
}

/** The console reaches S3 through an endpoint of AWS, from wherever its user is. */
function isOfConsole({ user_agent }: ReferenceRequest): boolean {
  return user_agent?.includes('aws-internal/') === true || user_agent === 'signin.amazonaws.com';
}
