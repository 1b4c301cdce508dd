-- title: Requests without TLS details
-- question: Of which requests does CloudTrail tell no TLS version? What S3 did because of another request, such as the
--   delete of each object of a batch, is no request, and left out.
-- row: a request
-- finding: With a cipher suite it was encrypted, and only older records lack the version. Without one it may be plain
--   HTTP: deny that with aws:SecureTransport. AWS services have none, either.
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  cipher_suite, user_agent, error_code, event_id
FROM s3_requests
WHERE tls_version IS NULL
  AND (cipher_suite IS NOT NULL OR coalesce(event_type, '') <> 'AwsServiceEvent')
ORDER BY event_time DESC, event_id
