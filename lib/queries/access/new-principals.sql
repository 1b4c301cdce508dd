-- title: New principals
-- question: Which principals were seen on the last day, and never before in the window? A role stands for all of its
--   sessions.
-- row: a role, user, service or account
-- finding: Find out who made it, and what for. A wider window has fewer false alarms; in a window of one day
--   everybody is new. The last day is the last one on which anything was recorded: ask on the next day, by the
--   prepared statement, so that it is over.
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
WITH seen AS (
  SELECT
    identity, min(day) AS first_day, max(day) AS last_day,
    count(*) AS requests, count(DISTINCT bucket) AS buckets,
    min(event_time) AS first_seen, max(event_time) AS last_seen
  FROM s3_requests
  GROUP BY identity
), known AS (
  SELECT
    identity, first_day, max(last_day) OVER () AS newest_day,
    requests, buckets, first_seen, last_seen
  FROM seen
)
SELECT identity, requests, buckets, first_seen, last_seen
FROM known
WHERE first_day = newest_day
ORDER BY requests DESC, identity
