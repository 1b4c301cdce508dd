-- title: Bulk deletes
-- question: Who deleted many objects within an hour of the clock? A role stands for all of its sessions. An object of
--   a batch counts as one, the batch itself does not; before June 2025 CloudTrail recorded no more than the batch.
-- row: a role, user, service or account, and an hour (UTC)
-- finding: If nobody planned it, revoke the credentials, then restore: delete markers can be removed, versions that
--   were deleted can't come back. What a lifecycle rule removes is no request, and not listed.
-- input: threshold (integer = 100) - the fewest deletes of one identity in one hour to be listed
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjects.html
WITH hours AS (
  SELECT
    date_trunc('hour', event_time) AS hour, identity,
    count(DISTINCT bucket) AS buckets, count(DISTINCT bucket || '/' || object_key) AS object_keys,
    count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
  FROM s3_requests
  WHERE action = 'DeleteObject'
    AND error_code IS NULL
  GROUP BY 1, 2
)
SELECT hour, identity, buckets, object_keys, requests, first_seen, last_seen
FROM hours
WHERE requests >= CAST(:threshold AS bigint)
ORDER BY hour DESC, requests DESC, identity
