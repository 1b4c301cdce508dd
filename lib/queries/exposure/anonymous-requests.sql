-- title: Anonymous requests
-- question: Which requests came without credentials? CORS preflight requests, which never have any, are left out.
-- row: a request
-- finding: If the bucket is not meant to be public, block public access. An error code says that it was refused.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  principal_type, principal_account, user_agent, error_code, event_id
FROM s3_requests
WHERE anonymous
  AND action <> 'PreflightRequest'
ORDER BY event_time DESC, event_id
