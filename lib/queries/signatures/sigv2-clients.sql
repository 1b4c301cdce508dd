-- title: Signature Version 2 by client
-- question: Which SDKs and tools, in which versions, still send Signature Version 2, and who uses them?
-- row: a client, its version and a principal
-- finding: Ask the owner of the principal to upgrade the client, or to turn on Signature Version 4 in its settings.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-request-identification.html
SELECT
  client, client_version, principal,
  count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE signature_version = 'SigV2'
GROUP BY client, client_version, principal
ORDER BY requests DESC, client, client_version, principal
