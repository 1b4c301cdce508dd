-- title: Requests by unexpected principals
-- question: Which requests were made by others than these principals? A role stands for all of its sessions.
-- row: a request
-- finding: Find out why it has access, and take it away or expect it.
-- input: principals (list) - ARNs of users, roles and sessions, names of services, anonymous, CloudFront for its
--   origin access identities, or account ids, separated by commas. A name may hold commas, too
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  session_issuer, user_agent, error_code, event_id
FROM s3_requests
WHERE cardinality(filter(
    ARRAY[principal, session_issuer],
    name -> strpos(concat(',', regexp_replace(trim(:principals), '\s*,\s*', ','), ','), concat(',', name, ',')) > 0
  )) = 0
ORDER BY event_time DESC, event_id
