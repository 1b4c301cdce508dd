import { iamUser, roleSession } from '../sample-callers';
import { SAMPLE_BUCKET, changed, forObject, madeBy, sampleRecord } from '../sample-records';
import type { LogScenario } from './log-scenario';

const presignedSigV2 = sampleRecord('derived-getobject-sigv2-querystring');
const signedSigV2 = { additionalEventData: { SignatureVersion: 'SigV2', AuthenticationMethod: 'AuthHeader' } };
const put = sampleRecord('putobject-presigned-sigv4-2024');
const get = sampleRecord('derived-getobject-plain-http');
const denied = sampleRecord('derived-headobject-accessdenied');
const crossAccount = sampleRecord('derived-getobject-cross-account-pq');
const del = sampleRecord('deleteobject-detection-fixture', {
  additionalEventData: { AuthenticationMethod: 'AuthHeader' },
});

const signatures: LogScenario[] = [
  { name: 'sigv2 presigned get', record: presignedSigV2, deliveredAgain: true, twin: true },
  {
    name: 'sigv2 put',
    record: madeBy(forObject(changed(put, signedSigV2), 'amzn-s3-demo-legacy', 'in/1.csv'), iamUser('legacy-uploader')),
    deliveredAgain: true,
  },
  {
    name: 'sigv2 delete',
    record: madeBy(forObject(changed(del, signedSigV2), 'amzn-s3-demo-legacy', 'in/0.csv'), iamUser('legacy-uploader')),
  },
  { name: 'sigv2 list buckets', record: sampleRecord('listbuckets-sigv2-querystring') },
  {
    name: 'sigv2 get, filed late',
    record: madeBy(changed(presignedSigV2, { additionalEventData: { aclRequired: 'Yes' } }), iamUser('carol')),
    filedLate: true,
  },
  // Made up: S3 Express spells the version with a small v, and knows no SigV2.
  {
    name: 'sigv2 in the spelling of S3 Express',
    record: sampleRecord('s3express-getobject', { additionalEventData: { SignatureVersion: 'Sigv2' } }),
  },
  { name: 'S3 Express get', record: sampleRecord('s3express-getobject') },
  { name: 'S3 Express session, denied', record: sampleRecord('s3express-createsession-accessdenied') },
];

const objects: LogScenario[] = [
  { name: 'put', record: put, deliveredAgain: true, twin: true },
  { name: 'put, filed late', record: madeBy(put, iamUser('carol')), filedLate: true },
  { name: 'put with a customer key', record: sampleRecord('derived-putobject-ssec') },
  { name: 'get', record: get, deliveredAgain: true },
  {
    name: 'get of 5 GiB',
    record: changed(get, { additionalEventData: { bytesTransferredOut: 5368709120 } }),
  },
  { name: 'get, denied', record: changed(denied, { eventName: 'GetObject' }) },
  { name: 'get through an Outpost', record: changed(get, { eventSource: 's3-outposts.amazonaws.com' }) },
  { name: 'get through Object Lambda', record: changed(get, { eventSource: 's3-object-lambda.amazonaws.com' }) },
  {
    name: 'head',
    // CloudTrail writes 0.0, which JavaScript can't hold: `logFileText` takes the quotes away.
    record: sampleRecord('headobject-assumedrole-vpce-2020', {
      additionalEventData: { bytesTransferredIn: '0.0', bytesTransferredOut: '0.0' },
    }),
  },
  { name: 'head, denied', record: denied },
  { name: 'list', record: sampleRecord('listobjects-console-2024') },
  { name: 'copy, with three resources', record: sampleRecord('copyobject-three-resources-2024') },
  { name: 'put bucket acl', record: sampleRecord('putbucketacl-bucket-level') },
  {
    name: 'put bucket acl, as it is recorded today',
    record: sampleRecord('putbucketacl-bucket-level', {
      requestParameters: { bucketName: 'amzn-s3-demo-bucket' },
      readOnly: false,
      managementEvent: true,
      eventCategory: 'Management',
    }),
  },
  { name: 'get bucket versioning', record: sampleRecord('getbucketversioning-bucket-level') },
];

const accessControlLists: LogScenario[] = [
  { name: 'get that needed an acl', record: crossAccount, deliveredAgain: true, twin: true },
  { name: 'put that needed an acl', record: changed(put, { additionalEventData: { aclRequired: 'Yes' } }) },
  // Made up: CloudTrail leaves the field out where no ACL was needed.
  { name: 'put that needed no acl', record: changed(put, { additionalEventData: { aclRequired: 'No' } }) },
];

const cleaner = roleSession('cleaner', 'nightly');
const batch = madeBy(
  changed(del, {
    eventName: 'DeleteObjects',
    requestParameters: { bucketName: SAMPLE_BUCKET, key: undefined, delete: '' },
    resources: [{ type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${SAMPLE_BUCKET}/` }],
  }),
  cleaner,
);
/** What the batch leaves behind for each key. Its event type is documented, the rest of it is not. */
const ofBatch = madeBy(changed(del, { eventType: 'AwsServiceEvent' }), cleaner);

const deletions: LogScenario[] = [
  { name: 'delete', record: del, deliveredAgain: true, twin: true },
  { name: 'delete, filed late', record: madeBy(del, iamUser('carol')), filedLate: true },
  { name: 'batch delete', record: batch },
  { name: 'first key of the batch', record: forObject(ofBatch, SAMPLE_BUCKET, 'tmp/1'), deliveredAgain: true },
  { name: 'second key of the batch', record: forObject(ofBatch, SAMPLE_BUCKET, 'tmp/2') },
  { name: 'batch delete by a lifecycle rule', record: sampleRecord('s3express-deleteobjects-lifecycle') },
];

/** How a request is signed, what it does, what it needed. */
export const REQUEST_SCENARIOS: LogScenario[] = [...signatures, ...objects, ...accessControlLists, ...deletions];
