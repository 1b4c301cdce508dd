-- title: Copies
-- question: Which objects were copied, from where to where, by whom?
-- row: a request that writes a copy, or a part of one
-- finding: A source in a bucket that its data should not leave, or a destination in a bucket of somebody else, is
--   worth a question.
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  copy_source, bucket_owner, bytes_in, bytes_out, error_code, event_id
FROM s3_requests
WHERE action IN ('CopyObject', 'UploadPartCopy')
ORDER BY event_time DESC, event_id
