-- name: past_weeks(areas, risk, since)
-- What was imported of a risk for some areas, from the year `since` on.
SELECT p.area_id, p.year, p.week, p.cases
FROM json_each(:areas) AS part CROSS JOIN past_week AS p
WHERE p.area_id = part.key AND p.risk = :risk AND p.year >= :since
ORDER BY p.year, p.week, p.area_id;

-- name: past_held(areas)
SELECT p.area_id, p.risk, p.year, p.week, p.cases
FROM json_each(:areas) AS part JOIN past_week AS p ON p.area_id = part.key
ORDER BY p.area_id, p.risk, p.year, p.week;

-- name: past_spans()
-- `first` and `last` as 202147: year and week.
SELECT area_id, risk, MIN(year * 100 + week) AS first, MAX(year * 100 + week) AS last,
    COUNT(*) AS weeks
FROM past_week GROUP BY area_id, risk ORDER BY area_id, risk;

-- name: far_below(weeks, times)
-- Where the last so many weeks that were compared with years of a past that was imported, all
-- together, are so many times below what they would have to be more than.
SELECT area_id, risk, CAST(SUM(observed) AS INTEGER) AS observed, CAST(SUM(upper) AS INTEGER) AS upper
FROM (
    SELECT area_id, risk, observed, upper,
        ROW_NUMBER() OVER (PARTITION BY area_id, rule ORDER BY year DESC, week DESC) AS back
    FROM comparison
    WHERE method IN ('third_quartile', 'mean_plus_sd', 'csum')
        AND risk IN (SELECT risk FROM past_week)
) AS c
WHERE back <= :weeks
GROUP BY area_id, risk
HAVING COUNT(*) >= :weeks AND SUM(observed) * :times < SUM(upper)
ORDER BY area_id, risk;

-- name: keep_past(rows)
INSERT INTO past_week (area_id, risk, year, week, cases, at)
SELECT value ->> 'area_id', value ->> 'risk', CAST(value ->> 'year' AS INTEGER),
    CAST(value ->> 'week' AS INTEGER), CAST(value ->> 'cases' AS INTEGER),
    CAST(value ->> 'at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ORDER BY 1, 2, 3, 4
ON CONFLICT (area_id, risk, year, week) DO UPDATE SET cases = excluded.cases, at = excluded.at
RETURNING area_id;

-- name: forget_past(rows)
DELETE FROM past_week WHERE (area_id, risk, year, week) IN (
    SELECT value ->> 'area_id', value ->> 'risk', CAST(value ->> 'year' AS INTEGER),
        CAST(value ->> 'week' AS INTEGER)
    FROM json_each(:rows)
)
RETURNING area_id;
