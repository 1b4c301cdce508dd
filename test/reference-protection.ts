import { type ReferenceAnswer, listing, summary } from './reference-questions';
import type { ReferenceRequest } from './reference-request';

/** How data is protected, at rest and on its way. */
export const protectionAnswers: Record<string, ReferenceAnswer> = {
  'encryption-by-bucket': summary(
    ['bucket', 'encryption'],
    ['requests', 'bytes_in', 'first_seen', 'last_seen'],
    (request) => request.encryption !== null,
  ),
  'customer-key-requests': listing(
    ['encryption', 'user_agent', 'error_code', 'event_id'],
    (request) => request.customer_key,
  ),
  'tls-by-principal': summary(
    ['principal', 'client', 'tls_version', 'key_exchange', ['post_quantum', isPostQuantum]],
    ['requests', 'first_seen', 'last_seen'],
    (request) => request.tls_version !== null,
  ),
  'requests-without-tls-details': listing(
    ['cipher_suite', 'user_agent', 'error_code', 'event_id'],
    (request) => request.tls_version === null && request.event_type === 'AwsApiCall',
  ),
};

function isPostQuantum({ key_exchange: keyExchange }: ReferenceRequest): boolean {
  const name = (keyExchange ?? '').toLowerCase();
  return name.includes('mlkem') || name.includes('kyber');
}
