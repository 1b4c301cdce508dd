-- title: Requests by unexpected principals
-- question: Which requests were made by others than these principals? A role stands for all of its sessions.
-- input: principals - ARNs of users, roles and sessions, names of services, anonymous, or account ids, separated by commas
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  session_issuer, user_agent, error_code, event_id
FROM s3_requests
WHERE cardinality(array_intersect(
    regexp_split(trim(:principals), '\s*,\s*'),
    ARRAY[principal, session_issuer]
  )) = 0
ORDER BY event_time DESC, event_id
