-- title: Cross-account requests
-- question: Which requests were made by callers of another account than the bucket's? CloudFront's origin access
--   identity, which no account has, is left out.
-- row: a request
-- finding: If the account is not one that you know, see what policy or ACL lets it in. Some that were denied are
--   recorded in the caller's account only.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  principal_account, bucket_owner, user_agent, error_code, event_id
FROM s3_requests
WHERE principal_account <> bucket_owner
  AND regexp_like(principal_account, '^[0-9]{12}$')
ORDER BY event_time DESC, event_id
