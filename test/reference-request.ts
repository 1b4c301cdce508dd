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
  readonly event_time: string;
  readonly account: string;
  readonly region: string;
  readonly principal: string | null;
  readonly source_ip: string | null;
  readonly action: string;
  readonly bucket: string | null;
  readonly object_key: string | null;
  readonly event_id: string;
  readonly event_source: string;
  readonly event_type: string | null;
  readonly error_code: string | null;
  readonly user_agent: string | null;
  readonly request_parameters: string | null;
  readonly principal_type: string | null;
  readonly principal_account: string | null;
  readonly session_issuer: string | null;
  readonly anonymous: boolean;
  readonly signature_version: string | null;
  readonly authentication_method: string | null;
  readonly acl_required: string | null;
  readonly deletion: string;
}

export function requestOf({ account, region, record }: FiledRecord): ReferenceRequest {
  const caller = record.userIdentity;
  const parameters = record.requestParameters;
  const additional = record.additionalEventData;
  const anonymous =
    ['ANONYMOUS_PRINCIPAL', 'anonymous'].includes(text(caller, 'accountId') ?? '') ||
    text(caller, 'principalId') === 'ANONYMOUS_PRINCIPAL';
  return {
    event_time: new Date(text(record, 'eventTime')!).toISOString().replace('.000Z', 'Z'),
    account,
    region,
    principal: principalOf(caller, anonymous),
    source_ip: text(record, 'sourceIPAddress'),
    action: text(record, 'eventName')!,
    bucket: text(parameters, 'bucketName'),
    object_key: text(parameters, 'key'),
    event_id: text(record, 'eventID')!,
    event_source: text(record, 'eventSource')!,
    event_type: text(record, 'eventType'),
    error_code: text(record, 'errorCode'),
    user_agent: text(record, 'userAgent'),
    request_parameters: parameters === null || parameters === undefined ? null : JSON.stringify(parameters),
    principal_type: text(caller, 'type'),
    principal_account: text(caller, 'accountId'),
    session_issuer: text(field(field(caller, 'sessionContext'), 'sessionIssuer'), 'arn'),
    anonymous,
    signature_version: signatureOf(text(additional, 'SignatureVersion')),
    authentication_method: text(additional, 'AuthenticationMethod'),
    acl_required: text(additional, 'aclRequired'),
    deletion: deletionOf(text(record, 'eventType'), text(record, 'eventName')),
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

function field(parent: unknown, name: string): unknown {
  return typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[name] : undefined;
}

function text(parent: unknown, name: string): string | null {
  const value = field(parent, name);
  return typeof value === 'string' ? value : null;
}
