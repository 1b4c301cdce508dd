-- title: Activity of one principal
-- question: What did this principal do, where, and from where? A role stands for all of its sessions.
-- row: a request
-- finding: For credentials that may be stolen: compare source and client with what the principal usually has.
-- input: principal (string) - ARN of a user, role or session, name of a service, anonymous, or account id
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  session_issuer, bytes_in, bytes_out, user_agent, error_code, event_id
FROM s3_requests
WHERE contains(ARRAY[principal, session_issuer], :principal)
ORDER BY event_time DESC, event_id
