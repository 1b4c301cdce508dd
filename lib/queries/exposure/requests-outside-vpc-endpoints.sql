-- title: Requests other than through a VPC endpoint
-- question: Who reaches which bucket other than through a VPC endpoint? The console's requests are listed: theirs is one
--   of AWS. Requests that AWS services made are left out: their source is a name, or they come with CloudFront's origin
--   access identity or from within AWS.
-- row: a bucket, a principal and a source IP address
-- finding: What should come from a VPC only: require aws:SourceVpce in the bucket policy, which keeps out the console
--   and administrators as well. Requests that failed are counted in failed.
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
SELECT
  bucket, principal, source_ip,
  count(*) AS requests, count(error_code) AS failed,
  min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE (vpc_endpoint IS NULL OR regexp_like(user_agent, 'aws-internal/|^signin[.]amazonaws[.]com$'))
  AND source_network IS NOT NULL
GROUP BY bucket, principal, source_ip
ORDER BY requests DESC, bucket, principal, source_ip
