import { iamUser } from '../sample-callers';
import { SAMPLE_ACCOUNT, SAMPLE_BUCKET } from '../sample-records';
import { failed, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const keeper = iamUser('keeper');
const kmsKey = `arn:aws:kms:us-east-1:${SAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const withKmsKey = { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKey };

const encryptions: [string, string, object][] = [
  ['SSE_S3', 'TLSv1', {}],
  ['SSE_KMS', 'TLSv1.2', { keyExchange: 'x25519' }],
  ['DSSE_KMS', 'TLSv1.3', { keyExchange: 'X25519Kyber768Draft00' }],
];

const puts = encryptions.map(([encryption, tlsVersion, keyExchange]): LogScenario => ({
  name: `put under ${encryption}, over ${tlsVersion}`,
  record: objectRequest('PutObject', keeper, SAMPLE_BUCKET, `safe/${encryption}`, {
    requestParameters: encryption === 'SSE_S3' ? {} : withKmsKey,
    additionalEventData: { SSEApplied: encryption, bytesTransferredIn: 1000 },
    tlsDetails: { tlsVersion, ...keyExchange },
  }),
}));

const connections: LogScenario[] = [
  // Made up: its spelling.
  {
    name: 'get with a key exchange in small letters',
    record: objectRequest('GetObject', keeper, SAMPLE_BUCKET, 'safe/SSE_KMS', {
      tlsDetails: { keyExchange: 'secp256r1mlkem768' },
    }),
  },
  // Made up: one of the two details, and another cipher suite.
  {
    name: 'get over an unknown version of TLS',
    record: objectRequest('GetObject', keeper, SAMPLE_BUCKET, 'safe/SSE_KMS', {
      additionalEventData: { CipherSuite: 'ECDHE-RSA-AES128-SHA' },
      tlsDetails: { tlsVersion: undefined, cipherSuite: 'ECDHE-RSA-AES128-GCM-SHA256' },
    }),
  },
];

const algorithm = 'x-amz-server-side-encryption-customer-algorithm';
const customerKeys: LogScenario[] = [
  {
    name: 'put with a customer key, denied',
    record: objectRequest('PutObject', keeper, SAMPLE_BUCKET, 'safe/own', {
      requestParameters: { [algorithm]: 'AES256' },
      ...failed('AccessDenied', 'Access Denied'),
    }),
  },
  // Made up: the request has to name the algorithm.
  {
    name: 'get with a customer key that only the answer tells of',
    record: objectRequest('GetObject', keeper, SAMPLE_BUCKET, 'safe/own', {
      additionalEventData: { SSEApplied: 'SSE_C' },
    }),
  },
  {
    name: 'copy that takes a customer key away',
    record: objectRequest('CopyObject', keeper, SAMPLE_BUCKET, 'safe/open', {
      requestParameters: {
        'x-amz-copy-source': `${SAMPLE_BUCKET}/safe/own`,
        'x-amz-copy-source-server-side-encryption-customer-algorithm': 'AES256',
      },
      additionalEventData: { SSEApplied: 'Default_SSE_S3' },
    }),
  },
];

/** How objects are encrypted, and the way to them. */
export const PROTECTION_SCENARIOS: LogScenario[] = [...puts, ...connections, ...customerKeys];
