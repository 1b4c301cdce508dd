import { networkOf } from './ip-networks';
import { clientOf } from './reference-client';

/** A record as a log file holds it, and the folder that the file lies in. */
export interface FiledRecord {
  readonly account: string;
  readonly region: string;
  /** 'yyyy/MM/dd' */
  readonly day: string;
  readonly record: Record<string, unknown>;
}

/** What one record says, in the words of the questions; what it doesn't say is null. */
export interface ReferenceRequest {
  /** Of the days under which the event was filed in the window, the first one. */
  readonly day: string;
  readonly event_time: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string | null;
  readonly principal_arn: string | null;
  readonly identity: string | null;
  readonly source_ip: string | null;
  readonly source_network: string | null;
  readonly action: string;
  readonly bucket: string | null;
  readonly object_key: string | null;
  readonly event_id: string;
  readonly event_source: string;
  readonly event_type: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly user_agent: string | null;
  readonly client: string | null;
  readonly client_version: string | null;
  readonly request_parameters: string | null;
  readonly principal_type: string | null;
  readonly principal_account: string | null;
  readonly session_issuer: string | null;
  readonly anonymous: boolean;
  readonly signature_version: string | null;
  readonly authentication_method: string | null;
  readonly acl_required: boolean;
  readonly deletion: string;
  readonly copy_source: string | null;
  readonly version_id: string | null;
  readonly prefix: string | null;
  readonly expires_in: number | null;
  readonly bucket_owner: string | null;
  readonly bytes_in: number | null;
  readonly bytes_out: number | null;
  readonly tls_version: string | null;
  readonly key_exchange: string | null;
  readonly cipher_suite: string | null;
  readonly encryption: string | null;
  readonly customer_key: boolean;
  readonly kms_key: string | null;
  readonly vpc_endpoint: string | null;
  readonly read_only: boolean | null;
  readonly management_event: boolean | null;
  /** The trail that a request to CloudTrail is about. */
  readonly trail: string | null;
}

export function requestOf({ account, region, day, record }: FiledRecord): ReferenceRequest {
  const caller = record.userIdentity;
  const parameters = record.requestParameters;
  const additional = record.additionalEventData;
  const tls = record.tlsDetails;
  const anonymous =
    ['ANONYMOUS_PRINCIPAL', 'anonymous'].includes(text(caller, 'accountId') ?? '') ||
    text(caller, 'principalId') === 'ANONYMOUS_PRINCIPAL';
  const principal = principalOf(caller, anonymous);
  const sessionIssuer = text(field(field(caller, 'sessionContext'), 'sessionIssuer'), 'arn');
  const encryption = text(additional, 'SSEApplied');
  const customerAlgorithm = field(parameters, 'x-amz-server-side-encryption-customer-algorithm') ?? null;
  const { client, version } = clientOf(text(record, 'userAgent') ?? '');
  return {
    day,
    event_time: new Date(text(record, 'eventTime')!).toISOString().replace('.000Z', 'Z'),
    account,
    region,
    principal,
    principal_arn: text(caller, 'arn'),
    identity: sessionIssuer ?? principal,
    source_ip: text(record, 'sourceIPAddress'),
    source_network: networkOf(text(record, 'sourceIPAddress')),
    action: text(record, 'eventName')!,
    bucket: text(parameters, 'bucketName'),
    object_key: text(parameters, 'key'),
    event_id: text(record, 'eventID')!,
    event_source: text(record, 'eventSource')!,
    event_type: text(record, 'eventType'),
    error_code: text(record, 'errorCode'),
    error_message: text(record, 'errorMessage'),
    user_agent: text(record, 'userAgent'),
    client,
    client_version: version,
    request_parameters: parameters === null || parameters === undefined ? null : JSON.stringify(parameters),
    principal_type: text(caller, 'type'),
    principal_account: text(caller, 'accountId'),
    session_issuer: sessionIssuer,
    anonymous,
    signature_version: signatureOf(text(additional, 'SignatureVersion')),
    authentication_method: text(additional, 'AuthenticationMethod'),
    acl_required: text(additional, 'aclRequired') === 'Yes',
    deletion: deletionOf(text(record, 'eventType'), text(record, 'eventName')),
    copy_source: copySourceOf(text(parameters, 'x-amz-copy-source')),
    version_id: text(parameters, 'versionId'),
    prefix: text(parameters, 'prefix'),
    expires_in: wholeNumber(text(parameters, 'X-Amz-Expires')),
    bucket_owner: bucketOwnerOf(record.resources),
    bytes_in: bytes(additional, 'bytesTransferredIn'),
    bytes_out: bytes(additional, 'bytesTransferredOut'),
    tls_version: text(tls, 'tlsVersion'),
    key_exchange: text(tls, 'keyExchange'),
    cipher_suite: text(tls, 'cipherSuite') ?? text(additional, 'CipherSuite') ?? text(additional, 'cipherSuite'),
    encryption,
    customer_key: encryption === 'SSE_C' || customerAlgorithm !== null,
    kms_key: text(parameters, 'x-amz-server-side-encryption-aws-kms-key-id'),
    vpc_endpoint: text(record, 'vpcEndpointId'),
    read_only: truth(record, 'readOnly'),
    management_event: truth(record, 'managementEvent'),
    trail: trailOf(text(record, 'eventSource'), parameters),
  };
}

function principalOf(caller: unknown, anonymous: boolean): string | null {
  const arn = text(caller, 'arn');
  if (arn !== null && arn !== '') {
    return arn;
  }
  const invokedBy = text(caller, 'invokedBy');
  if (invokedBy !== null && invokedBy !== '') {
    return invokedBy;
  }
  if (anonymous) {
    return 'anonymous';
  }
  const accountId = text(caller, 'accountId');
  return accountId === '' ? null : accountId;
}

function signatureOf(version: string | null): string | null {
  switch (version?.toUpperCase()) {
    case 'SIGV2':
      return 'SigV2';
    case 'SIGV4':
      return 'SigV4';
    default:
      return version;
  }
}

function deletionOf(eventType: string | null, eventName: string | null): string {
  if (eventType === 'AwsServiceEvent') {
    return 'object of a batch';
  }
  return eventName === 'DeleteObjects' ? 'batch' : 'object';
}

/** The source of a copy as bucket/key, as far as the header that names it can be read. */
function copySourceOf(header: string | null): string | null {
  if (header === null) {
    return null;
  }
  const source = header.startsWith('/') ? header.slice(1) : header;
  const version = source.lastIndexOf('?versionId=');
  const encoded = version < 0 ? source : source.slice(0, version);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function bucketOwnerOf(resources: unknown): string | null {
  for (const resource of Array.isArray(resources) ? (resources as unknown[]) : []) {
    if (['AWS::S3::Bucket', 'AWS::S3Express::DirectoryBucket'].includes(text(resource, 'type') ?? '')) {
      return text(resource, 'accountId');
    }
  }
  return null;
}

/** A trail is named by its name or its ARN. */
function trailOf(eventSource: string | null, parameters: unknown): string | null {
  if (eventSource !== 'cloudtrail.amazonaws.com') {
    return null;
  }
  const name = text(parameters, 'name') ?? text(parameters, 'trailName');
  return name === null ? null : name.slice(name.lastIndexOf('/') + 1);
}

function wholeNumber(digits: string | null): number | null {
  return digits !== null && /^-?\d+$/.test(digits) ? Number(digits) : null;
}

function bytes(parent: unknown, name: string): number | null {
  const value = field(parent, name) ?? null;
  return value === null ? null : Number(value);
}

function truth(parent: unknown, name: string): boolean | null {
  const value = field(parent, name) ?? null;
  return value === null ? null : value === true || value === 'true';
}

function field(parent: unknown, name: string): unknown {
  return typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[name] : undefined;
}

function text(parent: unknown, name: string): string | null {
  const value = field(parent, name);
  return typeof value === 'string' ? value : null;
}
