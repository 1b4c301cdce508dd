-- title: New networks
-- question: From which networks did requests come on the last day, and never before in the window?
-- row: a network: /24 for IPv4, /48 for IPv6
-- finding: Find out whose it is; requests-outside-networks lists its requests. A wider window has fewer false alarms;
--   in a window of one day all are new. The last day is the last one on which anything was recorded: ask on the next
--   day, by the prepared statement, so that it is over.
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
WITH seen AS (
  SELECT
    source_network, min(day) AS first_day, max(day) AS last_day,
    count(*) AS requests, count(DISTINCT principal) AS principals,
    min(event_time) AS first_seen, max(event_time) AS last_seen
  FROM s3_requests
  GROUP BY source_network
), known AS (
  SELECT
    source_network, first_day, max(last_day) OVER () AS newest_day,
    requests, principals, first_seen, last_seen
  FROM seen
)
SELECT source_network, requests, principals, first_seen, last_seen
FROM known
WHERE first_day = newest_day
  AND source_network IS NOT NULL
ORDER BY requests DESC, source_network
