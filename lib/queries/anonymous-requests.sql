-- title: Anonymous requests
-- question: Which requests came without credentials? CORS preflight requests, which never have any, are left out.
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  principal_type, principal_account, user_agent, error_code, event_id
FROM s3_requests
WHERE anonymous
  AND action <> 'PreflightRequest'
ORDER BY event_time DESC, event_id
