-- title: Requests that needed an ACL
-- question: Which requests would be refused if ACLs were disabled on the bucket?
-- row: a request
-- finding: Grant the principal the action in a policy, then disable ACLs (bucket owner enforced).
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  user_agent, error_code, event_id
FROM s3_requests
WHERE acl_required
ORDER BY event_time DESC, event_id
