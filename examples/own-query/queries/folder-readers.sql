-- title: Readers of one folder
-- question: Who read from this folder of a bucket, and how much?
-- input: bucket (string) - name of the bucket
-- input: folder (string = invoices/) - what the keys of its objects begin with
SELECT principal, count(*) AS requests, sum(bytes_out) AS bytes_out
FROM s3_requests
WHERE action = 'GetObject'
  AND bucket = :bucket
  AND starts_with(object_key, :folder)
GROUP BY principal
ORDER BY requests DESC
