/** A column of the CloudTrail table. */
export interface CloudTrailColumn {
  /** The field's name in CloudTrail's own spelling; Glue and Athena have it in lower case. */
  readonly name: string;
  /** The Hive type, with nested fields in CloudTrail's own spelling. */
  readonly type: string;
  /** What the field means. */
  readonly comment: string;
}

/**
 * The columns, in the order of AWS's DDL, with the newer fields of CloudTrail's records beside them.
 *
 * `requestParameters`, `responseElements` and `additionalEventData` differ with every action, so they stay JSON text,
 * to be read with `json_extract_scalar`; as structs they would raise HIVE_BAD_DATA.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CLOUDTRAIL_COLUMNS: CloudTrailColumn[] = [
  { name: 'eventVersion', type: 'string', comment: 'Version of the record format' },
  { name: 'userIdentity', type: userIdentity(), comment: 'Who made the request' },
  { name: 'eventTime', type: 'string', comment: 'When the request was completed, ISO 8601 in UTC' },
  { name: 'eventSource', type: 'string', comment: 'Service that the request was made to' },
  { name: 'eventName', type: 'string', comment: 'Requested action' },
  { name: 'awsRegion', type: 'string', comment: 'Region that the request was made to' },
  { name: 'sourceIPAddress', type: 'string', comment: 'IP address, or name of the service, that it came from' },
  { name: 'userAgent', type: 'string', comment: 'Agent that made the request' },
  { name: 'errorCode', type: 'string', comment: 'Error of the service, if any' },
  { name: 'errorMessage', type: 'string', comment: 'Description of the error' },
  { name: 'requestParameters', type: 'string', comment: 'Parameters of the request, as JSON text' },
  { name: 'responseElements', type: 'string', comment: 'Answer of a request that changes something, as JSON text' },
  { name: 'additionalEventData', type: 'string', comment: 'Signature, encryption, bytes and more, as JSON text' },
  { name: 'requestID', type: 'string', comment: 'Id that the service gave the request' },
  { name: 'eventID', type: 'string', comment: 'Id of the event; the same in a duplicate delivery' },
  { name: 'readOnly', type: 'string', comment: 'true for a request that changes nothing' },
  { name: 'resources', type: resources(), comment: 'Resources that the request touched' },
  { name: 'eventType', type: 'string', comment: 'AwsApiCall, AwsServiceEvent, ...' },
  { name: 'apiVersion', type: 'string', comment: 'Version of the API' },
  { name: 'recipientAccountId', type: 'string', comment: 'Account that received the event' },
  { name: 'serviceEventDetails', type: 'string', comment: 'What triggered a service event, as JSON text' },
  { name: 'sharedEventID', type: 'string', comment: 'The same in the events of one action in several accounts' },
  { name: 'vpcEndpointId', type: 'string', comment: 'VPC endpoint that the request passed' },
  { name: 'vpcEndpointAccountId', type: 'string', comment: 'Owner of that VPC endpoint' },
  { name: 'eventCategory', type: 'string', comment: 'Management or Data' },
  { name: 'addendum', type: addendum(), comment: 'Why the event was delivered late or again' },
  { name: 'sessionCredentialFromConsole', type: 'string', comment: 'true for a session of the console' },
  { name: 'edgeDeviceDetails', type: 'string', comment: 'Edge devices that were the target, as JSON text' },
  { name: 'tlsDetails', type: tlsDetails(), comment: 'TLS version, cipher suite, host name, key exchange' },
  { name: 'managementEvent', type: 'string', comment: 'true for a management event' },
];

function userIdentity(): string {
  const issuer = struct('type:string', 'principalId:string', 'arn:string', 'accountId:string', 'userName:string');
  const session = struct(
    `attributes:${struct('mfaAuthenticated:string', 'creationDate:string')}`,
    `sessionIssuer:${issuer}`,
    'ec2RoleDelivery:string',
    `webIdFederationData:${struct('federatedProvider:string', 'attributes:map<string,string>')}`,
    'sourceIdentity:string',
    'assumedRoot:string',
    'signInSessionArn:string',
  );
  return struct(
    'type:string',
    'principalId:string',
    'arn:string',
    'accountId:string',
    'invokedBy:string',
    'accessKeyId:string',
    'userName:string',
    `onBehalfOf:${struct('userId:string', 'identityStoreArn:string')}`,
    `sessionContext:${session}`,
    `inScopeOf:${struct('sourceArn:string', 'sourceAccount:string', 'issuerType:string', 'credentialsIssuedTo:string')}`,
    'credentialId:string',
    `invokedByDelegate:${struct('accountId:string')}`,
  );
}

function resources(): string {
  return `array<${struct('ARN:string', 'accountId:string', 'type:string', 'ARNPrefix:string')}>`;
}

function addendum(): string {
  return struct('reason:string', 'updatedFields:string', 'originalRequestID:string', 'originalEventID:string');
}

function tlsDetails(): string {
  return struct('tlsVersion:string', 'cipherSuite:string', 'clientProvidedHostHeader:string', 'keyExchange:string');
}

function struct(...fields: string[]): string {
  return `struct<${fields.join(',')}>`;
}
