-- name: lines_after(after, since, until, everything)
-- A page of the line list. `everything`: also what is in training, withdrawn or superseded.
SELECT r.number, r.reported_at, r.on_day, r.onset_on, r.risk, r.cases, r.female, r.male,
    r.sex_unknown, r.age_months, r.age_group, r.deaths, r.severe, r.positive, r.animals, r.vaccinated,
    r.place_id,
    r.area_id, r.status, r.signal, r.training, r.check_state, r.contact_id,
    r.latitude AS exact_latitude, r.longitude AS exact_longitude,
    p.name AS place, p.latitude AS latitude, p.longitude AS longitude,
    m.alert_number AS alert, i.text, i.address,
    (SELECT SUM(c.count) FROM report_case AS c
        WHERE c.report_number = r.number AND c.age_group = 'under5') AS under5,
    (SELECT SUM(c.count) FROM report_case AS c
        WHERE c.report_number = r.number AND c.age_group = 'over5') AS over5
FROM report AS r
LEFT JOIN place AS p ON p.id = r.place_id
LEFT JOIN inbound AS i ON i.id = r.inbound_id
LEFT JOIN alert_report AS m ON m.report_number = r.number
WHERE r.number > :after AND r.on_day >= :since AND r.on_day <= :until
    AND (CAST(:everything AS INTEGER) = 1 OR (r.status = 'filed' AND r.training = 0))
ORDER BY r.number LIMIT 1000;

-- name: cases_by_day(since, until)
-- What counts: filed, not refused, no exercise, people; a resident's signal once it is confirmed.
SELECT r.area_id, r.on_day, r.risk, c.sex, c.age_group, SUM(c.count) AS count
FROM report AS r JOIN report_case AS c ON c.report_number = r.number
WHERE r.on_day >= :since AND r.on_day <= :until AND r.status = 'filed' AND r.training = 0
    AND r.check_state <> 'refused' AND (r.signal = 0 OR r.check_state = 'confirmed')
    AND r.animals = 0
GROUP BY r.area_id, r.on_day, r.risk, c.sex, c.age_group;

-- name: deaths_by_day(since, until)
SELECT area_id, on_day, risk, age_group, SUM(deaths) AS count
FROM report
WHERE on_day >= :since AND on_day <= :until AND status = 'filed' AND training = 0
    AND check_state <> 'refused' AND (signal = 0 OR check_state = 'confirmed') AND animals = 0
GROUP BY area_id, on_day, risk, age_group;

-- name: zeros_since(year)
-- One that was replaced by a report does not stand; that came in the time of what it replaces.
SELECT z.area_id, z.year, z.week, z.risk, z.contact_id, z.reported_at,
    CASE WHEN EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number) THEN 0 ELSE 1
        END AS stands
FROM zero_report AS z
WHERE z.year >= :year AND z.training = 0 AND NOT EXISTS (
    SELECT 1 FROM report_change AS c WHERE c.number = z.number AND c.what = 'withdrawn');

-- name: who_reported(since, until)
-- And when first (ms), by each day and whether it stands: what was corrected came in its time.
SELECT contact_id, on_day, CASE WHEN status = 'filed' THEN 1 ELSE 0 END AS stands,
    MIN(reported_at) AS reported_at
FROM report
WHERE on_day >= :since AND on_day <= :until AND status IN ('filed', 'superseded')
    AND training = 0 AND signal = 0
GROUP BY contact_id, on_day, status;

-- name: reporters()
-- Of whom reports are expected, and since when (ms).
SELECT a.contact_id, a.area_id, a.since FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.training = 0
WHERE a.role = 'chw' AND a.area_id IS NOT NULL;

-- name: pushes()
SELECT unit, period, told, wanted, complete, complete_on, status, attempts, due_at, reason, sent_at
FROM dhis2_push ORDER BY period DESC, unit;

-- name: want_pushes(rows)
-- What changed since is due at once, whatever became of it before. What was to be complete may be
-- registered as that there, until it is taken back.
INSERT INTO dhis2_push (unit, period, wanted, complete, complete_on, registered, status, attempts,
    due_at)
SELECT value ->> 'unit', value ->> 'period', value ->> 'wanted',
    CAST(value ->> 'complete' AS INTEGER), value ->> 'complete_on',
    CAST(value ->> 'complete' AS INTEGER), 'due', 0, CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (unit, period) DO UPDATE SET wanted = excluded.wanted, complete = excluded.complete,
    complete_on = excluded.complete_on,
    registered = CASE WHEN excluded.complete = 1 THEN 1 ELSE dhis2_push.registered END,
    status = 'due', attempts = 0, due_at = excluded.due_at, reason = NULL
RETURNING unit;

-- name: due_pushes(now)
SELECT unit, period, wanted, complete, complete_on, registered, attempts FROM dhis2_push
WHERE status = 'due' AND due_at <= :now ORDER BY due_at, period, unit LIMIT 100;

-- name: next_push()
SELECT MIN(due_at) AS due_at FROM dhis2_push WHERE status = 'due';

-- name: settle_push(unit, period, wanted, complete, complete_on, status, attempts, due_at, reason, sent_at)
-- Not if something newer is wanted meanwhile.
UPDATE dhis2_push SET status = :status, attempts = :attempts, due_at = :due_at, reason = :reason,
    told = CASE WHEN CAST(:status AS TEXT) = 'sent' THEN wanted ELSE told END,
    registered = CASE WHEN CAST(:status AS TEXT) = 'sent' THEN complete ELSE registered END,
    sent_at = COALESCE(CAST(:sent_at AS BIGINT), sent_at)
WHERE unit = :unit AND period = :period AND wanted = :wanted AND complete = :complete
    AND COALESCE(complete_on, '') = COALESCE(CAST(:complete_on AS TEXT), '')
RETURNING unit;

-- name: drop_pushes(rows)
-- Refused, never taken, and of a unit that the mapping has no more: a wrong id that was mended.
DELETE FROM dhis2_push WHERE EXISTS (
    SELECT 1 FROM json_each(:rows) AS r
    WHERE r.value ->> 'unit' = dhis2_push.unit AND r.value ->> 'period' = dhis2_push.period)
RETURNING unit;

-- name: retry_pushes(now)
UPDATE dhis2_push SET status = 'due', attempts = 0, due_at = :now WHERE status = 'dead'
RETURNING unit;
