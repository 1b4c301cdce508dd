-- title: Costs of data events by bucket
-- question: What do the data events of each bucket cost, and what would leaving it out of the trail save in 30 days?
-- row: a bucket
-- finding: Leave out what nobody will ask about, with DataEvents.allBuckets({ exclude: [bucket] }). The share is the
--   bucket’s part of all events; the days are those of the window that have any, and today is not over yet.
-- input: price (decimal = 1.00) - US dollars for a million data events, 0.01 to 100.00
-- see: https://aws.amazon.com/cloudtrail/pricing/
WITH bucket_days AS (
  SELECT bucket, count(*) AS requests, dense_rank() OVER (ORDER BY day) AS day_number
  FROM s3_requests
  WHERE NOT coalesce(management_event, false)
  GROUP BY bucket, day
), buckets AS (
  SELECT
    bucket, sum(requests) AS requests, sum(sum(requests)) OVER () AS all_requests, max(max(day_number)) OVER () AS days
  FROM bucket_days
  GROUP BY bucket
), priced AS (
  -- A parameter may stand in WHERE only, so the price is picked there, in cents.
  SELECT bucket, requests, all_requests, days, CAST(requests * cents AS double) / 100000000 AS cost
  FROM buckets
  CROSS JOIN UNNEST(sequence(1, 10000)) AS prices (cents)
  WHERE cents = CAST(CAST(:price AS decimal(18, 2)) * 100 AS bigint)
)
SELECT
  bucket, CAST(requests AS bigint) AS requests,
  round(CAST(requests AS double) / CAST(all_requests AS double), 4) AS share,
  round(cost, 6) AS cost, days, round(cost / CAST(days AS double) * 30, 6) AS monthly_saving
FROM priced
ORDER BY requests DESC, bucket
