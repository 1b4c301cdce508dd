-- title: Requests with customer-provided keys
-- question: Which requests bring an encryption key of their own (SSE-C)?
-- row: a request
-- finding: Without that key the object is lost, which is also how data is held to ransom, with or without the deletes
--   that extortion-pattern looks for. Where nobody needs it, block SSE-C in the bucket's encryption settings.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  encryption, user_agent, error_code, event_id
FROM s3_requests
WHERE customer_key
ORDER BY event_time DESC, event_id
