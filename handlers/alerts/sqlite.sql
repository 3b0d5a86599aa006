-- name: reports_near(rows, numbers)
-- Some reports, and what may matter to them: in the same place or areas, in a box around them, or
-- in an alert that has one of all these and is not decided. With what is known of their alerts.
-- What is wanted is read from its JSON once, and first (SQLite keeps the order of a CROSS JOIN), so
-- that indexes are used. After an ANALYZE SQLite would read all reports of the risk first instead
-- (for a Bloom filter): the bot never runs one there.
WITH wanted AS MATERIALIZED (
    SELECT value ->> 'risk' AS risk, value ->> 'since' AS since, value ->> 'until' AS until,
        value ->> 'area_id' AS area_id, value ->> 'place_id' AS place_id,
        CAST(value ->> 'south' AS DOUBLE PRECISION) AS south,
        CAST(value ->> 'north' AS DOUBLE PRECISION) AS north,
        CAST(value ->> 'west' AS DOUBLE PRECISION) AS west,
        CAST(value ->> 'east' AS DOUBLE PRECISION) AS east
    FROM json_each(:rows)
), found (number) AS MATERIALIZED (
    SELECT CAST(key AS BIGINT) FROM json_each(:numbers)
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.area_id IS NOT NULL AND r.risk = w.risk AND r.area_id = w.area_id
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.place_id IS NOT NULL AND r.place_id = w.place_id AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    UNION
    SELECT r.number FROM wanted AS w CROSS JOIN report AS r
    WHERE w.south IS NOT NULL AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.latitude >= w.south AND r.latitude <= w.north
        AND r.longitude >= w.west AND r.longitude <= w.east
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
), undecided (number) AS MATERIALIZED (
    SELECT DISTINCT m.alert_number
    FROM found CROSS JOIN alert_report AS m CROSS JOIN alert AS a
    WHERE m.report_number = found.number AND a.number = m.alert_number
        AND a.status IN ('open', 'escalated')
), every (number) AS MATERIALIZED (
    SELECT number FROM found
    UNION
    SELECT m.report_number FROM undecided CROSS JOIN alert_report AS m
    WHERE m.alert_number = undecided.number
)
SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id, r.latitude,
    r.longitude, r.signal, r.check_state, r.status, r.training, r.supersedes,
    a.number AS alert, a.status AS alert_status, a.level AS alert_level, a.rules AS alert_rules,
    a.area_id AS alert_area_id, a.place_id AS alert_place_id, a.cases AS alert_cases,
    a.signals AS alert_signals, a.deaths AS alert_deaths, a.announced AS alert_announced
FROM every CROSS JOIN report AS r
LEFT JOIN alert_report AS m ON m.report_number = r.number
LEFT JOIN alert AS a ON a.number = m.alert_number
WHERE r.number = every.number;
