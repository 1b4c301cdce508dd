import { AuditQuery } from './audit-query';

/** Lists of queries by theme. */
export class QueryPack {
  /**
   * The questions of AWS's page on identifying S3 requests with CloudTrail.
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

  private constructor() {}
}
