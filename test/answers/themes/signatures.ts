import { type Question, type ReferenceAnswer, listing, summary } from '../questions';
import type { ReferenceRequest } from '../request';

export const isSigV2: Question = (request) => request.signature_version === 'SigV2';

/** How requests are signed. */
export const signatureAnswers: Record<string, ReferenceAnswer> = {
  'sigv2-clients': summary(['client', 'client_version', 'principal'], ['requests', 'first_seen', 'last_seen'], isSigV2),
  'sigv2-buckets': summary(['bucket'], ['principals', 'requests', 'first_seen', 'last_seen'], isSigV2),
  'sigv2-days': summary(['day'], ['principals', 'buckets', 'requests'], isSigV2),
  'sigv2-presigned-requests': listing(
    ['client', 'client_version', 'user_agent', 'error_code', 'event_id'],
    (request, inputs) => isSigV2(request, inputs) && request.authentication_method === 'QueryString',
  ),
  'signature-mix': summary(
    [['signature_version', versionOf], 'authentication_method'],
    ['principals', 'requests', 'first_seen', 'last_seen'],
    () => true,
  ),
};

/** Who is known must have signed, whether CloudTrail tells how or not. */
function versionOf({ signature_version: version, anonymous }: ReferenceRequest): string {
  return version ?? (anonymous ? 'unsigned' : 'not recorded');
}
