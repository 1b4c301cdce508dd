-- title: Requests and bytes by bucket
-- question: How many requests does each bucket get for each action, and how many bytes are moved?
-- row: a bucket and an action
-- finding: A bucket with far more than the others is one to leave out of the audit, or to ask about: see
--   data-event-costs.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  bucket, action,
  count(*) AS requests, coalesce(sum(bytes_in), 0) AS bytes_in, coalesce(sum(bytes_out), 0) AS bytes_out
FROM s3_requests
GROUP BY bucket, action
ORDER BY requests DESC, bucket, action
