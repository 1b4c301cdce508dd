-- title: Listings
-- question: Who listed which bucket, with which prefix?
-- row: a request that lists objects, versions, uploads or buckets
-- finding: A principal that lists many buckets, or the whole of one, without reading is looking around. Listings of
--   buckets are management events.
-- needs: reads or management reads
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
SELECT
  event_time, account, region, principal, source_ip, action, bucket, object_key,
  prefix, user_agent, error_code, event_id
FROM s3_requests
WHERE action IN (
    'ListObjects', 'ListObjectsV2', 'ListObjectVersions', 'ListMultipartUploads', 'ListBuckets', 'ListDirectoryBuckets'
  )
ORDER BY event_time DESC, event_id
