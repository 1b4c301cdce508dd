-- title: Requests for one object
-- question: Who asked for this object, and what for?
-- row: a request that names the object, whether S3 let it through or not
-- finding: Read it from the end: who wrote it last, who read it since. Copies and renamings of it are recorded under their new
--   names: object-history has those, too. Over a request table this query reads far less, since it compares nothing but the object's name.
-- input: bucket (string) - name of the bucket
-- input: key (string) - key of the object
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  version_id, copy_source, rename_source, bytes_in, bytes_out, user_agent, error_code, event_id
FROM s3_requests
WHERE bucket = :bucket AND object_key = :key
ORDER BY event_time DESC, event_id
