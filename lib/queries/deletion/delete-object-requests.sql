-- title: DELETE object requests
-- question: Who deleted which object, when, and from where? A DeleteObjects request is a batch, and leaves an event
--   for each object of the batch behind. A request with an error code was refused.
-- row: a request, or an object of a batch
-- finding: In a versioned bucket, a delete without a version only hides the object: remove its delete marker.
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  CASE
    WHEN action = 'DeleteObjects' THEN 'batch'
    WHEN event_type = 'AwsServiceEvent' THEN 'object of a batch'
    ELSE 'object'
  END AS deletion,
  event_source, user_agent, error_code, event_id
FROM s3_requests
WHERE action IN ('DeleteObject', 'DeleteObjects')
ORDER BY event_time DESC, event_id
