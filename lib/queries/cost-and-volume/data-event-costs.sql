-- title: Costs of data events by bucket
-- question: What do the data events of each bucket cost, and what would leaving it out of the trail save in 30 days?
-- row: a bucket
-- finding: Leave out what nobody will ask about, with DataEvents.allBuckets({ exclude: [bucket] }). The share is the
--   bucket's part of all events; the days are those of the window that have any, and today is not over yet.
-- input: price (decimal = 1.00) - what your region asks for a million data events: US dollars with two decimals,
--   at most 99.99
-- needs: any events
-- see: https://aws.amazon.com/cloudtrail/pricing/
WITH bucket_days AS (
  SELECT bucket, count(*) AS requests, dense_rank() OVER (ORDER BY day) AS day_number
  FROM s3_requests
  WHERE NOT coalesce(management_event, false)
  GROUP BY bucket, day
), buckets AS (
  SELECT
    bucket, CAST(sum(requests) AS bigint) AS requests,
    CAST(sum(sum(requests)) OVER () AS bigint) AS all_requests, max(max(day_number)) OVER () AS days
  FROM bucket_days
  GROUP BY bucket
), price AS (
  -- A parameter may stand in WHERE only, so it picks the price, in cents. From 100 on the cast fails.
  SELECT cents
  FROM UNNEST(sequence(0, 9999)) AS prices (cents)
  WHERE cents = CAST(CAST(:price AS decimal(4, 2)) * 100 AS bigint)
), priced AS (
  -- Whole numbers are rounded exactly.
  SELECT
    bucket, requests, days,
    (20000 * requests + all_requests) / (2 * all_requests) AS ten_thousandths,
    (requests * cents + 50) / 100 AS millionths,
    (60 * requests * cents + 100 * days) / (200 * days) AS millionths_in_30_days
  FROM buckets
  CROSS JOIN price
)
SELECT
  bucket, requests,
  CAST(ten_thousandths AS decimal(18, 0)) * 0.0001 AS share,
  CAST(millionths AS decimal(18, 0)) * 0.000001 AS cost,
  days, CAST(millionths_in_30_days AS decimal(18, 0)) * 0.000001 AS monthly_saving
FROM priced
ORDER BY requests DESC, bucket
