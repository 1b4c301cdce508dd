-- title: Probing
-- question: Who was often denied, or asked for what is not there? A role stands for all of its sessions; each source
--   IP address counts for itself.
-- row: a role, user, service or account, and a source IP address
-- finding: Many buckets or keys are how somebody looks for an open door, and principal-activity tells whether one was
--   found. A broken program looks alike, but asks for the same again.
-- input: threshold (integer = 20) - the fewest such requests of one caller to be listed
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
WITH callers AS (
  SELECT
    identity, source_ip,
    count(*) AS requests,
    count(*) FILTER (WHERE error_code = 'AccessDenied') AS denied,
    count(*) FILTER (WHERE error_code <> 'AccessDenied') AS not_found,
    count(DISTINCT bucket) AS buckets, count(DISTINCT bucket || '/' || object_key) AS object_keys,
    min(event_time) AS first_seen, max(event_time) AS last_seen
  FROM s3_requests
  WHERE error_code IN ('AccessDenied', 'NoSuchBucket', 'NoSuchKey', 'NoSuchVersion', 'NotFound')
  GROUP BY identity, source_ip
)
SELECT identity, source_ip, requests, denied, not_found, buckets, object_keys, first_seen, last_seen
FROM callers
WHERE requests >= CAST(:threshold AS bigint)
ORDER BY requests DESC, identity, source_ip
