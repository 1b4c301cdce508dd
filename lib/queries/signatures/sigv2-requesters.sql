-- title: Signature Version 2 requesters
-- question: Who still sends Signature Version 2, and how often?
-- row: a principal
-- finding: Ask its owner to upgrade; sigv2-clients says what.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT principal, count(*) AS requests
FROM s3_requests
WHERE signature_version = 'SigV2'
GROUP BY principal
ORDER BY requests DESC, principal
