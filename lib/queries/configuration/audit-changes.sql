-- title: Changes of the audit itself
-- question: Who changed or stopped this audit's trail, or changed the bucket of its log files, or was denied to?
-- row: a request
-- finding: Only your deployments should. StopLogging, DeleteTrail or another event selector means that what follows
--   may be missing, and perhaps the event itself. With an error code it failed: find out who tried. Of a request that
--   CloudTrail denied only the message names the trail. One that names none is listed, too: it may have been this one.
-- input: trail (string) - name or ARN of the trail
-- input: log_bucket (string) - bucket of the log files
-- needs: management events
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  trail, user_agent, error_code, request_parameters, event_id
FROM aws_requests
WHERE NOT regexp_like(action, '^(Describe|Get|Head|List|Lookup)')
  AND (
    trail = regexp_extract(:trail, '[^/]+$')
    OR bucket = :log_bucket AND object_key IS NULL
    OR event_source = 'cloudtrail.amazonaws.com' AND error_code LIKE '%AccessDenied%'
      AND request_parameters IS NULL AND NOT regexp_like(coalesce(error_message, ''), 'arn:[^:]+:cloudtrail:')
  )
ORDER BY event_time DESC, event_id
