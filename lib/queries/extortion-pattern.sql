-- title: Pattern of extortion
-- question: Which objects were rewritten under a foreign key, and their originals deleted, by the same identity? A
--   foreign key is a customer-provided one (SSE-C) or a KMS key of another account. An original is the object itself,
--   the source of the copy, or the object without an extension that was added.
-- row: an identity and the bucket of the originals
-- finding: Unless it is a job of yours that writes under such a key and deletes its own objects, treat it as an
--   incident: revoke the identity’s credentials and sessions, keep the versions that are left, and see
--   principal-activity. No row does not mean that nothing happened: what a lifecycle rule removes, the identity does
--   not delete. So look at customer-key-requests, and at changes of Lifecycle in bucket-configuration-changes, too.
-- input: threshold (integer = 1) - the fewest objects of one bucket to be listed
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
WITH steps AS (
  SELECT
    identity, event_time, action = 'DeleteObject' AS is_delete,
    concat(bucket, '/', object_key) AS object,
    CASE WHEN action <> 'DeleteObject' THEN copy_source END AS source,
    CASE
      WHEN action <> 'DeleteObject' THEN regexp_extract(concat(bucket, '/', object_key), '^(.*)[.][^./]+$', 1)
    END AS stem
  FROM s3_requests
  WHERE error_code IS NULL
    AND (
      action = 'DeleteObject'
      OR action IN ('PutObject', 'CopyObject', 'CreateMultipartUpload')
      AND (customer_key OR split_part(kms_key, ':', 5) <> bucket_owner)
    )
), originals AS (
  SELECT
    identity, original,
    min(CASE WHEN NOT is_delete THEN event_time END) AS first_rewrite,
    max(CASE WHEN is_delete THEN event_time END) AS last_delete
  FROM steps
  CROSS JOIN UNNEST(ARRAY[object, source, stem]) AS originals (original)
  GROUP BY identity, original
), hits AS (
  SELECT
    identity, split_part(original, '/', 1) AS bucket,
    count(*) AS object_keys, min(first_rewrite) AS first_rewrite, max(last_delete) AS last_delete
  FROM originals
  WHERE original IS NOT NULL
    AND first_rewrite <= last_delete
  GROUP BY 1, 2
)
SELECT identity, bucket, object_keys, first_rewrite, last_delete
FROM hits
WHERE object_keys >= CAST(:threshold AS bigint)
ORDER BY object_keys DESC, identity, bucket
