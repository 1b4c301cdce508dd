import { clientOf } from './client';
import { accountOfKey, kmsKeyOf } from './encryption';
import { networkOf } from './ip-networks';
import { type FiledRecord, bytes, field, filledText, text, time, truth, wholeNumber } from './record';
import { type Target, targetOf } from './target';
import { trailOf } from './trail';

export type { FiledRecord };

/** What one record says, in the words of the questions; what it doesn't say is null. */
export interface ReferenceRequest extends Target {
  /** Of the days under which the event was filed in the window, the first one. */
  readonly day: string;
  readonly event_time: string | null;
  readonly account: string;
  readonly region: string;
  readonly principal: string | null;
  readonly principal_arn: string | null;
  readonly identity: string | null;
  readonly source_ip: string | null;
  readonly source_network: string | null;
  readonly action: string;
  readonly event_id: string;
  readonly original_event_id: string | null;
  readonly event_source: string;
  readonly event_type: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly user_agent: string | null;
  readonly client: string | null;
  readonly client_version: string | null;
  readonly request_parameters: string | null;
  readonly principal_id: string | null;
  readonly principal_type: string | null;
  readonly principal_account: string | null;
  readonly session_issuer: string | null;
  readonly on_behalf_of: string | null;
  readonly anonymous: boolean;
  readonly signature_version: string | null;
  readonly authentication_method: string | null;
  readonly acl_required: boolean;
  readonly deletion: string;
  readonly version_id: string | null;
  readonly prefix: string | null;
  readonly expires_in: number | null;
  readonly bytes_in: number | null;
  readonly bytes_out: number | null;
  readonly tls_version: string | null;
  readonly key_exchange: string | null;
  readonly cipher_suite: string | null;
  readonly encryption: string | null;
  readonly customer_key: boolean;
  readonly kms_key: string | null;
  readonly kms_key_account: string | null;
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
  const arn = filledText(caller, 'arn');
  const sessionIssuer =
    filledText(field(field(caller, 'sessionContext'), 'sessionIssuer'), 'arn') ?? roleOfSession(arn);
  const encryption = filledText(additional, 'SSEApplied');
  const customerAlgorithm = filledText(parameters, 'x-amz-server-side-encryption-customer-algorithm');
  const kmsKey = kmsKeyOf(record);
  const { client, version } = clientOf(text(record, 'userAgent') ?? '');
  return {
    day,
    event_time: time(record, 'eventTime'),
    account,
    region,
    principal,
    principal_arn: arn,
    identity: sessionIssuer ?? principal,
    source_ip: text(record, 'sourceIPAddress'),
    source_network: networkOfCaller(record),
    action: text(record, 'eventName')!,
    event_id: text(record, 'eventID')!,
    original_event_id: filledText(record.addendum, 'originalEventID'),
    event_source: text(record, 'eventSource')!,
    event_type: text(record, 'eventType'),
    error_code: filledText(record, 'errorCode'),
    error_message: filledText(record, 'errorMessage'),
    user_agent: text(record, 'userAgent'),
    client,
    client_version: version,
    request_parameters: parameters === null || parameters === undefined ? null : JSON.stringify(parameters),
    principal_id: filledText(caller, 'principalId'),
    principal_type: filledText(caller, 'type'),
    principal_account: filledText(caller, 'accountId') ?? accountIn(arn),
    session_issuer: sessionIssuer,
    on_behalf_of: filledText(field(caller, 'onBehalfOf'), 'userId'),
    anonymous,
    signature_version: signatureOf(filledText(additional, 'SignatureVersion')),
    authentication_method: filledText(additional, 'AuthenticationMethod'),
    acl_required: text(additional, 'aclRequired') === 'Yes',
    deletion: deletionOf(record),
    version_id: filledText(parameters, 'versionId'),
    prefix: filledText(parameters, 'prefix'),
    expires_in: wholeNumber(parameters, 'X-Amz-Expires'),
    bytes_in: bytes(additional, 'bytesTransferredIn'),
    bytes_out: bytes(additional, 'bytesTransferredOut'),
    tls_version: tlsVersionOf(filledText(tls, 'tlsVersion')),
    key_exchange: filledText(tls, 'keyExchange'),
    cipher_suite:
      filledText(tls, 'cipherSuite') ?? filledText(additional, 'CipherSuite') ?? filledText(additional, 'cipherSuite'),
    encryption,
    customer_key: encryption === 'SSE_C' || customerAlgorithm !== null,
    kms_key: kmsKey,
    kms_key_account: accountOfKey(kmsKey, caller),
    vpc_endpoint: filledText(record, 'vpcEndpointId'),
    read_only: truth(record, 'readOnly'),
    management_event: truth(record, 'managementEvent') ?? isManagement(filledText(record, 'eventCategory')),
    trail: trailOf(record),
    ...targetOf(record),
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

/** Of directory buckets, it comes as a number alone. */
function tlsVersionOf(version: string | null): string | null {
  return version !== null && '0123456789'.includes(version[0]) ? `TLSv${version}` : version;
}

function deletionOf({ eventName, eventType }: Record<string, unknown>): string {
  if (eventName === 'DeleteObjects') {
    return 'batch';
  }
  return eventType === 'AwsServiceEvent' ? 'object of a batch' : 'object';
}

/** The role that a session is of, as its ARN tells it: without a path. */
function roleOfSession(arn: string | null): string | null {
  const [scheme, partition, service, , account, resource] = arn?.split(':') ?? [];
  const [kind, role, session] = resource?.split('/') ?? [];
  return service === 'sts' && kind === 'assumed-role' && session !== undefined
    ? `${scheme}:${partition}:iam::${account}:role/${role}`
    : null;
}

function accountIn(arn: string | null): string | null {
  const [, , service, , account = ''] = arn?.split(':') ?? [];
  return ['iam', 'sts'].includes(service) && /^\d{12}$/.test(account) ? account : null;
}

/**
 * The origin access identity of CloudFront asks from wherever the viewer is served, and a service of AWS from its own
 * servers: the address says nothing.
 */
function networkOfCaller(record: Record<string, unknown>): string | null {
  const caller = record.userIdentity;
  const isService =
    text(caller, 'accountId') === 'CloudFront' ||
    text(caller, 'type') === 'AWSService' ||
    text(caller, 'invokedBy') === 'AWS Internal';
  return isService ? null : networkOf(text(record, 'sourceIPAddress'));
}

function isManagement(category: string | null): boolean | null {
  return category === null ? null : category === 'Management';
}
