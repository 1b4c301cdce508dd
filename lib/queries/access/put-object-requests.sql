-- title: PUT object requests
-- question: Who wrote which object, when, and from where? PostObject is an upload by a form. A request with an error
--   code was refused.
-- row: a request
-- finding: An object that should not have been written: see object-history for what happened to it before and after.
--   Other actions write, too: CopyObject and UploadPartCopy (see copies), the multipart uploads CreateMultipartUpload,
--   UploadPart and CompleteMultipartUpload, RestoreObject, UpdateObjectEncryption, PutObjectAnnotation, and in directory
--   buckets RenameObject.
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  event_source, user_agent, error_code, event_id
FROM s3_requests
WHERE action IN ('PutObject', 'PostObject')
ORDER BY event_time DESC, event_id
