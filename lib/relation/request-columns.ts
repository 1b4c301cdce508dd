import { ANONYMOUS, CALLER_PARTS, principalAccount, sourceNetwork } from './callers';
import { AGENT, client, clientVersion } from './client-names';
import { RESOURCE_PARTS, accessPoint, bucketOwner, copySource, renameSource } from './named-resources';
import { extra, filled, named, parameter } from './record-fields';
import { RelationPart } from './relation-part';

/** A column of a relation. */
export interface RequestColumn {
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
    'event_time',
    'timestamp(3)',
    "TRY(CAST(from_iso8601_timestamp(eventtime) AT TIME ZONE 'UTC' AS timestamp))",
    'When the request was completed, in UTC',
  ),
  column('account', 'varchar', 'account', 'Account whose trail recorded it'),
  column('region', 'varchar', 'region', 'Region of the bucket'),
  column('day', 'varchar', 'day', 'Day (UTC) under which CloudTrail filed the event, as yyyy/MM/dd'),
  column('event_id', 'varchar', 'eventid', 'Id of the event'),
  column(
    'original_event_id',
    'varchar',
    filled('addendum.originaleventid'),
    'Id of the event that this one brings up to date, which stays beside it',
  ),
  column('event_source', 'varchar', 'eventsource', 'Service, such as s3.amazonaws.com or s3express.amazonaws.com'),
  column('event_type', 'varchar', 'eventtype', 'AwsApiCall, or AwsServiceEvent for what S3 did because of a request'),
  column('action', 'varchar', 'eventname', 'Requested action, such as GetObject'),
  column('bucket', 'varchar', 'bucket', 'Bucket, also where the request named an access point'),
  column('bucket_owner', 'varchar', bucketOwner(), 'Account of the bucket'),
  column(
    'access_point',
    'varchar',
    accessPoint(),
    'Access point that the request named: its alias, its ARN or its name',
  ),
  column('object_key', 'varchar', 'object_key', 'Key of the object'),
  column('version_id', 'varchar', named('$.versionId'), 'Version of the object that the request names'),
  column('prefix', 'varchar', named('$.prefix'), 'What the keys of a listing begin with'),
  column('copy_source', 'varchar', copySource(), 'Source of a copy, as bucket/key'),
  column('rename_source', 'varchar', renameSource(), 'What an object was called before it was renamed, as bucket/key'),
  column(
    'principal',
    'varchar',
    'principal',
    'ARN of the caller; without one the calling service, anonymous, or the account',
  ),
  column('principal_arn', 'varchar', filled('useridentity.arn'), 'ARN of the caller'),
  column(
    'principal_id',
    'varchar',
    filled('useridentity.principalid'),
    'Id of the caller, which no other gets; of a session with its name',
  ),
  column('principal_type', 'varchar', filled('useridentity.type'), 'IAMUser, AssumedRole, AWSAccount, AWSService, ...'),
  column('principal_account', 'varchar', principalAccount(), 'Account of the caller'),
  column('session_issuer', 'varchar', 'session_issuer', "Role behind the caller's session"),
  column(
    'on_behalf_of',
    'varchar',
    filled('useridentity.onbehalfof.userid'),
    'User of IAM Identity Center on whose behalf it was',
  ),
  column(
    'identity',
    'varchar',
    'coalesce(session_issuer, principal)',
    'Role behind the session, else the principal: the same in all sessions',
  ),
  column('anonymous', 'boolean', ANONYMOUS, 'Whether the caller gave no credentials'),
  column('source_ip', 'varchar', 'sourceipaddress', 'IP address, or name of the AWS service that called'),
  column(
    'source_network',
    'varchar',
    sourceNetwork(),
    'Its network, /24 for IPv4 and /48 for IPv6; null for a service, also where that comes with an address',
  ),
  column('user_agent', 'varchar', 'useragent', 'SDK, tool or browser, in its own words'),
  column('client', 'varchar', client(), 'Name of the SDK or tool; without one the first product of the user agent'),
  column('client_version', 'varchar', clientVersion(), 'Its version'),
  column(
    'signature_version',
    'varchar',
    `regexp_replace(${extra('$.SignatureVersion')}, '[Ss][Ii][Gg][Vv]', 'SigV')`,
    'SigV2 or SigV4',
  ),
  column(
    'authentication_method',
    'varchar',
    extra('$.AuthenticationMethod'),
    'AuthHeader, or QueryString for a presigned URL',
  ),
  column(
    'expires_in',
    'bigint',
    `TRY_CAST(regexp_extract(${parameter('$["X-Amz-Expires"]')}, '^[0-9]{1,18}$') AS bigint)`,
    'Seconds for which a presigned URL is valid',
  ),
  column('tls_version', 'varchar', tlsVersion(), 'TLS version, such as TLSv1.3'),
  column('key_exchange', 'varchar', filled('tlsdetails.keyexchange'), 'TLS key exchange, such as X25519MLKEM768'),
  column(
    'cipher_suite',
    'varchar',
    `coalesce(${filled('tlsdetails.ciphersuite')}, ${extra('$.CipherSuite')}, ${extra('$.cipherSuite')})`,
    'TLS cipher suite; recorded for longer than the TLS version',
  ),
  column('bytes_in', 'bigint', bytes('$.bytesTransferredIn'), 'Bytes received'),
  column('bytes_out', 'bigint', bytes('$.bytesTransferredOut'), 'Bytes sent'),
  column(
    'error_code',
    'varchar',
    filled('errorcode'),
    'Error, such as AccessDenied; null for a request that succeeded',
  ),
  column('error_message', 'varchar', filled('errormessage'), 'Description of the error'),
  column(
    'acl_required',
    'boolean',
    `coalesce(${extra('$.aclRequired')} = 'Yes', false)`,
    'Whether an ACL was needed to allow it',
  ),
  column('encryption', 'varchar', extra('$.SSEApplied'), 'Server-side encryption that was applied'),
  column('customer_key', 'boolean', customerKey(), 'Whether the request brings an encryption key of its own (SSE-C)'),
  column('kms_key', 'varchar', 'kms_key', 'KMS key that the answer names, or else the request'),
  column(
    'kms_key_account',
    'varchar',
    keyAccount(),
    'Account of that key; of a key without its ARN that of the caller',
  ),
  column(
    'vpc_endpoint',
    'varchar',
    filled('vpcendpointid'),
    "VPC endpoint that the request passed; the console's requests pass one of AWS",
  ),
  column(
    'read_only',
    'boolean',
    `${filled('readonly')} = 'true'`,
    'Whether the action only reads; null where not recorded',
  ),
  column(
    'management_event',
    'boolean',
    `coalesce(${filled('managementevent')} = 'true', ${filled('eventcategory')} = 'Management')`,
    'Whether it acts on a bucket or account; null where not recorded',
  ),
  column('request_parameters', 'varchar', 'requestparameters', 'All parameters of the request, as JSON text'),
];

/** The same of all services that the trail records, with what only some of them have. */
export const AWS_REQUESTS: RequestColumn[] = [
  ...S3_REQUESTS,
  column('trail', 'varchar', trailName(), 'Trail that a request to CloudTrail names, without the rest of its ARN'),
];

function column(name: string, type: RequestColumn['type'], expression: string, comment: string): RequestColumn {
  return { name, type, expression, comment };
}

/** A number of bytes is sometimes written as 0.0, or as 1.2E7. */
function bytes(path: string): string {
  const number = `regexp_extract(${extra(path)}, '^[0-9]+([.][0-9]+|)([Ee][+]*[0-9]+|)$')`;
  return `TRY_CAST(TRY_CAST(${number} AS double) AS bigint)`;
}

/** Of UpdateObjectEncryption nobody has seen an event yet: its key is taken from wherever it stands. */
function kmsKey(): string {
  const header = '$["x-amz-server-side-encryption-aws-kms-key-id"]';
  const inBody = `CASE WHEN eventname = 'UpdateObjectEncryption' THEN regexp_extract(requestparameters, 'arn:[^":]+:kms:[^"]+') END`;
  return `coalesce(${filled(`json_extract_scalar(responseelements, '${header}')`)}, ${named(header)}, ${inBody})`;
}

/** A key without an ARN is one of the caller's account. */
function keyAccount(): string {
  const inArn = "regexp_extract(kms_key, '^arn:[^:]*:[^:]*:[^:]*:([^:]+)', 1)";
  const caller = filled('useridentity.accountid');
  return `CASE WHEN starts_with(kms_key, 'arn:') THEN ${inArn} WHEN kms_key IS NOT NULL THEN ${caller} END`;
}

/** Applied, or asked for in a request that failed. */
function customerKey(): string {
  const algorithm = named('$["x-amz-server-side-encryption-customer-algorithm"]');
  return `coalesce(${extra('$.SSEApplied')} = 'SSE_C', false) OR ${algorithm} IS NOT NULL`;
}

/** Of directory buckets, it comes as a number alone. */
function tlsVersion(): string {
  return `regexp_replace(${filled('tlsdetails.tlsversion')}, '^([0-9])', 'TLSv$1')`;
}

/** As the parameters name it, or the message where CloudTrail denied the request, since it has no parameters then. */
function trailName(): string {
  const parameters = ['$.name', '$.trailName', '$.resourceId'].map(named).join(', ');
  const denied = 'arn:[^:]+:cloudtrail:[^:]*:[^:]*:trail/([A-Za-z0-9._-]*[A-Za-z0-9])';
  const name = `coalesce(regexp_extract(coalesce(${parameters}), '[^/]+$'), regexp_extract(errormessage, '${denied}', 1))`;
  return `CASE WHEN eventsource = 'cloudtrail.amazonaws.com' THEN ${name} END`;
}
