-- title: Pattern of extortion
-- question: Which objects were rewritten under a foreign key, and their originals deleted, by the same identity? And
--   which did one identity encrypt anew in place, without any delete? A foreign key is a customer-provided one (SSE-C) or
--   a KMS key of another account. An original is the object itself, the source of the copy, or the object without an
--   extension that was added. In place is a copy of an object onto itself under such a key, and UpdateObjectEncryption
--   under any.
-- row: an identity and the bucket of the originals
-- finding: Unless it is a job of yours that writes under such a key and deletes its own objects, or that changes keys,
--   treat it as an incident: revoke the identity's credentials and sessions, keep the versions that are left, and see
--   principal-activity and cross-account-key-requests. No row does not mean that nothing happened: what a lifecycle rule
--   removes, the identity does not delete, and of a PutObject nobody knows what it overwrote. So look at
--   customer-key-requests, and at changes of Lifecycle in bucket-configuration-changes, too.
-- input: threshold (integer = 1) - the fewest objects of one bucket, rewritten and deleted, to be listed
-- input: in_place_threshold (integer = 100) - the fewest objects of one bucket, encrypted anew in place, to be listed
-- needs: writes
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
WITH writes AS (
  SELECT
    identity, event_time, action, concat(bucket, '/', object_key) AS object, copy_source,
    customer_key OR kms_key_account <> coalesce(bucket_owner, account) AS has_foreign_key
  FROM s3_requests
  WHERE error_code IS NULL
    AND action IN (
      'DeleteObject', 'PutObject', 'PostObject', 'CopyObject', 'CreateMultipartUpload', 'UploadPartCopy',
      'UpdateObjectEncryption'
    )
), steps AS (
  SELECT
    identity, event_time, object, has_foreign_key,
    CASE WHEN has_foreign_key THEN copy_source END AS source,
    CASE WHEN has_foreign_key THEN regexp_extract(object, '^(.*)[.][^./]+$', 1) END AS stem,
    action = 'UpdateObjectEncryption' OR has_foreign_key AND copy_source = object AS is_in_place,
    action = 'DeleteObject' AS is_delete
  FROM writes
  WHERE has_foreign_key
    OR action IN ('DeleteObject', 'UpdateObjectEncryption')
), originals AS (
  SELECT
    identity, original,
    min(CASE WHEN has_foreign_key THEN event_time END) AS first_rewrite,
    min(CASE WHEN is_in_place AND original = object THEN event_time END) AS first_in_place,
    max(CASE WHEN is_delete THEN event_time END) AS last_delete
  FROM steps
  CROSS JOIN UNNEST(ARRAY[object, source, stem]) AS originals (original)
  GROUP BY identity, original
), hits AS (
  SELECT
    identity, split_part(original, '/', 1) AS bucket,
    coalesce(first_rewrite <= last_delete, false) AS is_deleted, first_rewrite, first_in_place, last_delete
  FROM originals
  WHERE original IS NOT NULL
    AND (first_rewrite <= last_delete OR first_in_place IS NOT NULL)
), buckets AS (
  SELECT
    identity, bucket,
    count(*) AS object_keys, count(*) FILTER (WHERE is_deleted) AS deleted, count(*) FILTER (WHERE NOT is_deleted) AS in_place,
    min(CASE WHEN is_deleted THEN first_rewrite ELSE first_in_place END) AS first_rewrite,
    max(CASE WHEN is_deleted THEN last_delete END) AS last_delete
  FROM hits
  GROUP BY identity, bucket
)
SELECT identity, bucket, object_keys, deleted, in_place, first_rewrite, last_delete
FROM buckets
WHERE deleted >= CAST(:threshold AS bigint)
  OR in_place >= CAST(:in_place_threshold AS bigint)
ORDER BY object_keys DESC, identity, bucket
