-- title: History of one object
-- question: Who did what to this object, and who copied or renamed it?
-- row: a request for the object, a copy made of it, or its renaming
-- finding: Read it from the end: who wrote it last, who read it since, where its copies are. An object of the copy
--   has a history of its own, and so has what a RenameObject called otherwise: ask for rename_source, too.
-- input: bucket (string) - name of the bucket
-- input: key (string) - key of the object
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  version_id, copy_source, rename_source, bytes_in, bytes_out, user_agent, error_code, event_id
FROM s3_requests
WHERE contains(ARRAY[concat(bucket, '/', object_key), copy_source, rename_source], concat(:bucket, '/', :key))
ORDER BY event_time DESC, event_id
