-- title: History of one object
-- question: Who did what to this object, and who copied it?
-- row: a request for the object, or a copy made of it
-- finding: Read it from the end: who wrote it last, who read it since, where its copies are. An object of the copy
--   has a history of its own.
-- input: bucket (string) - name of the bucket
-- input: key (string) - key of the object
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  version_id, copy_source, bytes_in, bytes_out, user_agent, error_code, event_id
FROM s3_requests
WHERE concat(:bucket, '/', :key) IN (concat(bucket, '/', object_key), copy_source)
ORDER BY event_time DESC, event_id
