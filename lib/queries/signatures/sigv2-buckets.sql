-- title: Signature Version 2 by bucket
-- question: Which buckets still get Signature Version 2, and from how many principals?
-- row: a bucket
-- finding: Begin with the buckets of one principal. When none is left, deny it: a bucket policy knows the condition
--   s3:signatureversion.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  bucket, count(DISTINCT principal) AS principals,
  count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE signature_version = 'SigV2'
GROUP BY bucket
ORDER BY requests DESC, bucket
