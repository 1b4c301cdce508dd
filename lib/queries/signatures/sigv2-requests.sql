-- title: Signature Version 2 requests
-- question: Which requests are still signed with Signature Version 2, by whom, and with which client?
-- row: a request
-- finding: Upgrade the client, or have it sign with Signature Version 4. For a presigned URL that is the program
--   which makes it, not the one which opens it.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  authentication_method, user_agent, request_parameters, event_id
FROM s3_requests
WHERE signature_version = 'SigV2'
ORDER BY event_time DESC, event_id
