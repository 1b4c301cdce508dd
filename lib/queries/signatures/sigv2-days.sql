-- title: Signature Version 2 by day
-- question: Does the use of Signature Version 2 go down?
-- row: a day (UTC) under which CloudTrail filed
-- finding: If the number does not fall, sigv2-clients says who is left.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  day, count(DISTINCT principal) AS principals, count(DISTINCT bucket) AS buckets, count(*) AS requests
FROM s3_requests
WHERE signature_version = 'SigV2'
GROUP BY day
ORDER BY day
