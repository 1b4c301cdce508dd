-- title: Presigned requests
-- question: Which requests came by a presigned URL, and for how long was it valid?
-- row: a request
-- finding: A URL is open to whoever holds it, so its lifetime (in seconds) should be short. It is known for Signature
--   Version 4 only. The principal is who signed it.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  signature_version, expires_in, user_agent, error_code, event_id
FROM s3_requests
WHERE authentication_method = 'QueryString'
ORDER BY event_time DESC, event_id
