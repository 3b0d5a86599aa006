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
), undecided (number) AS MATERIALIZED (
    SELECT DISTINCT n.alert_number FROM found CROSS JOIN LATERAL (
        SELECT m.alert_number FROM alert_report AS m JOIN alert AS a ON a.number = m.alert_number
        WHERE m.report_number = found.number AND a.status IN ('open', 'escalated')
        OFFSET 0) AS n
), every (number) AS MATERIALIZED (
    SELECT number FROM found
    UNION
    SELECT n.report_number FROM undecided CROSS JOIN LATERAL (
        SELECT m.report_number FROM alert_report AS m WHERE m.alert_number = undecided.number
        OFFSET 0) AS n
)
SELECT n.* FROM every CROSS JOIN LATERAL (
    /* told */
    FROM report AS r
    LEFT JOIN alert_report AS m ON m.report_number = r.number
    LEFT JOIN alert AS a ON a.number = m.alert_number
    WHERE r.number = every.number
    OFFSET 0) AS n;
