-- title: GET object requests
-- question: Who read which object, when, and from where? A request with an error code was refused.
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  event_source, user_agent, error_code, event_id
FROM s3_requests
WHERE action = 'GetObject'
ORDER BY event_time DESC, event_id
