import { type ReferenceAnswer, listing, summary } from '../questions';
import type { ReferenceRequest } from '../request';

const WRITE_UNDER_A_KEY = [
  'PutObject',
  'PostObject',
  'CopyObject',
  'CreateMultipartUpload',
  'UploadPart',
  'UploadPartCopy',
  'CompleteMultipartUpload',
  'UpdateObjectEncryption',
];

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
  'cross-account-key-requests': listing(
    ['kms_key', 'kms_key_account', 'bucket_owner', 'copy_source', 'user_agent', 'error_code', 'event_id'],
    (request) => WRITE_UNDER_A_KEY.includes(request.action) && hasForeignKmsKey(request),
  ),
  'tls-by-principal': summary(
    ['principal', 'client', 'tls_version', 'key_exchange', ['post_quantum', isPostQuantum]],
    ['requests', 'first_seen', 'last_seen'],
    (request) => request.tls_version !== null,
  ),
  'requests-without-tls-details': listing(
    ['cipher_suite', 'user_agent', 'error_code', 'event_id'],
    (request) => request.tls_version === null && !isWithoutConnection(request),
  ),
};

function isPostQuantum({ key_exchange: keyExchange }: ReferenceRequest): boolean {
  const name = (keyExchange ?? '').toLowerCase();
  return name.includes('mlkem') || name.includes('kyber');
}

/** Whether the KMS key is of another account than the bucket; whose that is isn't known, then that of the log counts. */
export function hasForeignKmsKey({
  kms_key_account: keyAccount,
  bucket_owner: owner,
  account,
}: ReferenceRequest): boolean {
  return keyAccount !== null && keyAccount !== (owner ?? account);
}

/** What S3 records of itself has come over no connection. */
function isWithoutConnection({ event_type: type, cipher_suite: cipherSuite }: ReferenceRequest): boolean {
  return type === 'AwsServiceEvent' && cipherSuite === null;
}
