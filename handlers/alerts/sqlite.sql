-- name: reports_near(rows, numbers)
-- Some reports, and what may matter to them: in the same place or areas, in a box around them, or
-- in an alert that has one of all these and is not decided. With what is known of their alerts.
-- What is wanted is read from its JSON once, and first (SQLite keeps the order of a CROSS JOIN), so
-- that indexes are used. After an ANALYZE SQLite would read all reports of the risk first instead
-- (for a Bloom filter): the bot never runs one there.
WITH wanted AS MATERIALIZED (
    /* wished */
), found (number) AS MATERIALIZED (
    SELECT CAST(key AS BIGINT) FROM json_each(:numbers)
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.area_id IS NOT NULL AND r.risk = w.risk AND r.area_id = w.area_id
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND /* counts */
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.place_id IS NOT NULL AND r.place_id = w.place_id AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND /* counts */
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.south IS NOT NULL AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.latitude >= w.south AND r.latitude <= w.north
        AND r.longitude >= w.west AND r.longitude <= w.east
        AND /* counts */
), members AS MATERIALIZED (
    SELECT found.number, m.alert_number
    FROM found LEFT JOIN alert_report AS m ON m.report_number = found.number
), theirs AS MATERIALIZED (
    SELECT a.* FROM (SELECT DISTINCT alert_number FROM members) AS d CROSS JOIN alert AS a
    WHERE a.number = d.alert_number
), every (number, alert_number) AS MATERIALIZED (
    SELECT number, alert_number FROM members
    UNION
    SELECT m.report_number, t.number FROM theirs AS t CROSS JOIN alert_report AS m
    WHERE m.alert_number = t.number AND t.status IN ('open', 'escalated')
)
/* told */
FROM every CROSS JOIN report AS r LEFT JOIN theirs AS a ON a.number = every.alert_number
WHERE r.number = every.number;

-- name: keep_alerts(rows)
/* keeping */
RETURNING number;

-- name: end_alerts(rows)
/* ending */
RETURNING number;

-- name: leave_reports(rows)
DELETE FROM alert_report WHERE report_number IN (/* left */) RETURNING report_number;
