-- title: TLS by principal
-- question: Who is not on TLS 1.3 yet, and who uses a post-quantum key exchange?
-- row: a principal, its client, a TLS version and a key exchange
-- finding: Upgrade the client, or the runtime below it. A bucket policy can ask for a version with s3:TlsVersion.
-- see: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
SELECT
  principal, client, tls_version, key_exchange,
  coalesce(regexp_like(lower(key_exchange), 'mlkem|kyber'), false) AS post_quantum,
  count(*) AS requests, min(event_time) AS first_seen, max(event_time) AS last_seen
FROM s3_requests
WHERE tls_version IS NOT NULL
GROUP BY principal, client, tls_version, key_exchange
ORDER BY tls_version, post_quantum, requests DESC, principal, client, key_exchange
