-- title: Two raw events
-- question: Does the table find the log files of this region, and what do events hold?
-- input: region - AWS region; the saved query has the stack's
SELECT *
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com'
  AND region = :region
LIMIT 2
