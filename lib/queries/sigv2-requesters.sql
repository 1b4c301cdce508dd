-- title: Signature Version 2 requesters
-- question: Who still sends Signature Version 2, and how often?
SELECT principal, count(*) AS requests
FROM s3_requests
WHERE signature_version = 'SigV2'
GROUP BY principal
ORDER BY requests DESC, principal
