import { SAMPLE_BUCKET, SAMPLE_KEY } from '../../engine/samples/sample-records';
import {
  type RecordTest,
  action,
  all,
  anonymous,
  at,
  calledBy,
  failedWith,
  from,
  holds,
  needsAcl,
  ofBatch,
  ofNoS3,
  ofS3,
  onObject,
  sessionOf,
  sigV2,
  signed,
  textAt,
} from './record-predicates';

const sigV2OfAnother: RecordTest = (record) => ofNoS3(record) && sigV2(record);

const ofOtherObject: RecordTest = (record) =>
  ofS3(record) &&
  at(record, 'requestParameters.bucketName') === SAMPLE_BUCKET &&
  textAt(record, 'requestParameters.key').startsWith('public/');

const copyOfObject: RecordTest = (record) =>
  action('CopyObject')(record) &&
  textAt(record, 'requestParameters.x-amz-copy-source').includes(`${SAMPLE_BUCKET}/${SAMPLE_KEY}`);

/** What stands beside the rows of each answer and must not be among them. */
export const nearMisses: Record<string, RecordTest[]> = {
  'sigv2-requests': [sigV2OfAnother, signed('SigV4', 'QueryString'), signed('Sigv4', 'AuthHeader'), anonymous],
  'put-object-requests': [action('PutBucketAcl'), action('CopyObject')],
  'get-object-requests': [
    sigV2OfAnother,
    action('HeadObject'),
    action('ListObjects'),
    action('CopyObject'),
    action('GetBucketVersioning'),
    action('GetObjectTagging'),
    action('GetObjectAcl'),
  ],
  'delete-object-requests': [
    (record) => ofNoS3(record) && record.eventName === 'DeleteObject',
    action('PutObject'),
    action('DeleteObjectTagging'),
  ],
  'anonymous-requests': [
    (record) => ofNoS3(record) && anonymous(record),
    action('PreflightRequest'),
    calledBy({ type: 'AWSAccount', accountId: '444455556666' }),
    calledBy({ type: 'AWSService' }),
  ],
  'acl-required-requests': [
    (record) => ofNoS3(record) && needsAcl(record),
    (record) => at(record, 'additionalEventData.aclRequired') === 'No',
    (record) =>
      ofS3(record) && !!record.additionalEventData && at(record, 'additionalEventData.aclRequired') === undefined,
  ],
  'requests-outside-networks': [
    sigV2OfAnother,
    from('10.1.2.3'),
    from('10.255.255.255'),
    from('192.0.2.56'),
    from('2001:db8:aaaa::1'),
    from('2001:0DB8:AAAA:FFFF:0000:0000:0000:0001'),
    from('athena.amazonaws.com'),
    from('AWS Internal/3'),
    from(''),
    calledBy({ accountId: 'CloudFront' }),
  ],
  'requests-outside-principals': [
    sigV2OfAnother,
    (record) => textAt(record, 'userIdentity.arn').endsWith(':user/carol'),
    (record) => sessionOf('fn-role')(record) && at(record, 'userIdentity.accountId') !== '444455556666',
    sessionOf('batch', '/a,b'),
    calledBy({ invokedBy: 'lifecycle.s3.amazonaws.com' }),
    anonymous,
  ],
  'sigv2-presigned-requests': [
    signed('SigV2', 'AuthHeader'),
    signed('SigV2', 'FormField'),
    signed('SigV4', 'QueryString'),
    signed('SigV4A', 'QueryString'),
  ],
  'object-history': [ofOtherObject, action('ListObjects')],
  'object-requests': [ofOtherObject, copyOfObject, action('ListObjects')],
  'principal-activity': [
    sessionOf('fn-role'),
    calledBy({ arn: 'arn:aws:iam::111122223333:user/alice' }),
    calledBy({ arn: 'arn:aws:iam::999988887777:user/carol' }),
  ],
  copies: [(record) => action('GetObject')(record) && at(record, 'requestParameters.x-amz-copy-source') !== undefined],
  listings: [action('GetBucketVersioning'), action('GetObject')],
  'cross-account-requests': [
    anonymous,
    calledBy({ accountId: 'CloudFront' }),
    calledBy({ invokedBy: 'cloudfront.amazonaws.com' }),
    ofNoS3,
  ],
  'denied-requests': [
    (record) => ofS3(record) && record.errorCode === undefined,
    failedWith('InvalidRequest'),
    failedWith('BucketAccessDenied'),
  ],
  'presigned-requests': [
    signed('SigV4', 'AuthHeader'),
    signed('SigV2', 'AuthHeader'),
    signed('SigV2', 'FormField'),
    action('PreflightRequest'),
  ],
  'customer-key-requests': [
    (record) => at(record, 'additionalEventData.SSEApplied') === 'Default_SSE_S3',
    (record) => ofS3(record) && record.additionalEventData === null,
  ],
  'requests-without-tls-details': [
    all(ofBatch, holds('tlsDetails', undefined), holds('additionalEventData.CipherSuite', undefined)),
    (record) => ofS3(record) && textAt(record, 'tlsDetails.tlsVersion') === 'TLSv1.2',
  ],
  'cross-account-key-requests': [
    // Under an own key, as its ARN, for a bucket of which the owner isn't told, and as its id.
    ...['keys/11', 'keys/12', 'keys/13', 'keys/14'].map((key) => onObject(SAMPLE_BUCKET, key)),
    action('GetObject'),
  ],
  'bucket-configuration-changes': [action('GetBucketVersioning'), action('PutObject'), action('DeleteObject')],
  'version-deletes': [
    (record) => action('DeleteObject')(record) && at(record, 'requestParameters.versionId') === undefined,
    action('DeleteObjects'),
    (record) => action('DeleteObjectTagging')(record) && at(record, 'requestParameters.versionId') !== undefined,
  ],
  'audit-changes': [ofS3Object, action('GetBucketVersioning')],
  'file-system-access': [
    ofS3,
    (record) => ofFileSystems(record) && /^(Describe|Get|List)/.test(textAt(record, 'eventName')),
    (record) => !ofFileSystems(record) && textAt(record, 'eventName').includes('FileSystem'),
  ],
};

function ofS3Object(record: Record<string, unknown>): boolean {
  return ofS3(record) && textAt(record, 'requestParameters.key') !== '';
}

function ofFileSystems(record: Record<string, unknown>): boolean {
  return record.eventSource === 's3files.amazonaws.com';
}
