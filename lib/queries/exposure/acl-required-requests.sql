-- title: Requests that needed an ACL
-- question: Which requests were allowed by an ACL, and by no policy?
-- row: a request
-- finding: Grant the principal the action in a policy, then disable ACLs (bucket owner enforced). Requests that set
--   an ACL other than bucket-owner-full-control fail then, too, and are not listed here.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  user_agent, error_code, event_id
FROM s3_requests
WHERE acl_required
ORDER BY event_time DESC, event_id
