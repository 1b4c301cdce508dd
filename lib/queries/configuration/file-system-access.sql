-- title: Buckets opened to S3 Files
-- question: Who opened a bucket to Amazon S3 Files, or changed who may use it? What is read and written through a file
--   system is recorded nowhere.
-- row: a request to Amazon S3 Files that may change something
-- finding: From the creation of a file system on, this audit doesn't show what happens to the objects below its prefix:
--   the parameters say which. If nobody planned it, delete the file system. A mount target or an access point names its
--   file system in the parameters, and no bucket.
-- needs: management events
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-logging-monitoring.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  user_agent, error_code, request_parameters, event_id
FROM aws_requests
WHERE event_source = 's3files.amazonaws.com'
  AND NOT regexp_like(action, '^(Describe|Get|List)')
ORDER BY event_time DESC, event_id
