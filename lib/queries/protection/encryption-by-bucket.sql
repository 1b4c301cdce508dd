-- title: Encryption by bucket
-- question: Which server-side encryption is applied in which bucket?
-- row: a bucket and an encryption
-- finding: SSE_C is a key that AWS does not keep: see customer-key-requests. Default_SSE_S3 where you expect a KMS
--   key: set the bucket's default encryption.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption-tracking.html
SELECT
  bucket, encryption,
  count(*) AS requests, coalesce(sum(bytes_in), 0) AS bytes_in,
  min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE encryption IS NOT NULL
GROUP BY bucket, encryption
ORDER BY bucket, encryption
