-- title: Denied requests
-- question: Which requests were denied, and why?
-- row: a request
-- finding: The reason names the kind of policy that denies, or that does not allow. A request whose credentials are
--   not valid is not recorded at all.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  regexp_extract(error_message, '.* (because .*|with an explicit deny .*)$', 1) AS reason,
  error_message, user_agent, event_id
FROM s3_requests
WHERE error_code = 'AccessDenied'
ORDER BY event_time DESC, event_id
