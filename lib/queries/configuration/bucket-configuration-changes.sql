-- title: Changes of bucket configuration
-- question: Who changed the protection of a bucket? That is its policy, ACL, object ownership, public access block
--   (also the account's), versioning, lifecycle, encryption, replication, logging and object lock.
-- row: a request
-- finding: A change that no deployment made: undo it, and see principal-activity. The parameters say what was set.
--   Access points, websites and the deletion of a bucket are other actions: ask s3_requests for them.
-- needs: management events
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  regexp_replace(action, '^(Put|Delete)(Bucket|Account|)|Configuration$') AS setting,
  user_agent, error_code, request_parameters, event_id
FROM s3_requests
WHERE regexp_like(
    action,
    '^(Put|Delete)(Bucket|Account|)'
    || '(Policy|Acl|OwnershipControls|PublicAccessBlock|Versioning|Lifecycle|Encryption|Replication|Logging|ObjectLock)'
    || '(Configuration|)$'
  )
ORDER BY event_time DESC, event_id
