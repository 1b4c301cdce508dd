-- title: GET object requests
-- question: Who read which object, when, and from where? A request with an error code was refused.
-- row: a request
-- finding: An object that should not have been read: see principal-activity for what else the principal read. Copies
--   (see copies) read, too.
-- needs: reads
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  event_source, user_agent, error_code, event_id
FROM s3_requests
WHERE action = 'GetObject'
ORDER BY event_time DESC, event_id
