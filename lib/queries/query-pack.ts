import { AuditQuery } from './audit-query';

/**
 * Lists of queries. Lists by theme may share a query with REQUEST_IDENTIFICATION, and are added to one another as they
 * are: a query that is listed twice is saved once.
 */
export class QueryPack {
  /**
   * The questions of AWS's page on identifying S3 requests with CloudTrail, and the default.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
   */
  public static readonly REQUEST_IDENTIFICATION: AuditQuery[] = [
    AuditQuery.SAMPLE_EVENTS,
    AuditQuery.SIGV2_REQUESTS,
    AuditQuery.SIGV2_REQUESTERS,
    AuditQuery.SIGV2_REQUESTERS_IN_REGION,
    AuditQuery.OBJECT_PUT_REQUESTS,
    AuditQuery.OBJECT_GET_REQUESTS,
    AuditQuery.OBJECT_DELETE_REQUESTS,
    AuditQuery.ANONYMOUS_REQUESTS,
    AuditQuery.ACL_REQUIRED_REQUESTS,
    AuditQuery.REQUESTS_OUTSIDE_NETWORKS,
    AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS,
  ];

  /** How requests are signed, and who has to upgrade what. */
  public static readonly SIGNATURES: AuditQuery[] = [
    AuditQuery.SIGV2_REQUESTS,
    AuditQuery.SIGV2_REQUESTERS,
    AuditQuery.SIGV2_REQUESTERS_IN_REGION,
    AuditQuery.SIGV2_CLIENTS,
    AuditQuery.SIGV2_BUCKETS,
    AuditQuery.SIGV2_DAYS,
    AuditQuery.SIGV2_PRESIGNED_REQUESTS,
    AuditQuery.SIGNATURE_MIX,
  ];

  /** Who touched what. */
  public static readonly ACCESS: AuditQuery[] = [
    AuditQuery.OBJECT_PUT_REQUESTS,
    AuditQuery.OBJECT_GET_REQUESTS,
    AuditQuery.OBJECT_HISTORY,
    AuditQuery.OBJECT_REQUESTS,
    AuditQuery.PRINCIPAL_ACTIVITY,
    AuditQuery.BUCKET_USERS,
    AuditQuery.TOP_TALKERS,
    AuditQuery.COPIES,
    AuditQuery.LISTINGS,
    AuditQuery.NEW_PRINCIPALS,
    AuditQuery.NEW_NETWORKS,
  ];

  /** Who got in, or tried to, from where. */
  public static readonly EXPOSURE: AuditQuery[] = [
    AuditQuery.ANONYMOUS_REQUESTS,
    AuditQuery.ACL_REQUIRED_REQUESTS,
    AuditQuery.REQUESTS_OUTSIDE_NETWORKS,
    AuditQuery.REQUESTS_OUTSIDE_PRINCIPALS,
    AuditQuery.REQUESTS_OUTSIDE_VPC_ENDPOINTS,
    AuditQuery.CROSS_ACCOUNT_REQUESTS,
    AuditQuery.PRESIGNED_REQUESTS,
    AuditQuery.DENIED_REQUESTS,
    AuditQuery.PROBING,
  ];

  /** How data is encrypted, at rest and on its way. */
  public static readonly PROTECTION: AuditQuery[] = [
    AuditQuery.ENCRYPTION_BY_BUCKET,
    AuditQuery.CUSTOMER_KEY_REQUESTS,
    AuditQuery.CROSS_ACCOUNT_KEY_REQUESTS,
    AuditQuery.TLS_BY_PRINCIPAL,
    AuditQuery.REQUESTS_WITHOUT_TLS_DETAILS,
  ];

  /** What was destroyed. */
  public static readonly DELETION: AuditQuery[] = [
    AuditQuery.OBJECT_DELETE_REQUESTS,
    AuditQuery.BULK_DELETES,
    AuditQuery.VERSION_DELETES,
    AuditQuery.EXTORTION_PATTERN,
  ];

  /** Who changed what protects the buckets and the audit. They need `managementEvents`. */
  public static readonly CONFIGURATION: AuditQuery[] = [
    AuditQuery.BUCKET_CONFIGURATION_CHANGES,
    AuditQuery.AUDIT_CHANGES,
    AuditQuery.FILE_SYSTEM_ACCESS,
  ];

  /** How much is requested, and what its audit costs. */
  public static readonly COST_AND_VOLUME: AuditQuery[] = [AuditQuery.BUCKET_VOLUME, AuditQuery.DATA_EVENT_COSTS];

  /** All queries of this package, each once. Those of CONFIGURATION need `managementEvents`. */
  public static readonly ALL: AuditQuery[] = [
    ...new Set([
      ...QueryPack.REQUEST_IDENTIFICATION,
      ...QueryPack.SIGNATURES,
      ...QueryPack.ACCESS,
      ...QueryPack.EXPOSURE,
      ...QueryPack.PROTECTION,
      ...QueryPack.DELETION,
      ...QueryPack.CONFIGURATION,
      ...QueryPack.COST_AND_VOLUME,
    ]),
  ];

  private constructor() {}
}
