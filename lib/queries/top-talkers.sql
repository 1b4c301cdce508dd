-- title: Top talkers
-- question: Who sends the most requests, and who moves the most bytes?
-- row: a principal that is among the first by requests or by bytes
-- finding: A newcomer, or one that moves far more than it used to, may be a copy of data on its way out.
-- input: top (integer = 20) - how many to list by each of the two
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
WITH talkers AS (
  SELECT
    principal,
    count(*) AS requests, coalesce(sum(bytes_in), 0) AS bytes_in, coalesce(sum(bytes_out), 0) AS bytes_out
  FROM s3_requests
  GROUP BY principal
), ranked AS (
  SELECT
    principal, requests, bytes_in, bytes_out,
    rank() OVER (ORDER BY requests DESC) AS rank_by_requests,
    rank() OVER (ORDER BY bytes_in + bytes_out DESC) AS rank_by_bytes
  FROM talkers
)
SELECT principal, requests, bytes_in, bytes_out, rank_by_requests, rank_by_bytes
FROM ranked
WHERE least(rank_by_requests, rank_by_bytes) <= CAST(:top AS bigint)
ORDER BY rank_by_requests, rank_by_bytes, principal
