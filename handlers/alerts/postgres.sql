-- part: wished_at_once
-- Taken apart once: `->>` would read the JSON of a row anew for every column.
SELECT * FROM json_to_recordset(:rows) AS w (
    risk TEXT, since TEXT, until TEXT, area_id TEXT, place_id TEXT,
    south DOUBLE PRECISION, north DOUBLE PRECISION, west DOUBLE PRECISION, east DOUBLE PRECISION)

-- part: near
-- As for SQLite. Here the planner takes what is read from JSON for many rows, and would read whole
-- tables beside it; what is behind LATERAL and OFFSET 0 it has to look up for each, by index;
-- each column there costs, read or not.
wanted AS MATERIALIZED (
    /* wished_at_once */
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
        SELECT number, risk, cases, deaths, place_id, area_id, status, level, rules, signals,
            announced, first_on, last_on, outcome
        FROM alert WHERE number = d.alert_number
        OFFSET 0) AS a
)

-- part: every
every (number, alert_number) AS MATERIALIZED (
    SELECT number, alert_number FROM members
    UNION
    SELECT n.report_number, t.number FROM theirs AS t CROSS JOIN LATERAL (
        SELECT m.report_number FROM alert_report AS m
        WHERE m.alert_number = t.number
        OFFSET 0) AS n
    WHERE t.status IN ('open', 'escalated')
)

-- part: beside
spots AS MATERIALIZED (
    /* spots */
), there AS MATERIALIZED (
    SELECT s.*, r.cases FROM spots AS s CROSS JOIN LATERAL (
        SELECT number, cases FROM report
        WHERE s.place_id IS NOT NULL AND place_id = s.place_id AND risk = s.risk
            AND on_day >= s.first_on AND on_day <= s.last_on
            AND area_id IS NOT DISTINCT FROM s.area_id
        OFFSET 0) AS r CROSS JOIN LATERAL (
        SELECT 1 FROM alert_report WHERE report_number = r.number AND alert_number = s.alert
        OFFSET 0) AS m
    UNION ALL
    SELECT s.*, r.cases FROM spots AS s CROSS JOIN LATERAL (
        SELECT number, cases FROM report
        WHERE s.place_id IS NULL AND risk = s.risk AND area_id = s.area_id AND place_id IS NULL
            AND on_day >= s.first_on AND on_day <= s.last_on
        OFFSET 0) AS r CROSS JOIN LATERAL (
        SELECT 1 FROM alert_report WHERE report_number = r.number AND alert_number = s.alert
        OFFSET 0) AS m
), every AS (
    SELECT number, alert_number FROM members
)

-- part: from_near
FROM every CROSS JOIN LATERAL (
    SELECT /* of_report */
    FROM report AS r WHERE r.number = every.number
    OFFSET 0) AS r
/* and_their_alerts */

-- name: reports_near(rows, numbers)
WITH /* near */, /* every */
/* told */
/* from_near */;

-- name: reports_beside(rows, numbers)
WITH /* near */, /* beside */
/* told */
/* from_near */
/* and_their_spots */;

-- part: locked
locked AS (
    INSERT INTO alert_lock (risk, area_id, turn)
    SELECT value ->> 'risk', value ->> 'area_id', 1 FROM json_each(:locks) WHERE TRUE
    ORDER BY 1, 2
    ON CONFLICT (risk, area_id) DO UPDATE SET turn = alert_lock.turn + 1
    RETURNING turn - 1 > COALESCE((
        SELECT seen.turn FROM alert_lock AS seen
        WHERE seen.risk = alert_lock.risk AND seen.area_id = alert_lock.area_id), 0) AS waited
)

-- name: alone_with_the_near(rows, numbers, locks)
-- The lock and the look in one way to the server. What is seen is as old as the statement, and older
-- than the lock if that was waited for; then somebody else had a turn in between, which is more than
-- what the statement still sees: nothing is given back, not even what changed.
WITH /* locked */, /* near */, /* every */
SELECT * FROM (
    /* told */
    /* from_near */
) AS told
WHERE NOT EXISTS (SELECT 1 FROM locked WHERE waited);

-- name: alone_beside(rows, numbers, locks)
WITH /* locked */, /* near */, /* beside */
SELECT * FROM (
    /* told */
    /* from_near */
    /* and_their_spots */
) AS told
WHERE NOT EXISTS (SELECT 1 FROM locked WHERE waited);

-- What is to be done with alerts, each kind of row by its own name, and each taken apart once.

-- part: alert_row
number BIGINT, risk TEXT, level TEXT, rules TEXT, area_id TEXT, place_id TEXT, first_on TEXT,
    last_on TEXT, cases INTEGER, signals INTEGER, deaths INTEGER, announced INTEGER, at BIGINT

-- part: rows_to_keep
SELECT * FROM json_to_recordset(CAST(:rows AS JSON) -> 'keep_alerts') AS r (/* alert_row */)

-- part: rows_to_end
SELECT * FROM json_to_recordset(CAST(:rows AS JSON) -> 'end_alerts')
    AS r (number BIGINT, status TEXT, whole BIGINT)

-- part: rows_to_join
SELECT * FROM json_to_recordset(CAST(:rows AS JSON) -> 'join_reports')
    AS r (report BIGINT, alert BIGINT)

-- part: rows_to_leave
SELECT * FROM json_to_recordset(CAST(:rows AS JSON) -> 'leave_reports') AS r (report BIGINT)

-- part: rows_to_note
SELECT * FROM json_to_recordset(CAST(:rows AS JSON) -> 'note_steps')
    AS r (number BIGINT, what TEXT, contact_id TEXT, at BIGINT, data TEXT)

-- part: ended
-- Taken for a hundred rows, JSON would have all alerts read, here and in what follows; of an array
-- ten are expected.
/* ending */
    AND alert.number = ANY (ARRAY(SELECT number FROM (/* rows_to_end */) AS n))
RETURNING alert.number

-- part: gone
DELETE FROM alert_report WHERE report_number = ANY (ARRAY(/* rows_to_leave */))
RETURNING report_number

-- name: end_alerts(rows)
/* ended */;

-- name: leave_reports(rows)
/* gone */;

-- name: grow_alerts(rows)
-- What most reports lead to. A statement costs by the tables that it might write, with rows or not:
-- what nothing ends or leaves is half of `settle_alerts`.
WITH kept AS (
    /* keeping */
), joined AS (
    /* joining */
), noted AS (
    /* noting */
)
SELECT 'keep_alerts' AS done, number FROM kept;

-- name: settle_alerts(rows)
-- All at once; none of them looks at what another writes.
WITH kept AS (
    /* keeping */
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
