-- title: Deletes of versions
-- question: Who deleted which version of an object? In a bucket without versions each delete is for good, and has
--   none: see delete-object-requests.
-- row: a request, or an object of a batch
-- finding: A version that is deleted is gone, a delete marker that is deleted brings the object back. Object Lock and
--   MFA delete keep versions.
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  version_id, user_agent, error_code, event_id
FROM s3_requests
WHERE action = 'DeleteObject'
  AND version_id IS NOT NULL
ORDER BY event_time DESC, event_id
