-- name: lock_risks(rows)
-- One at a time decides which alerts of a risk there are: whoever stores a part of a cluster waits
-- here, and then sees what the others stored. In sorted order, so that nobody waits in a circle.
INSERT INTO alert_lock (risk, area_id)
SELECT value ->> 'risk', value ->> 'area_id' FROM json_each(:rows) WHERE TRUE
ORDER BY 1, 2
ON CONFLICT (risk, area_id) DO UPDATE SET risk = excluded.risk
RETURNING risk;

-- name: reports_named(rows)
SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id, r.latitude,
    r.longitude, r.signal, r.check_state, r.status, r.training, r.supersedes,
    m.alert_number AS alert, a.status AS alert_status
FROM json_each(:rows) AS w
JOIN report AS r ON r.number = CAST(w.value ->> 'number' AS BIGINT)
LEFT JOIN alert_report AS m ON m.report_number = r.number
LEFT JOIN alert AS a ON a.number = m.alert_number;

-- name: reports_near(rows)
-- What may matter to some reports: in the same place or areas, or in a box around them. What is
-- wanted is read from its JSON once, and first (SQLite keeps the order of a CROSS JOIN), so that
-- indexes are used. After an ANALYZE SQLite would read all reports of the risk first instead (for a
-- Bloom filter): the bot never runs one there.
WITH wanted AS MATERIALIZED (
    SELECT value ->> 'risk' AS risk, value ->> 'since' AS since, value ->> 'until' AS until,
        value ->> 'area_id' AS area_id, value ->> 'place_id' AS place_id,
        CAST(value ->> 'south' AS DOUBLE PRECISION) AS south,
        CAST(value ->> 'north' AS DOUBLE PRECISION) AS north,
        CAST(value ->> 'west' AS DOUBLE PRECISION) AS west,
        CAST(value ->> 'east' AS DOUBLE PRECISION) AS east
    FROM json_each(:rows)
), found AS (
    SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id,
        r.latitude, r.longitude, r.signal, r.check_state
    FROM wanted AS w CROSS JOIN report AS r
    WHERE w.area_id IS NOT NULL AND r.risk = w.risk AND r.area_id = w.area_id
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    UNION
    SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id,
        r.latitude, r.longitude, r.signal, r.check_state
    FROM wanted AS w CROSS JOIN report AS r
    WHERE w.place_id IS NOT NULL AND r.place_id = w.place_id AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    UNION
    SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id,
        r.latitude, r.longitude, r.signal, r.check_state
    FROM wanted AS w CROSS JOIN report AS r
    WHERE w.south IS NOT NULL AND r.risk = w.risk
        AND r.on_day >= w.since AND r.on_day <= w.until
        AND r.latitude >= w.south AND r.latitude <= w.north
        AND r.longitude >= w.west AND r.longitude <= w.east
        AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
)
SELECT found.*, m.alert_number AS alert, a.status AS alert_status
FROM found
LEFT JOIN alert_report AS m ON m.report_number = found.number
LEFT JOIN alert AS a ON a.number = m.alert_number;

-- name: alerts_named(rows)
SELECT a.number, risk, level, status, rules, area_id, place_id, cases, signals, deaths, announced,
    rung, decided_by, decided_at, joined_into, outcome
FROM json_each(:rows) AS w JOIN alert AS a ON a.number = CAST(w.value ->> 'number' AS BIGINT)
ORDER BY a.number;

-- name: reports_of_alerts(rows)
SELECT r.number, r.risk, r.cases, r.severe, r.deaths, r.on_day, r.place_id, r.area_id, r.latitude,
    r.longitude, r.signal, r.check_state, m.alert_number AS alert, a.status AS alert_status
FROM json_each(:rows) AS w
JOIN alert AS a ON a.number = CAST(w.value ->> 'number' AS BIGINT)
JOIN alert_report AS m ON m.alert_number = a.number
JOIN report AS r ON r.number = m.report_number AND r.status = 'filed' AND r.training = 0
    AND r.check_state <> 'refused';

-- name: raise_alerts(rows)
INSERT INTO alert (number, risk, level, status, rules, area_id, place_id, first_on, last_on, cases,
    signals, deaths, announced, raised_at, waits_since)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'risk', value ->> 'level', 'open',
    value ->> 'rules', value ->> 'area_id', value ->> 'place_id', value ->> 'first_on',
    value ->> 'last_on', CAST(value ->> 'cases' AS INTEGER), CAST(value ->> 'signals' AS INTEGER),
    CAST(value ->> 'deaths' AS INTEGER), CAST(value ->> 'announced' AS INTEGER),
    CAST(value ->> 'at' AS BIGINT), CAST(value ->> 'at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: keep_alerts(rows)
UPDATE alert SET level = r.value ->> 'level', rules = r.value ->> 'rules',
    area_id = r.value ->> 'area_id', place_id = r.value ->> 'place_id',
    first_on = r.value ->> 'first_on', last_on = r.value ->> 'last_on',
    cases = CAST(r.value ->> 'cases' AS INTEGER), signals = CAST(r.value ->> 'signals' AS INTEGER),
    deaths = CAST(r.value ->> 'deaths' AS INTEGER),
    announced = CAST(r.value ->> 'announced' AS INTEGER)
FROM json_each(:rows) AS r
WHERE alert.number = CAST(r.value ->> 'number' AS BIGINT) AND status IN ('open', 'escalated')
RETURNING number;

-- name: end_alerts(rows)
-- Open ones that are a part of another now, or of which nothing is left.
UPDATE alert SET status = r.value ->> 'status',
    joined_into = CAST(r.value ->> 'into' AS BIGINT)
FROM json_each(:rows) AS r
WHERE alert.number = CAST(r.value ->> 'number' AS BIGINT) AND alert.status = 'open'
RETURNING number;

-- name: join_reports(rows)
INSERT INTO alert_report (report_number, alert_number)
SELECT CAST(value ->> 'report' AS BIGINT), CAST(value ->> 'alert' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (report_number) DO UPDATE SET alert_number = excluded.alert_number
RETURNING report_number;

-- name: leave_reports(rows)
-- They are no part of an alert any more; its steps say so.
DELETE FROM alert_report
WHERE report_number IN (SELECT CAST(value ->> 'report' AS BIGINT) FROM json_each(:rows))
RETURNING report_number;

-- name: note_steps(rows)
INSERT INTO alert_step (number, what, contact_id, at, data)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'what', value ->> 'contact_id',
    CAST(value ->> 'at' AS BIGINT), value ->> 'data'
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: named(number)
-- What a number is: a report or an alert.
SELECT 'report' AS kind, number, risk, area_id, place_id, contact_id, cases, check_state AS status,
    checked_by AS decided_by, status AS kept, 'alert' AS level, superseded_by AS into_number
FROM report WHERE number = :number
UNION ALL
SELECT 'alert', number, risk, area_id, place_id, NULL, cases + signals, status, decided_by, 'filed',
    level, joined_into
FROM alert WHERE number = :number;

-- name: check_reports(rows)
-- Only while it is as whoever decided saw it: of two at once one is told that the other was faster.
UPDATE report SET check_state = r.value ->> 'state', checked_by = r.value ->> 'by',
    checked_at = CAST(r.value ->> 'at' AS BIGINT)
FROM json_each(:rows) AS r
WHERE report.number = CAST(r.value ->> 'number' AS BIGINT)
    AND report.check_state = r.value ->> 'was'
RETURNING number;

-- name: decide_alerts(rows)
UPDATE alert SET status = r.value ->> 'status', decided_by = r.value ->> 'by',
    decided_at = CAST(r.value ->> 'at' AS BIGINT), outcome = r.value ->> 'outcome',
    outcome_cases = CAST(r.value ->> 'cases' AS INTEGER),
    outcome_deaths = CAST(r.value ->> 'deaths' AS INTEGER)
FROM json_each(:rows) AS r
WHERE alert.number = CAST(r.value ->> 'number' AS BIGINT) AND alert.status = r.value ->> 'was'
RETURNING number;

-- name: reporters_of(rows)
-- Who reported the cases of some alerts, each once.
SELECT DISTINCT m.alert_number AS alert, r.contact_id
FROM json_each(:rows) AS w
JOIN alert_report AS m ON m.alert_number = CAST(w.value ->> 'number' AS BIGINT)
JOIN report AS r ON r.number = m.report_number
ORDER BY 1, 2;

-- name: asked_by(number)
-- Who asked last about a report.
SELECT contact_id FROM report_change WHERE number = :number AND what = 'questioned'
ORDER BY at DESC LIMIT 1;

-- name: move_steps(older, into)
UPDATE alert_step SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: move_decisions(older, into)
UPDATE alert SET decided_by = :into WHERE decided_by = :older RETURNING number;

-- name: move_checks(older, into)
UPDATE report SET checked_by = :into WHERE checked_by = :older RETURNING number;

-- name: raise_unchecked(risks, before, since)
-- Reports of which somebody was told and that nobody has checked in time; each once.
UPDATE report SET raised_up = 1
WHERE check_state IN ('pending', 'questioned') AND status = 'filed' AND training = 0
    AND raised_up = 0 AND reported_at < :before AND reported_at >= :since
    AND (signal = 1 OR risk IN (SELECT key FROM json_each(:risks)))
RETURNING number, area_id;

-- name: raise_unanswered(before, ahead, now, most)
-- Open alerts that nobody has answered in time, one rung up.
UPDATE alert SET rung = rung + 1, waits_since = :now
WHERE status = 'open' AND rung < :most AND (waits_since < :before OR waits_since > :ahead)
RETURNING number, risk, area_id, place_id, cases, signals, rung;

-- name: answer_alerts(rows)
-- Somebody works on them: what was waited for begins anew.
UPDATE alert SET waits_since = CAST(r.value ->> 'at' AS BIGINT)
FROM json_each(:rows) AS r WHERE alert.number = CAST(r.value ->> 'number' AS BIGINT)
RETURNING number;

-- name: people_at(addresses)
SELECT contact_id, address FROM contact_address
WHERE address IN (SELECT key FROM json_each(:addresses)) AND stopped_at IS NULL
ORDER BY address;

-- name: raised()
-- All that stand, for an exercise to look at.
SELECT number, risk, level, area_id FROM alert WHERE status NOT IN ('joined', 'withdrawn')
ORDER BY number;
