-- name: reports_near(rows, numbers)
-- As for SQLite. Here the planner takes what is read from JSON for many rows, and would read whole
-- tables beside it; what is behind LATERAL and OFFSET 0 it has to look up for each, by index.
WITH wanted AS MATERIALIZED (
    /* wished */
), found (number) AS MATERIALIZED (
    SELECT CAST(key AS BIGINT) FROM json_each(:numbers)
    UNION
    SELECT n.number FROM wanted AS w CROSS JOIN LATERAL (
        SELECT r.number FROM report AS r
        WHERE w.area_id IS NOT NULL AND r.risk = w.risk AND r.area_id = w.area_id
            AND r.on_day >= w.since AND r.on_day <= w.until
            AND /* counts */
        OFFSET 0) AS n
    UNION
    SELECT n.number FROM wanted AS w CROSS JOIN LATERAL (
        SELECT r.number FROM report AS r
        WHERE w.place_id IS NOT NULL AND r.place_id = w.place_id AND r.risk = w.risk
            AND r.on_day >= w.since AND r.on_day <= w.until
            AND /* counts */
        OFFSET 0) AS n
    UNION
    SELECT n.number FROM wanted AS w CROSS JOIN LATERAL (
        SELECT r.number FROM report AS r
        WHERE w.south IS NOT NULL AND r.risk = w.risk
            AND r.latitude >= w.south AND r.latitude <= w.north
            AND r.longitude >= w.west AND r.longitude <= w.east
            AND r.on_day >= w.since AND r.on_day <= w.until
            AND /* counts */
        OFFSET 0) AS n
), members AS MATERIALIZED (
    SELECT found.number, m.alert_number FROM found LEFT JOIN LATERAL (
        SELECT alert_number FROM alert_report WHERE report_number = found.number
        OFFSET 0) AS m ON TRUE
), theirs AS MATERIALIZED (
    SELECT a.* FROM (SELECT DISTINCT alert_number FROM members) AS d CROSS JOIN LATERAL (
        SELECT * FROM alert WHERE number = d.alert_number
        OFFSET 0) AS a
), every (number, alert_number) AS MATERIALIZED (
    SELECT number, alert_number FROM members
    UNION
    SELECT n.report_number, t.number FROM theirs AS t CROSS JOIN LATERAL (
        SELECT m.report_number FROM alert_report AS m
        WHERE m.alert_number = t.number AND t.status IN ('open', 'escalated')
        OFFSET 0) AS n
)
/* told */
FROM every CROSS JOIN LATERAL (
    SELECT * FROM report WHERE number = every.number
    OFFSET 0) AS r
LEFT JOIN theirs AS a ON a.number = every.alert_number;

-- part: kept
-- Taken for a hundred rows, JSON would have all alerts read, here and in what follows; of an array
-- ten are expected.
/* keeping */
    AND alert.number = ANY (ARRAY(
        SELECT CAST(value ->> 'number' AS BIGINT)
        FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'keep_alerts'))))
RETURNING number

-- part: ended
/* ending */
    AND alert.number = ANY (ARRAY(
        SELECT CAST(value ->> 'number' AS BIGINT)
        FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'end_alerts'))))
RETURNING number

-- part: gone
DELETE FROM alert_report WHERE report_number = ANY (ARRAY(/* left */)) RETURNING report_number

-- name: keep_alerts(rows)
/* kept */;

-- name: end_alerts(rows)
/* ended */;

-- name: leave_reports(rows)
/* gone */;

-- name: settle_alerts(rows)
-- All at once; none of them looks at what another writes.
WITH raised AS (
    /* raising */
), kept AS (
    /* kept */
), ended AS (
    /* ended */
), joined AS (
    /* joining */
), gone AS (
    /* gone */
), noted AS (
    /* noting */
)
SELECT 'keep_alerts' AS done, number FROM kept
UNION ALL
SELECT 'end_alerts', number FROM ended;
