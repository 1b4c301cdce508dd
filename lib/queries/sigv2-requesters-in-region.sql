-- title: Signature Version 2 requesters in one region
-- question: Who still sends Signature Version 2 to this region, and how often?
-- input: region - AWS region; the saved query has the stack's
SELECT principal, count(*) AS requests
FROM s3_requests
WHERE signature_version = 'SigV2'
  AND region = :region
GROUP BY principal
ORDER BY requests DESC, principal
