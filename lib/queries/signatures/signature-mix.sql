-- title: Signatures of all requests
-- question: How are requests signed: with which version, in the header, in the query string, or not at all?
-- row: a signature version and a method
-- finding: For SigV2 see sigv2-clients, for unsigned ones anonymous-requests, for those with QueryString
--   presigned-requests. It is not recorded for what AWS services do, and in old records.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  CASE
    WHEN signature_version IS NOT NULL THEN signature_version
    WHEN anonymous THEN 'unsigned'
    ELSE 'not recorded'
  END AS signature_version,
  authentication_method,
  count(DISTINCT principal) AS principals,
  count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
GROUP BY 1, 2
ORDER BY requests DESC, 1, 2
