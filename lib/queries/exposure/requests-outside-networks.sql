-- title: Requests from outside the expected networks
-- question: Which requests came from an IP address outside these networks? Requests that AWS services made are left
--   out: their source is a name, or they come with CloudFront's origin access identity or from within AWS.
-- row: a request
-- finding: Find out whose address it is. Credentials that are used from elsewhere may be stolen: revoke them. A
--   private address says little, since everybody's VPC has some: expect it only where vpc_endpoint in s3_requests is
--   one of yours.
-- input: networks (cidrs) - IPv4 and IPv6 networks as CIDR blocks, separated by commas
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  user_agent, error_code, event_id
FROM s3_requests
WHERE source_network IS NOT NULL
  AND cardinality(filter(
    regexp_split(trim(:networks), '\s*,\s*'),
    network -> contains(network, TRY_CAST(source_ip AS IPADDRESS))
  )) = 0
ORDER BY event_time DESC, event_id
