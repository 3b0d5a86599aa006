-- What is to be done with alerts, each kind of row by its own name.

-- part: alert_row
SELECT value ->> 'number' AS number, value ->> 'risk' AS risk, value ->> 'level' AS level,
    value ->> 'rules' AS rules, value ->> 'area_id' AS area_id, value ->> 'place_id' AS place_id,
    value ->> 'first_on' AS first_on, value ->> 'last_on' AS last_on, value ->> 'cases' AS cases,
    value ->> 'signals' AS signals, value ->> 'deaths' AS deaths,
    value ->> 'announced' AS announced, value ->> 'at' AS at

-- part: rows_to_keep
/* alert_row */
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'keep_alerts'))

-- part: rows_to_end
SELECT value ->> 'number' AS number, value ->> 'status' AS status, value ->> 'whole' AS whole
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'end_alerts'))

-- part: rows_to_join
SELECT value ->> 'report' AS report, value ->> 'alert' AS alert
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'join_reports'))

-- part: rows_to_leave
SELECT value ->> 'report' AS report
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'leave_reports'))

-- part: rows_to_note
SELECT value ->> 'number' AS number, value ->> 'what' AS what,
    value ->> 'contact_id' AS contact_id, value ->> 'at' AS at, value ->> 'data' AS data
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'note_steps'))

-- part: wished
SELECT value ->> 'risk' AS risk, value ->> 'since' AS since, value ->> 'until' AS until,
    value ->> 'area_id' AS area_id, value ->> 'place_id' AS place_id,
    CAST(value ->> 'south' AS DOUBLE PRECISION) AS south,
    CAST(value ->> 'north' AS DOUBLE PRECISION) AS north,
    CAST(value ->> 'west' AS DOUBLE PRECISION) AS west,
    CAST(value ->> 'east' AS DOUBLE PRECISION) AS east
FROM json_each(:rows)

-- part: near
-- What is wanted is read from its JSON once, and first (SQLite keeps the order of a CROSS JOIN), so
-- that indexes are used. After an ANALYZE SQLite would read all reports of the risk first instead
-- (for a Bloom filter): the bot never runs one there.
wanted AS MATERIALIZED (
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
)

-- name: reports_near(rows, numbers)
-- Some reports, and what may matter to them: in the same place or areas, in a box around them, or
-- in an alert that has one of all these and is not decided. And their alerts.
WITH /* near */, every (number, alert_number) AS MATERIALIZED (
    SELECT number, alert_number FROM members
    UNION
    SELECT m.report_number, t.number FROM theirs AS t CROSS JOIN alert_report AS m
    WHERE m.alert_number = t.number AND t.status IN ('open', 'escalated')
)
/* told */
FROM every CROSS JOIN report AS r WHERE r.number = every.number
/* and_their_alerts */;

-- name: reports_beside(rows, numbers)
-- The same, but of those alerts only the reports that are near, and how many cases they have in the
-- places that matter. (A unary plus keeps an index out.)
WITH /* near */, spots AS MATERIALIZED (
    /* spots */
), there AS MATERIALIZED (
    SELECT s.*, r.cases FROM spots AS s CROSS JOIN report AS r CROSS JOIN alert_report AS m
    WHERE r.place_id = s.place_id AND r.risk = s.risk AND +r.area_id IS s.area_id
        AND r.on_day >= s.first_on AND r.on_day <= s.last_on
        AND m.report_number = r.number AND m.alert_number = s.alert
    UNION ALL
    SELECT s.*, r.cases FROM spots AS s CROSS JOIN report AS r CROSS JOIN alert_report AS m
    WHERE s.place_id IS NULL AND r.risk = s.risk AND r.area_id = s.area_id AND +r.place_id IS NULL
        AND r.on_day >= s.first_on AND r.on_day <= s.last_on
        AND m.report_number = r.number AND m.alert_number = s.alert
)
/* told */
FROM members AS every CROSS JOIN report AS r WHERE r.number = every.number
/* and_their_alerts */
/* and_their_spots */;

-- name: end_alerts(rows)
/* ending */
RETURNING number;

-- name: leave_reports(rows)
DELETE FROM alert_report WHERE report_number IN (/* rows_to_leave */) RETURNING report_number;
