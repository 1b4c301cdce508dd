/** A column of `s3_requests`. */
export interface RequestColumn {
  readonly name: string;
  /** Its type in Athena (Trino). */
  readonly type: string;
  /** What it is made of: an expression over the columns of the CloudTrail table. */
  readonly expression: string;
  readonly comment: string;
}

/**
 * The services whose events are requests to buckets and objects.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export const S3_EVENT_SOURCES = [
  's3.amazonaws.com',
  's3express.amazonaws.com',
  's3-outposts.amazonaws.com',
  's3-object-lambda.amazonaws.com',
];

const ANONYMOUS =
  "coalesce(useridentity.accountid IN ('ANONYMOUS_PRINCIPAL', 'anonymous') OR useridentity.principalid = 'ANONYMOUS_PRINCIPAL', false)";
const PRINCIPAL = `coalesce(nullif(useridentity.arn, ''), nullif(useridentity.invokedby, ''), CASE WHEN ${ANONYMOUS} THEN 'anonymous' END, nullif(useridentity.accountid, ''))`;

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
    'timestamp(3) with time zone',
    'from_iso8601_timestamp(eventtime)',
    'When the request was completed',
  ),
  column('account', 'varchar', 'account', 'Account whose trail recorded it'),
  column('region', 'varchar', 'region', 'Region of the bucket'),
  column('day', 'varchar', 'day', 'Day (UTC) under which CloudTrail filed the event, as yyyy/MM/dd'),
  column('event_id', 'varchar', 'eventid', 'Id of the event'),
  column('event_source', 'varchar', 'eventsource', 'Service, such as s3.amazonaws.com or s3express.amazonaws.com'),
  column('event_type', 'varchar', 'eventtype', 'AwsApiCall, or AwsServiceEvent for what S3 did because of a request'),
  column('action', 'varchar', 'eventname', 'Requested action, such as GetObject'),
  column('bucket', 'varchar', parameter('$.bucketName'), 'Bucket'),
  column('object_key', 'varchar', parameter('$.key'), 'Key of the object'),
  column(
    'principal',
    'varchar',
    PRINCIPAL,
    'ARN of the caller; without one the calling service, anonymous, or the account',
  ),
  column('principal_arn', 'varchar', 'useridentity.arn', 'ARN of the caller'),
  column('principal_type', 'varchar', 'useridentity.type', 'IAMUser, AssumedRole, AWSAccount, AWSService, ...'),
  column('principal_account', 'varchar', 'useridentity.accountid', 'Account of the caller'),
  column(
    'session_issuer',
    'varchar',
    'useridentity.sessioncontext.sessionissuer.arn',
    'Role behind the caller’s session',
  ),
  column('anonymous', 'boolean', ANONYMOUS, 'Whether the caller gave no credentials'),
  column('source_ip', 'varchar', 'sourceipaddress', 'IP address, or name of the AWS service that called'),
  column('user_agent', 'varchar', 'useragent', 'SDK, tool or browser'),
  column(
    'signature_version',
    'varchar',
    `regexp_replace(${extra('$.SignatureVersion')}, '(?i)sigv', 'SigV')`,
    'SigV2 or SigV4',
  ),
  column(
    'authentication_method',
    'varchar',
    extra('$.AuthenticationMethod'),
    'AuthHeader, or QueryString for a presigned URL',
  ),
  column('tls_version', 'varchar', 'tlsdetails.tlsversion', 'TLS version'),
  column('bytes_in', 'bigint', bytes('$.bytesTransferredIn'), 'Bytes received'),
  column('bytes_out', 'bigint', bytes('$.bytesTransferredOut'), 'Bytes sent'),
  column('error_code', 'varchar', 'errorcode', 'Error, such as AccessDenied; null for a request that succeeded'),
  column('error_message', 'varchar', 'errormessage', 'Description of the error'),
  column(
    'acl_required',
    'boolean',
    `coalesce(${extra('$.aclRequired')} = 'Yes', false)`,
    'Whether an ACL was needed to allow it',
  ),
  column('encryption', 'varchar', extra('$.SSEApplied'), 'Server-side encryption that was applied'),
  column('vpc_endpoint', 'varchar', 'vpcendpointid', 'VPC endpoint that the request passed'),
  column('read_only', 'boolean', "readonly = 'true'", 'Whether the action only reads; null where not recorded'),
  column(
    'management_event',
    'boolean',
    "managementevent = 'true'",
    'Whether it acts on a bucket or account; null where not recorded',
  ),
  column('request_parameters', 'varchar', 'requestparameters', 'All parameters of the request, as JSON text'),
];

function column(name: string, type: string, expression: string, comment: string): RequestColumn {
  return { name, type, expression, comment };
}

function parameter(path: string): string {
  return `json_extract_scalar(requestparameters, '${path}')`;
}

function extra(path: string): string {
  return `json_extract_scalar(additionaleventdata, '${path}')`;
}

/** A number of bytes is sometimes written as 0.0. */
function bytes(path: string): string {
  return `CAST(TRY_CAST(${extra(path)} AS double) AS bigint)`;
}
