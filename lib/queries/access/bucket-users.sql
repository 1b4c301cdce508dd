-- title: Users of one bucket
-- question: Who used this bucket, for what, how often, and how much was moved?
-- row: a principal and an action
-- finding: Compare with who should. One with failed requests only has no access, and looks for it.
-- input: bucket (string) - name of the bucket
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  principal, action,
  count(*) AS requests, count(error_code) AS failed,
  coalesce(sum(bytes_in), 0) AS bytes_in, coalesce(sum(bytes_out), 0) AS bytes_out,
  min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE bucket = :bucket
GROUP BY principal, action
ORDER BY requests DESC, principal, action
