import { ANONYMOUS, CALLER_PARTS, principalAccount, sourceNetwork } from './callers';
import { AGENT, client, clientVersion } from './client-names';
import { customerKey, keyAccount, kmsKey, tlsVersion } from './encryption-fields';
import { RESOURCE_PARTS, accessPoint, bucketOwner, copySource, renameSource } from './named-resources';
import { bytes, extra, filled, named, parameter } from './record-fields';
import { RelationPart } from './relation-part';

/** A column of a relation. */
export interface RequestColumn {
  /** What stands for it in the files of a request table, whatever it is called: see `RETIRED_COLUMNS`. */
  readonly id: number;
  readonly name: string;
  /** Its type in Athena (Trino): one that a view may have, too, which excludes times with a zone. */
  readonly type: 'varchar' | 'bigint' | 'boolean' | 'timestamp(3)';
  /** What it is made of: an expression over the columns of the CloudTrail table, and over `RELATION_PARTS`. */
  readonly expression: string;
  readonly comment: string;
}

/** Worked out once, in a query around the table, for all columns that are made of them. */
export const RELATION_PARTS: RelationPart[] = [
  ...RESOURCE_PARTS,
  ...CALLER_PARTS,
  AGENT,
  { name: 'kms_key', expression: kmsKey() },
];

/**
 * The relation behind every question: a request to S3 a row, a field a column. It is the one place that knows where
 * CloudTrail keeps a field. Its expressions keep to functions that Athena, Trino and DuckDB agree upon.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
 */
export const S3_REQUESTS: RequestColumn[] = [
  column(
    1,
    'event_time',
    'timestamp(3)',
    "TRY(CAST(from_iso8601_timestamp(eventtime) AT TIME ZONE 'UTC' AS timestamp))",
    'When the request was completed, in UTC',
  ),
  column(2, 'account', 'varchar', 'account', 'Account whose trail recorded it'),
  column(3, 'region', 'varchar', 'region', 'Region of the bucket'),
  column(4, 'day', 'varchar', 'day', 'Day (UTC) under which CloudTrail filed the event, as yyyy/MM/dd'),
  column(5, 'event_id', 'varchar', 'eventid', 'Id of the event'),
  column(
    6,
    'original_event_id',
    'varchar',
    filled('addendum.originaleventid'),
    'Id of the event that this one brings up to date, which stays beside it',
  ),
  column(7, 'event_source', 'varchar', 'eventsource', 'Service, such as s3.amazonaws.com or s3express.amazonaws.com'),
  column(
    8,
    'event_type',
    'varchar',
    'eventtype',
    'AwsApiCall, or AwsServiceEvent for what S3 did because of a request',
  ),
  column(9, 'action', 'varchar', 'eventname', 'Requested action, such as GetObject'),
  column(10, 'bucket', 'varchar', 'bucket', 'Bucket, also where the request named an access point'),
  column(11, 'bucket_owner', 'varchar', bucketOwner(), 'Account of the bucket'),
  column(
    12,
    'access_point',
    'varchar',
    accessPoint(),
    'Access point that the request named: its alias, its ARN or its name',
  ),
  column(13, 'object_key', 'varchar', 'object_key', 'Key of the object'),
  column(14, 'version_id', 'varchar', named('$.versionId'), 'Version of the object that the request names'),
  column(15, 'prefix', 'varchar', named('$.prefix'), 'What the keys of a listing begin with'),
  column(16, 'copy_source', 'varchar', copySource(), 'Source of a copy, as bucket/key'),
  column(
    17,
    'rename_source',
    'varchar',
    renameSource(),
    'What an object was called before it was renamed, as bucket/key',
  ),
  column(
    18,
    'principal',
    'varchar',
    'principal',
    'ARN of the caller; without one the calling service, anonymous, or the account',
  ),
  column(19, 'principal_arn', 'varchar', filled('useridentity.arn'), 'ARN of the caller'),
  column(
    20,
    'principal_id',
    'varchar',
    filled('useridentity.principalid'),
    'Id of the caller, which no other gets; of a session with its name',
  ),
  column(
    21,
    'principal_type',
    'varchar',
    filled('useridentity.type'),
    'IAMUser, AssumedRole, AWSAccount, AWSService, ...',
  ),
  column(22, 'principal_account', 'varchar', principalAccount(), 'Account of the caller'),
  column(23, 'session_issuer', 'varchar', 'session_issuer', "Role behind the caller's session"),
  column(
    24,
    'on_behalf_of',
    'varchar',
    filled('useridentity.onbehalfof.userid'),
    'User of IAM Identity Center on whose behalf it was',
  ),
  column(
    25,
    'identity',
    'varchar',
    'coalesce(session_issuer, principal)',
    'Role behind the session, else the principal: the same in all sessions',
  ),
  column(26, 'anonymous', 'boolean', ANONYMOUS, 'Whether the caller gave no credentials'),
  column(27, 'source_ip', 'varchar', 'sourceipaddress', 'IP address, or name of the AWS service that called'),
  column(
    28,
    'source_network',
    'varchar',
    sourceNetwork(),
    'Its network, /24 for IPv4 and /48 for IPv6; null for a service, also where that comes with an address',
  ),
  column(29, 'user_agent', 'varchar', 'useragent', 'SDK, tool or browser, in its own words'),
  column(30, 'client', 'varchar', client(), 'Name of the SDK or tool; without one the first product of the user agent'),
  column(31, 'client_version', 'varchar', clientVersion(), 'Its version'),
  column(
    32,
    'signature_version',
    'varchar',
    `regexp_replace(${extra('$.SignatureVersion')}, '[Ss][Ii][Gg][Vv]', 'SigV')`,
    'SigV2 or SigV4',
  ),
  column(
    33,
    'authentication_method',
    'varchar',
    extra('$.AuthenticationMethod'),
    'AuthHeader, or QueryString for a presigned URL',
  ),
  column(
    34,
    'expires_in',
    'bigint',
    `TRY_CAST(regexp_extract(${parameter('$["X-Amz-Expires"]')}, '^[0-9]{1,18}$') AS bigint)`,
    'Seconds for which a presigned URL is valid',
  ),
  column(35, 'tls_version', 'varchar', tlsVersion(), 'TLS version, such as TLSv1.3'),
  column(36, 'key_exchange', 'varchar', filled('tlsdetails.keyexchange'), 'TLS key exchange, such as X25519MLKEM768'),
  column(
    37,
    'cipher_suite',
    'varchar',
    `coalesce(${filled('tlsdetails.ciphersuite')}, ${extra('$.CipherSuite')}, ${extra('$.cipherSuite')})`,
    'TLS cipher suite; recorded for longer than the TLS version',
  ),
  column(38, 'bytes_in', 'bigint', bytes('$.bytesTransferredIn'), 'Bytes received'),
  column(39, 'bytes_out', 'bigint', bytes('$.bytesTransferredOut'), 'Bytes sent'),
  column(
    40,
    'error_code',
    'varchar',
    filled('errorcode'),
    'Error, such as AccessDenied; null for a request that succeeded',
  ),
  column(41, 'error_message', 'varchar', filled('errormessage'), 'Description of the error'),
  column(
    42,
    'acl_required',
    'boolean',
    `coalesce(${extra('$.aclRequired')} = 'Yes', false)`,
    'Whether an ACL was needed to allow it',
  ),
  column(43, 'encryption', 'varchar', extra('$.SSEApplied'), 'Server-side encryption that was applied'),
  column(
    44,
    'customer_key',
    'boolean',
    customerKey(),
    'Whether the request brings an encryption key of its own (SSE-C)',
  ),
  column(45, 'kms_key', 'varchar', 'kms_key', 'KMS key that the answer names, or else the request'),
  column(
    46,
    'kms_key_account',
    'varchar',
    keyAccount(),
    'Account of that key; of a key without its ARN that of the caller',
  ),
  column(
    47,
    'vpc_endpoint',
    'varchar',
    filled('vpcendpointid'),
    "VPC endpoint that the request passed; the console's requests pass one of AWS",
  ),
  column(
    48,
    'read_only',
    'boolean',
    `${filled('readonly')} = 'true'`,
    'Whether the action only reads; null where not recorded',
  ),
  column(
    49,
    'management_event',
    'boolean',
    `coalesce(${filled('managementevent')} = 'true', ${filled('eventcategory')} = 'Management')`,
    'Whether it acts on a bucket or account; null where not recorded',
  ),
  column(50, 'request_parameters', 'varchar', 'requestparameters', 'All parameters of the request, as JSON text'),
];

/**
 * Columns that there were. They stay in each request table, where they are null from then on, so that neither an id nor a name
 * is used again: files that were written before still have them.
 */
export const RETIRED_COLUMNS: Omit<RequestColumn, 'expression'>[] = [];

/** The same of all services that the trail records, with what only some of them have. */
export const AWS_REQUESTS: RequestColumn[] = [
  ...S3_REQUESTS,
  column(51, 'trail', 'varchar', trailName(), 'Trail that a request to CloudTrail names, without the rest of its ARN'),
];

function column(
  id: number,
  name: string,
  type: RequestColumn['type'],
  expression: string,
  comment: string,
): RequestColumn {
  return { id, name, type, expression, comment };
}

/** As the parameters name it, or the message where CloudTrail denied the request, since it has no parameters then. */
function trailName(): string {
  const parameters = ['$.name', '$.trailName', '$.resourceId'].map(named).join(', ');
  const denied = 'arn:[^:]+:cloudtrail:[^:]*:[^:]*:trail/([A-Za-z0-9._-]*[A-Za-z0-9])';
  const name = `coalesce(regexp_extract(coalesce(${parameters}), '[^/]+$'), regexp_extract(errormessage, '${denied}', 1))`;
  return `CASE WHEN eventsource = 'cloudtrail.amazonaws.com' THEN ${name} END`;
}
