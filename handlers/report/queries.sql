-- name: file_reports(rows)
/* filing_reports */;

-- part: filing_reports
INSERT INTO report (number, contact_id, inbound_id, risk, cases, female, male, sex_unknown,
    age_months, age_group, deaths, severe, positive, vaccinated, onset_on, place_id, area_id, status,
    signal, training, supersedes, duplicate_of, reported_at, sent_at, on_day, latitude, longitude,
    animals)
SELECT CAST(r.value ->> 'number' AS BIGINT), r.value ->> 'contact_id',
    r.value ->> 'inbound_id', r.value ->> 'risk', CAST(r.value ->> 'cases' AS INTEGER),
    CAST(r.value ->> 'female' AS INTEGER), CAST(r.value ->> 'male' AS INTEGER),
    CAST(r.value ->> 'sex_unknown' AS INTEGER), CAST(r.value ->> 'age_months' AS INTEGER),
    r.value ->> 'age_group', CAST(r.value ->> 'deaths' AS INTEGER),
    CAST(r.value ->> 'severe' AS INTEGER),
    COALESCE(CAST(r.value ->> 'positive' AS INTEGER), 0),
    CAST(r.value ->> 'vaccinated' AS INTEGER),
    r.value ->> 'onset_on', r.value ->> 'place_id', r.value ->> 'area_id', 'filed',
    CAST(r.value ->> 'signal' AS INTEGER), CAST(r.value ->> 'training' AS INTEGER),
    CAST(r.value ->> 'supersedes' AS BIGINT), CAST(r.value ->> 'duplicate_of' AS BIGINT),
    CAST(r.value ->> 'reported_at' AS BIGINT), CAST(r.value ->> 'sent_at' AS BIGINT),
    r.value ->> 'on_day', CAST(r.value ->> 'latitude' AS DOUBLE PRECISION),
    CAST(r.value ->> 'longitude' AS DOUBLE PRECISION),
    COALESCE(CAST(r.value ->> 'animals' AS INTEGER), 0)
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'file_reports')) AS r WHERE TRUE
RETURNING number

-- name: file_cases(rows)
/* filing_cases */;

-- part: filing_cases
INSERT INTO report_case (report_number, sex, age_group, count)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'sex', value ->> 'age_group',
    CAST(value ->> 'count' AS INTEGER)
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'file_cases')) WHERE TRUE
RETURNING report_number


-- name: supersede_reports(rows)
UPDATE report SET status = 'superseded', superseded_by = CAST(r.value ->> 'newer' AS BIGINT)
FROM json_each(:rows) AS r
WHERE report.number = CAST(r.value ->> 'older' AS BIGINT) AND report.status = 'filed'
RETURNING number;

-- name: withdraw_reports(rows)
UPDATE report SET status = 'withdrawn'
FROM json_each(:rows) AS r
WHERE report.number = CAST(r.value ->> 'number' AS BIGINT) AND report.status = 'filed'
RETURNING number;

-- name: place_reports(rows)
UPDATE report SET place_id = r.value ->> 'place_id', area_id = r.value ->> 'area_id',
    latitude = CAST(r.value ->> 'latitude' AS DOUBLE PRECISION),
    longitude = CAST(r.value ->> 'longitude' AS DOUBLE PRECISION)
FROM json_each(:rows) AS r
WHERE report.number = CAST(r.value ->> 'number' AS BIGINT)
RETURNING number;

-- name: note_changes(rows)
-- Who changed what, and when: nothing is ever deleted.
INSERT INTO report_change (number, what, contact_id, at, data)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'what', value ->> 'contact_id',
    CAST(value ->> 'at' AS BIGINT), value ->> 'data'
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: file_zeros(rows)
INSERT INTO zero_report (number, contact_id, area_id, year, week, risk, training, reported_at)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'contact_id', value ->> 'area_id',
    CAST(value ->> 'year' AS INTEGER), CAST(value ->> 'week' AS INTEGER), value ->> 'risk',
    CAST(value ->> 'training' AS INTEGER), CAST(value ->> 'reported_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- part: stands
-- Of a zero report `z`: neither taken back nor replaced.
NOT EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number)

-- name: own_zero(contact_id, number)
SELECT z.number, z.area_id, z.year, z.week, z.training, z.reported_at,
    CASE WHEN /* stands */ THEN 'filed' ELSE 'withdrawn' END AS status
FROM zero_report AS z WHERE z.contact_id = :contact_id AND z.number = :number;

-- name: latest_zero(contact_id, since)
SELECT z.number, z.area_id, z.year, z.week, z.training, z.reported_at, 'filed' AS status
FROM zero_report AS z
WHERE z.contact_id = :contact_id AND z.reported_at >= :since AND /* stands */
ORDER BY z.reported_at DESC, z.number DESC LIMIT 1;

-- name: recent_twin(contact_id, risk, cases, since)
SELECT number FROM report
WHERE contact_id = :contact_id AND risk = :risk AND cases = :cases AND status = 'filed'
    AND reported_at >= :since
ORDER BY number DESC LIMIT 1;

-- name: own_report(contact_id, number)
SELECT number, risk, cases, female, male, sex_unknown, deaths, status, superseded_by, area_id,
    signal, training, on_day, animals, place_id FROM report
WHERE contact_id = :contact_id AND number = :number;

-- name: latest_report(contact_id, since)
SELECT number, risk, cases, status, superseded_by, area_id, signal, training, on_day, reported_at
FROM report
WHERE contact_id = :contact_id AND status = 'filed' AND reported_at >= :since
ORDER BY number DESC LIMIT 1;

-- name: own_of_days(contact_id, first_on, last_on, training)
-- What a person reported of some days and stands.
SELECT number, risk, cases, animals FROM report
WHERE contact_id = :contact_id AND on_day >= :first_on AND on_day <= :last_on
    AND status = 'filed' AND check_state <> 'refused' AND training = :training
ORDER BY number;

-- name: latest_of_risk(contact_id, risk, since)
SELECT number, risk, cases, place_id, on_day FROM report
WHERE contact_id = :contact_id AND risk = :risk AND status = 'filed' AND reported_at >= :since
ORDER BY number DESC;

-- name: own_lately(contact_id, since)
-- Each with its breakdown, a row for each part of it.
SELECT r.number, r.risk, r.cases, r.female, r.male, r.sex_unknown, r.age_months, r.age_group,
    r.deaths, r.severe, r.positive, r.vaccinated, r.onset_on, r.place_id, r.area_id, r.status,
    r.superseded_by, r.signal, r.training, r.on_day, r.reported_at, r.animals,
    c.sex AS case_sex, c.age_group AS case_age, c.count AS of_them
FROM report AS r LEFT JOIN report_case AS c ON c.report_number = r.number
WHERE r.contact_id = :contact_id AND r.status = 'filed' AND r.reported_at >= :since
ORDER BY r.number DESC;

-- name: told_by(contact_id, inbound_id)
-- What a message reported, however often it was changed or corrected since, as it stands now, with
-- the words of the message that it comes from. Changes of a message have its id and their own time.
WITH RECURSIVE told (number) AS (
    SELECT number FROM report WHERE contact_id = :contact_id AND (inbound_id = :inbound_id
        OR substr(inbound_id, 1, length(CAST(:inbound_id AS TEXT)) + 1)
            = CAST(:inbound_id AS TEXT) || ':')
    UNION
    SELECT report.number FROM report JOIN told ON report.supersedes = told.number
    WHERE report.contact_id = :contact_id
)
SELECT report.number, risk, cases, status, superseded_by, area_id, signal, training, on_day, i.text
FROM told JOIN report ON report.number = told.number
LEFT JOIN inbound AS i ON i.id = report.inbound_id
WHERE status <> 'superseded' ORDER BY report.number;

-- name: move_reports(older, into)
UPDATE report SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: zeros_since(contact_id, since, training)
-- What was sent in training counts nowhere: the same is sent again after it.
SELECT z.number, z.year, z.week FROM zero_report AS z
WHERE z.contact_id = :contact_id AND z.risk IS NULL AND z.reported_at >= :since
    AND z.training = :training AND /* stands */
ORDER BY z.number DESC;

-- name: move_zeros(older, into)
UPDATE zero_report SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: move_changes(older, into)
UPDATE report_change SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: listeners()
-- Who could be told of something urgent, by role and area.
SELECT DISTINCT a.role AS role, a.area_id AS area_id FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.stopped_at IS NULL
WHERE a.role IN ('supervisor', 'coordinator', 'admin');
