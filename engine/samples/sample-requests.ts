import type { UserIdentity } from './sample-callers';
import { SAMPLE_ACCOUNT, type SampleRecord, changed, forObject, madeBy, sampleRecord } from './sample-records';

type Changes = Record<string, unknown>;

/** As of today: by the AWS CLI, signed with SigV4, over TLS 1.3. Derived, so are all that are made of it. */
const today = sampleRecord('derived-getobject-sigv2-querystring', {
  eventVersion: '1.11',
  userAgent: '[aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 lang/python#3.12.6 md/installer#exe]',
  additionalEventData: {
    SignatureVersion: 'SigV4',
    AuthenticationMethod: 'AuthHeader',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
  },
  managementEvent: false,
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
});

/** A request for an object, with the given fields merged into its record. */
export function objectRequest(
  action: string,
  caller: UserIdentity,
  bucket: string,
  key: string,
  changes: Changes = {},
): SampleRecord {
  return changed(forObject(requestTo(bucketHost(bucket), action, caller), bucket, key), changes);
}

/** A request about the objects of a bucket, which is a data event. */
export function bucketRequest(
  action: string,
  caller: UserIdentity,
  bucket: string,
  changes: Changes = {},
): SampleRecord {
  const record = objectRequest(action, caller, bucket, '', {
    requestParameters: { key: undefined },
    resources: [{ type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${bucket}/` }, bucketResource(bucket)],
  });
  return changed(record, changes);
}

/** A request about a bucket itself. */
export function bucketManagement(
  action: string,
  caller: UserIdentity,
  bucket: string,
  changes: Changes = {},
): SampleRecord {
  const record = bucketRequest(action, caller, bucket, {
    resources: [bucketResource(bucket)],
    managementEvent: true,
    eventCategory: 'Management',
  });
  return changed(record, changes);
}

/** A request to S3 that names no bucket, or to another service. */
export function accountManagement(
  action: string,
  caller: UserIdentity,
  host: string,
  parameters: Changes,
  changes: Changes = {},
): SampleRecord {
  const record = {
    ...requestTo(host, action, caller),
    requestParameters: parameters,
    resources: undefined,
    managementEvent: true,
    eventCategory: 'Management',
  };
  return changed(record, changes);
}

/** What a request has that failed. */
export function failed(errorCode: string, errorMessage?: string): Changes {
  return { errorCode, errorMessage };
}

export function bucketResource(bucket: string, accountId = SAMPLE_ACCOUNT): Changes {
  return { accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` };
}

function requestTo(host: string, action: string, caller: UserIdentity): SampleRecord {
  return changed(madeBy(today, caller), {
    eventName: action,
    readOnly: /^(Describe|Get|Head|List|Lookup)/.test(action),
    requestParameters: { Host: host },
    tlsDetails: { clientProvidedHostHeader: host },
  });
}

function bucketHost(bucket: string): string {
  return `${bucket}.s3.us-east-1.amazonaws.com`;
}
