-- title: Signature Version 2 requesters in one region
-- question: Who still sends Signature Version 2 to this region, and how often?
-- row: a principal
-- finding: As for sigv2-requesters. It reads the log files of that region only.
-- input: region (string) - AWS region
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT principal, count(*) AS requests
FROM s3_requests
WHERE signature_version = 'SigV2'
  AND region = :region
GROUP BY principal
ORDER BY requests DESC, principal
