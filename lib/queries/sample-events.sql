-- title: Two raw events
-- question: Does the table find the log files of this region, and what do events hold?
-- row: an event as CloudTrail records it
-- finding: Two rows say that trail, bucket and table fit together. No row: nothing was recorded in these days, or
--   nothing was delivered.
-- input: region (string) - AWS region
-- needs: any events
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
SELECT *
FROM cloudtrail_logs
WHERE eventsource = 's3.amazonaws.com'
  AND region = :region
LIMIT 2
