import { iamUser, originAccessIdentity, roleSession } from '../sample-callers';
import { SAMPLE_ACCOUNT, SAMPLE_BUCKET, SAMPLE_KEY, changed, madeBy } from '../sample-records';
import { bucketManagement, objectRequest } from '../sample-requests';
import type { LogScenario } from './log-scenario';

const bob = iamUser('bob');

function get(key: string, changes: Record<string, unknown>) {
  return objectRequest('GetObject', bob, SAMPLE_BUCKET, key, changes);
}

const callers: LogScenario[] = [
  {
    name: 'get by CloudFront, with an address',
    record: changed(madeBy(get(SAMPLE_KEY, {}), originAccessIdentity()), {
      sourceIPAddress: '203.0.113.77',
      userAgent: '[Amazon CloudFront]',
    }),
  },
  { name: 'get from within AWS', record: get('docs/internal.pdf', { sourceIPAddress: 'AWS Internal/3' }) },
  {
    name: 'get by a session with a comma in its name',
    record: objectRequest('GetObject', roleSession('batch', 'a,b'), SAMPLE_BUCKET, 'docs/comma.pdf'),
  },
  {
    name: 'get by the session with the part before it',
    record: objectRequest('GetObject', roleSession('batch', 'a'), SAMPLE_BUCKET, 'docs/comma.pdf'),
  },
  {
    name: 'get on behalf of somebody',
    record: objectRequest(
      'GetObject',
      {
        ...roleSession('AWSReservedSSO_Reader', 'dora'),
        onBehalfOf: {
          userId: '94482488-3041-7026-18f3-be45837cd0e4',
          identityStoreArn: `arn:aws:identitystore::${SAMPLE_ACCOUNT}:identitystore/d-9067642ac7`,
        },
      },
      SAMPLE_BUCKET,
      'docs/menu.pdf',
    ),
  },
  {
    name: 'get that brings another event up to date',
    record: get('docs/menu.pdf', {
      addendum: {
        reason: 'UPDATED_DATA',
        updatedFields: 'responseElements',
        originalRequestID: 'EXAMPLEREQUEST01',
        originalEventID: '7d7fb5ad-1b7b-4d4d-9d4f-2a7a3d6f5a21',
      },
    }),
  },
];

const marks: LogScenario[] = [
  {
    name: 'new logging of a bucket, without the mark of management events',
    record: bucketManagement('PutBucketLogging', iamUser('admin'), 'amzn-s3-demo-quiet', {
      managementEvent: undefined,
    }),
  },
  {
    name: 'get without a type, a category and TLS details',
    record: get('docs/old.pdf', {
      eventType: undefined,
      eventCategory: undefined,
      managementEvent: undefined,
      additionalEventData: { CipherSuite: undefined },
      tlsDetails: undefined,
    }),
  },
  { name: 'upload by a form', record: objectRequest('PostObject', bob, SAMPLE_BUCKET, 'forms/1.csv') },
];

/** Callers that are taken for others, and events that lack a mark. */
export const IDENTITY_SCENARIOS: LogScenario[] = [...callers, ...marks];
