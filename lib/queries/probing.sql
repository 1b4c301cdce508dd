-- title: Probing
-- question: Who was often denied, or asked for what is not there?
-- row: a principal and a source IP address
-- finding: Many buckets or keys and few that succeed is how somebody looks for an open door. A broken program looks
--   alike, but asks for the same again.
-- input: threshold (integer = 20) - the fewest such requests of one caller to be listed
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
WITH callers AS (
  SELECT
    principal, source_ip,
    count(*) AS requests,
    count(*) FILTER (WHERE error_code = 'AccessDenied') AS denied,
    count(*) FILTER (WHERE error_code <> 'AccessDenied') AS not_found,
    count(DISTINCT bucket) AS buckets, count(DISTINCT bucket || '/' || object_key) AS object_keys,
    min(event_time) AS first_seen, max(event_time) AS last_seen
  FROM s3_requests
  WHERE error_code IN ('AccessDenied', 'NoSuchBucket', 'NoSuchKey', 'NoSuchVersion', 'NotFound')
  GROUP BY principal, source_ip
)
SELECT principal, source_ip, requests, denied, not_found, buckets, object_keys, first_seen, last_seen
FROM callers
WHERE requests >= CAST(:threshold AS bigint)
ORDER BY requests DESC, principal, source_ip
