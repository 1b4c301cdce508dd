-- title: Top talkers
-- question: Who sends the most requests, and who moves the most bytes? A role stands for all of its sessions.
-- row: a role, user, service or account that is among the first by requests or by bytes
-- finding: A newcomer, or one that moves far more than it used to, may be a copy of data on its way out.
-- input: top (integer = 20) - how many to list by each of the two
-- see: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
WITH talkers AS (
  SELECT
    identity,
    count(*) AS requests, coalesce(sum(bytes_in), 0) AS bytes_in, coalesce(sum(bytes_out), 0) AS bytes_out
  FROM s3_requests
  GROUP BY identity
), ranked AS (
  SELECT
    identity, requests, bytes_in, bytes_out,
    row_number() OVER (ORDER BY requests DESC, identity) AS rank_by_requests,
    row_number() OVER (ORDER BY bytes_in + bytes_out DESC, identity) AS rank_by_bytes
  FROM talkers
)
SELECT identity, requests, bytes_in, bytes_out, rank_by_requests, rank_by_bytes
FROM ranked
WHERE least(rank_by_requests, rank_by_bytes) <= CAST(:top AS bigint)
ORDER BY rank_by_requests
