-- title: Presigned URLs with Signature Version 2
-- question: Which requests came by a presigned URL that is signed with Signature Version 2?
-- row: a request
-- finding: The user agent is that of whoever opened the URL. Upgrade what the principal makes URLs with; older SDKs
--   and CLIs presign so by default.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  client, client_version, user_agent, error_code, event_id
FROM s3_requests
WHERE signature_version = 'SigV2'
  AND authentication_method = 'QueryString'
ORDER BY event_time DESC, event_id
