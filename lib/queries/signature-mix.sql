-- title: Signatures of all requests
-- question: How are requests signed: with which version, in the header, in the query string, or not at all?
-- row: a signature version and a method
-- finding: For unsigned ones see anonymous-requests; some are events of AWS services. For those with QueryString see
--   presigned-requests.
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
SELECT
  coalesce(signature_version, 'unsigned') AS signature_version, authentication_method,
  count(DISTINCT principal) AS principals,
  count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
GROUP BY 1, 2
ORDER BY requests DESC, 1, 2
