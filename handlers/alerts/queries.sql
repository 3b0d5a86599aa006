-- part: counts
-- Whether a report `r` is one of those that rules look at.
r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'

-- part: standing
-- What became of an alert `a`; one that was closed as not confirmed was none, as if dismissed.
CASE WHEN a.status = 'closed' AND a.outcome = 'not_confirmed' THEN 'dismissed' ELSE a.status END

-- part: of_report
r.number, r.risk, r.cases, r.severe, r.positive, r.deaths, r.on_day, r.place_id, r.area_id, r.latitude,
    r.longitude, r.signal, r.check_state, r.status, r.training, r.supersedes, r.animals

-- part: told
SELECT /* of_report */,
    every.alert_number AS alert, NULL AS level, NULL AS rules, NULL AS signals, NULL AS announced,
    NULL AS last_on

-- part: and_their_alerts
-- In the same columns, known by their level: with each of its reports again they would take longer.
UNION ALL
SELECT number, risk, cases, NULL, NULL, deaths, first_on, place_id, area_id, NULL, NULL, NULL, NULL,
    /* standing */, NULL, NULL, NULL, NULL, level, rules, signals, announced, last_on
FROM theirs AS a

-- part: spots
-- Where those that are not decided have most cases, and where they may have more by now.
SELECT number AS alert, risk, first_on, last_on, place_id, area_id
FROM theirs WHERE status IN ('open', 'escalated')
UNION
SELECT t.number, t.risk, t.first_on, t.last_on, r.place_id, r.area_id
FROM members AS m CROSS JOIN report AS r CROSS JOIN theirs AS t
WHERE m.alert_number IS NULL AND r.number = m.number AND t.status IN ('open', 'escalated')

-- part: and_their_spots
UNION ALL
SELECT NULL, risk, CAST(sum(cases) AS BIGINT), NULL, NULL, NULL, NULL, place_id, area_id, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, alert, NULL, NULL, NULL, NULL, NULL
FROM there GROUP BY risk, place_id, area_id, alert

-- part: keeping
-- Also those that are new. What is there is found by its number as it is by now, and once.
INSERT INTO alert (number, risk, level, status, rules, area_id, place_id, first_on, last_on, cases,
    signals, deaths, announced, raised_at, waits_since)
SELECT number, risk, level, 'open', rules, area_id, place_id, first_on, last_on, cases, signals,
    deaths, announced, at, at
FROM (/* rows_to_keep */) AS r WHERE TRUE
ON CONFLICT (number) DO UPDATE SET level = excluded.level, rules = excluded.rules,
    area_id = excluded.area_id, place_id = excluded.place_id, first_on = excluded.first_on,
    last_on = excluded.last_on, cases = excluded.cases, signals = excluded.signals,
    deaths = excluded.deaths, announced = excluded.announced
WHERE alert.status IN ('open', 'escalated')
RETURNING number

-- part: ending
-- Open ones that are a part of another now, or of which nothing is left.
UPDATE alert SET status = r.status, joined_into = r.whole
FROM (/* rows_to_end */) AS r
WHERE alert.number = r.number AND alert.status = 'open'

-- part: joining
INSERT INTO alert_report (report_number, alert_number)
SELECT report, alert FROM (/* rows_to_join */) AS r WHERE TRUE
ON CONFLICT (report_number) DO UPDATE SET alert_number = excluded.alert_number
RETURNING report_number

-- part: noting
INSERT INTO alert_step (number, what, contact_id, at, data)
SELECT number, what, contact_id, at, data FROM (/* rows_to_note */) AS r WHERE TRUE
RETURNING number

-- name: lock_risks(rows)
-- One at a time decides which alerts of a risk there are: whoever stores a part of a cluster waits
-- here, and then sees what the others stored. In sorted order, so that nobody waits in a circle.
INSERT INTO alert_lock (risk, area_id, turn)
SELECT value ->> 'risk', value ->> 'area_id', 1 FROM json_each(:rows) WHERE TRUE
ORDER BY 1, 2
ON CONFLICT (risk, area_id) DO UPDATE SET turn = alert_lock.turn + 1
RETURNING risk;

-- name: reports_named(rows)
SELECT /* of_report */,
    m.alert_number AS alert, /* standing */ AS alert_status
FROM json_each(:rows) AS w
JOIN report AS r ON r.number = CAST(w.value ->> 'number' AS BIGINT)
LEFT JOIN alert_report AS m ON m.report_number = r.number
LEFT JOIN alert AS a ON a.number = m.alert_number;

-- name: alerts_named(rows)
SELECT a.number, risk, level, status, rules, area_id, place_id, cases, signals, deaths, announced,
    rung, decided_by, decided_at, joined_into, outcome
FROM json_each(:rows) AS w JOIN alert AS a ON a.number = CAST(w.value ->> 'number' AS BIGINT)
ORDER BY a.number;

-- name: keep_alerts(rows)
/* keeping */;

-- name: join_reports(rows)
/* joining */;

-- name: note_steps(rows)
/* noting */;

-- part: emptied
-- Of the reports that it had none is left: they were withdrawn, refused, or replaced by others.
EXISTS (SELECT 1 FROM alert_report AS m WHERE m.alert_number = alert.number)
AND NOT EXISTS (
    SELECT 1 FROM alert_report AS m JOIN report AS r ON r.number = m.report_number
    WHERE m.alert_number = alert.number AND /* counts */
)

-- name: left_empty(rows)
-- For some reports that are in no alert: alerts of their risk that were passed on and have no cases,
-- with what left them, the latest alert last.
SELECT r.number AS report, a.number AS alert, s.data
FROM json_each(:rows) AS w
JOIN report AS r ON r.number = CAST(w.value ->> 'number' AS BIGINT)
JOIN alert AS a ON a.status = 'escalated' AND a.cases + a.signals = 0
    AND a.risk = CASE WHEN r.animals = 1 THEN r.risk || ':animals' ELSE r.risk END
JOIN alert_step AS s ON s.number = a.number AND s.what = 'changed'
WHERE NOT EXISTS (SELECT 1 FROM alert_report AS m WHERE m.report_number = r.number)
ORDER BY r.number, a.number;

-- name: recount_alerts(rows)
-- What is left by now in alerts that were dismissed by mistake.
UPDATE alert SET cases = n.cases, signals = n.signals, deaths = n.deaths
FROM (
    SELECT m.alert_number, SUM(r.deaths) AS deaths,
        SUM(CASE WHEN r.signal = 1 AND r.check_state <> 'confirmed' THEN 0 ELSE r.cases END)
            AS cases,
        SUM(CASE WHEN r.signal = 1 AND r.check_state <> 'confirmed' THEN r.cases ELSE 0 END)
            AS signals
    FROM json_each(:rows) AS w
    JOIN alert_report AS m ON m.alert_number = CAST(w.value ->> 'number' AS BIGINT)
    JOIN report AS r ON r.number = m.report_number
    WHERE /* counts */
    GROUP BY m.alert_number
) AS n
WHERE alert.number = n.alert_number
RETURNING number;

-- name: reports_of(rows)
SELECT m.report_number AS number FROM json_each(:rows) AS w
JOIN alert_report AS m ON m.alert_number = CAST(w.value ->> 'number' AS BIGINT);

-- name: named(number)
-- What a number is: a report or an alert.
SELECT 'report' AS kind, number, risk, area_id, place_id, contact_id, cases, check_state AS status,
    checked_by AS decided_by, status AS kept, 'alert' AS level, superseded_by AS into_number,
    0 AS emptied, deaths
FROM report WHERE number = :number
UNION ALL
SELECT 'alert', number, risk, area_id, place_id, NULL, cases + signals, status, decided_by, 'filed',
    level, joined_into, CASE WHEN /* emptied */ THEN 1 ELSE 0 END, deaths
FROM alert WHERE number = :number;

-- name: check_reports(rows)
-- Only while it is as whoever decided saw it: of two at once one is told that the other was faster.
-- What was sent in training and is true all the same is a case like any other.
UPDATE report SET check_state = r.value ->> 'state', checked_by = r.value ->> 'by',
    training = CASE WHEN r.value ->> 'state' = 'confirmed' THEN 0 ELSE training END,
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

-- name: reopen_alerts(rows)
-- It waits anew: who was told that nobody answered may be told so again.
UPDATE alert SET status = r.value ->> 'status', decided_by = r.value ->> 'by',
    decided_at = CAST(r.value ->> 'at' AS BIGINT), outcome = NULL, outcome_cases = NULL,
    outcome_deaths = NULL, rung = 0, waits_since = CAST(r.value ->> 'at' AS BIGINT)
FROM json_each(:rows) AS r
WHERE alert.number = CAST(r.value ->> 'number' AS BIGINT) AND alert.status = r.value ->> 'was'
RETURNING number;

-- name: last_dismissed(number)
-- With the state before; all of one moment, where there are several.
SELECT data FROM alert_step AS s WHERE s.number = :number AND s.what = 'dismissed' AND s.at = (
    SELECT MAX(o.at) FROM alert_step AS o WHERE o.number = :number AND o.what = 'dismissed');

-- name: beside_it(number)
-- Alerts of the same risk and place that are not ended.
SELECT o.number, a.rules, o.rules AS others
FROM alert AS a JOIN alert AS o ON o.risk = a.risk AND o.number <> a.number
    AND COALESCE(o.place_id, o.area_id) = COALESCE(a.place_id, a.area_id)
WHERE a.number = :number AND o.status IN ('open', 'escalated') ORDER BY o.number;

-- name: joined_now(rows, now)
-- Of some alerts those that have just become a part of another, and parts that they got.
SELECT a.number, a.joined_into FROM alert AS a
WHERE a.status = 'joined' AND EXISTS (
    SELECT 1 FROM json_each(:rows) AS w
    WHERE CAST(w.value ->> 'number' AS BIGINT) IN (a.number, a.joined_into))
AND EXISTS (
    SELECT 1 FROM alert_step AS s WHERE s.number = a.number AND s.what = 'joined' AND s.at = :now)
ORDER BY a.number;

-- name: reporters_of(rows)
-- Who reported the cases of some alerts, each once.
SELECT DISTINCT m.alert_number AS alert, r.contact_id
FROM json_each(:rows) AS w
JOIN alert_report AS m ON m.alert_number = CAST(w.value ->> 'number' AS BIGINT)
JOIN report AS r ON r.number = m.report_number
ORDER BY 1, 2;

-- name: checks_of(rows, since)
-- What was decided about some reports, in order, and what was told later of it.
SELECT c.number, c.what, c.contact_id, c.at, c.data
FROM json_each(:rows) AS w
JOIN report_change AS c ON c.number = CAST(w.value ->> 'number' AS BIGINT)
WHERE c.what IN ('confirmed', 'refused', 'told') AND c.at >= :since
ORDER BY c.at;

-- name: decisions_of(rows, since)
-- The same of some alerts.
SELECT s.number, s.what, s.contact_id, s.at, s.data
FROM json_each(:rows) AS w
JOIN alert_step AS s ON s.number = CAST(w.value ->> 'number' AS BIGINT)
WHERE s.what IN ('escalated', 'dismissed', 'reopened', 'told') AND s.at >= :since
ORDER BY s.at;

-- name: checked_report(number)
SELECT contact_id, risk, animals, cases, status, check_state FROM report WHERE number = :number;

-- name: asked_by(number)
-- Who asked last about a report.
SELECT contact_id FROM report_change WHERE number = :number AND what = 'questioned'
ORDER BY at DESC LIMIT 1;

-- name: hears(contact_id)
-- Whether messages that were not asked for reach a person, at one address at least.
SELECT 1 AS hears FROM contact AS meant
JOIN contact AS c ON c.id = COALESCE(meant.merged_into, meant.id) AND c.stopped_at IS NULL
WHERE meant.id = :contact_id AND EXISTS (
    SELECT 1 FROM contact_address AS a WHERE a.contact_id = c.id AND a.stopped_at IS NULL);

-- name: own_in_alert(contact_id, number)
-- Which reports of theirs an alert is of, the latest first.
SELECT r.number FROM alert_report AS m JOIN report AS r ON r.number = m.report_number
WHERE m.alert_number = :number AND r.contact_id = :contact_id AND r.status = 'filed'
ORDER BY r.number DESC;

-- name: asked_of(contact_id, since, lately)
-- Reports of theirs that a question waits for, asked since then, the latest first; then those that
-- were answered just now: answers come in pieces.
SELECT r.number, r.risk, r.cases, c.data, r.check_state AS status
FROM report AS r JOIN report_change AS c ON c.number = r.number
WHERE r.contact_id = :contact_id AND r.status = 'filed' AND c.what = 'questioned' AND c.at >= :since
AND (r.check_state = 'questioned' OR (r.check_state = 'pending' AND EXISTS (
    SELECT 1 FROM report_change AS a
    WHERE a.number = r.number AND a.what = 'answered' AND a.at >= :lately)))
ORDER BY CASE r.check_state WHEN 'questioned' THEN 0 ELSE 1 END, c.at DESC, r.number DESC
LIMIT 10;

-- name: move_steps(older, into)
UPDATE alert_step SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: move_decisions(older, into)
UPDATE alert SET decided_by = :into WHERE decided_by = :older RETURNING number;

-- name: move_checks(older, into)
UPDATE report SET checked_by = :into WHERE checked_by = :older RETURNING number;

-- part: unchecked
-- Nobody has checked it, nor decided since about the alert that it is in.
check_state IN ('pending', 'questioned') AND status = 'filed' AND training = 0
    AND reported_at < :before AND reported_at >= :since
    AND NOT EXISTS (
        SELECT 1 FROM alert_report AS m JOIN alert AS a ON a.number = m.alert_number
        WHERE m.report_number = report.number AND a.decided_at >= report.reported_at
    )

-- part: mine
(:everywhere = 1 OR area_id IN (SELECT key FROM json_each(:areas)))

-- name: raise_unchecked(risks, before, since)
-- Reports of which somebody was told and that nobody has checked in time; each once.
UPDATE report SET raised_up = 1
WHERE /* unchecked */ AND raised_up = 0
    AND (signal = 1 OR risk IN (SELECT key FROM json_each(:risks)))
RETURNING number, area_id, risk, cases, contact_id;

-- name: raise_routine(risks, before, since, rung)
-- The others, one rung up.
UPDATE report SET raised_up = :rung
WHERE /* unchecked */ AND raised_up = :rung - 1
    AND signal = 0 AND risk NOT IN (SELECT key FROM json_each(:risks))
RETURNING number, area_id, risk, cases, contact_id;

-- name: supervisors()
SELECT a.contact_id, a.area_id FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.stopped_at IS NULL
WHERE a.role = 'supervisor' ORDER BY a.contact_id, a.area_id;

-- name: to_check(everywhere, areas, risks, before, since, rank, number, most)
-- What waits in some areas or everywhere, most urgent first, then the latest first: open alerts (0),
-- in each area that has a report of theirs, reports of alarm (1), others (2), those whose reporter was asked (3). What is in an open alert is
-- decided with it. From below a rank and number on; with how many there are from there.
SELECT rank, number, risk, place_id, area_id, cases, COUNT(*) OVER () AS waiting
FROM (
    SELECT 0 AS rank, number, risk, place_id, area_id, cases + signals AS cases
    FROM alert WHERE status = 'open' AND (/* mine */ OR EXISTS (
        SELECT 1 FROM alert_report AS m JOIN report AS r ON r.number = m.report_number
        WHERE m.alert_number = alert.number AND r.area_id IN (SELECT key FROM json_each(:areas))
    ))
    UNION ALL
    SELECT CASE WHEN check_state = 'questioned' THEN 3
            WHEN signal = 1 OR risk IN (SELECT key FROM json_each(:risks)) THEN 1 ELSE 2 END,
        number, risk, place_id, area_id, cases
    FROM report
    WHERE /* mine */ AND /* unchecked */
        AND NOT EXISTS (
            SELECT 1 FROM alert_report AS m JOIN alert AS a ON a.number = m.alert_number
            WHERE m.report_number = report.number AND a.status = 'open'
        )
) AS w
WHERE rank > :rank OR (rank = :rank AND number < :number)
ORDER BY rank, number DESC LIMIT :most;

-- name: alerts_that_are(everywhere, areas, first, second, since, most)
-- Alerts of one of two states, in some areas or everywhere, decided since then; the latest first.
SELECT number, risk, place_id, area_id, cases + signals AS cases, decided_by,
    CASE WHEN /* emptied */ THEN 1 ELSE 0 END AS emptied
FROM alert WHERE status IN (:first, :second) AND COALESCE(decided_at, raised_at) >= :since
    AND (/* mine */ OR EXISTS (
        SELECT 1 FROM alert_report AS m JOIN report AS r ON r.number = m.report_number
        WHERE m.alert_number = alert.number AND r.area_id IN (SELECT key FROM json_each(:areas))
    ))
ORDER BY COALESCE(decided_at, raised_at) DESC, number DESC LIMIT :most;

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

-- name: areas_of_alerts(rows, left)
-- Where the reports of some alerts are, and those that have left them.
SELECT m.alert_number AS alert, r.area_id
FROM json_each(:rows) AS w
JOIN alert_report AS m ON m.alert_number = CAST(w.value ->> 'number' AS BIGINT)
JOIN report AS r ON r.number = m.report_number
WHERE r.area_id IS NOT NULL
UNION
SELECT CAST(l.value ->> 'alert' AS BIGINT), r.area_id
FROM json_each(:left) AS l JOIN report AS r ON r.number = CAST(l.value ->> 'report' AS BIGINT)
WHERE r.area_id IS NOT NULL
ORDER BY 1, 2;

-- name: open_alerts_of(rows, refused, dismissed)
-- The undecided alerts of some reports; where those are refused, only alerts that have others.
-- With those that were dismissed, if that is wanted.
SELECT DISTINCT a.number, a.status, m.report_number AS report
FROM json_each(:rows) AS w
JOIN alert_report AS m ON m.report_number = CAST(w.value ->> 'number' AS BIGINT)
JOIN alert AS a ON a.number = m.alert_number
WHERE (a.status = 'open' OR (:dismissed = 1 AND a.status = 'dismissed')) AND (:refused = 0 OR EXISTS (
    SELECT 1 FROM alert_report AS o JOIN report AS r ON r.number = o.report_number
    WHERE o.alert_number = a.number AND /* counts */
        AND r.number NOT IN (SELECT CAST(n.value ->> 'number' AS BIGINT) FROM json_each(:rows) AS n)
))
ORDER BY a.number;

-- name: who_answered(rows)
-- Of some alerts those of which somebody has said a word, or checked a report.
SELECT DISTINCT s.number FROM json_each(:rows) AS w
JOIN alert_step AS s ON s.number = CAST(w.value ->> 'number' AS BIGINT)
WHERE s.what IN ('asked', 'checked', 'reopened');

-- name: warnings(rows)
-- Of some messages to many those that warn of an alert, and leave.
SELECT b.number, b.alert_number AS alert
FROM json_each(:rows) AS w JOIN broadcast AS b ON b.number = CAST(w.value ->> 'number' AS BIGINT)
WHERE b.alert_number IS NOT NULL;

-- name: stop_announcing(rows, now)
UPDATE outbound SET status = 'failed', reason = 'cancelled', settled_at = :now
FROM json_each(:rows) AS r
WHERE outbound.about = r.value ->> 'about' AND outbound.status = 'queued'
RETURNING id;

-- name: told_of(rows)
-- Also at whom it was tried, for it may have arrived.
SELECT DISTINCT contact_id FROM json_each(:rows) AS r
JOIN outbound ON outbound.about = r.value ->> 'about' WHERE attempts > 0;

-- name: warnings_of(rows, status)
-- Messages to many that warn of some alerts, or of parts that these got: those that still leave, or
-- that are paused.
SELECT b.number, b.contact_id, b.area_id, a.alert, (
    SELECT count(*) FROM outbound AS o WHERE o.broadcast = CAST(b.number AS TEXT)
        AND o.status IN ('sent', 'delivered')) AS sent
FROM (
    SELECT a.number, CAST(w.value ->> 'number' AS BIGINT) AS alert
    FROM json_each(:rows) AS w
    JOIN alert AS a ON CAST(w.value ->> 'number' AS BIGINT) IN (a.number, a.joined_into)
) AS a
JOIN broadcast AS b ON b.alert_number = a.number
WHERE b.status = :status ORDER BY b.number;

-- name: people_at(addresses)
SELECT contact_id, address FROM contact_address
WHERE address IN (SELECT key FROM json_each(:addresses)) AND stopped_at IS NULL
ORDER BY address;

-- name: latest(most, everything)
-- The latest first; those that nobody works on any more only if everything is wanted.
SELECT number, raised_at, status, level, risk, area_id, cases, signals, deaths, outcome FROM alert
WHERE :everything = 1 OR status IN ('open', 'escalated')
ORDER BY raised_at DESC, number DESC LIMIT :most;

-- name: steps_of(number)
SELECT what, contact_id, at, data FROM alert_step WHERE number = :number ORDER BY at;

-- name: compared(year, week, everywhere, areas)
-- What a week beside its past was; without a method there was not enough past.
SELECT area_id, risk, rule, method, observed, upper, alarm, weak FROM comparison
WHERE year = :year AND week = :week
    AND (:everywhere = 1 OR area_id IN (SELECT key FROM json_each(:areas)))
ORDER BY area_id, rule;

-- name: decided_weeks(contact_id, rules, areas, since)
-- Alerts of whole weeks, decided or passed on, in which the person has reported of that risk; the
-- latest first.
SELECT a.number, a.risk, a.area_id, a.status, a.outcome
FROM json_each(:areas) AS part JOIN alert AS a ON a.area_id = part.key
WHERE a.rules IN (SELECT key FROM json_each(:rules)) AND a.last_on >= :since
    AND a.status IN ('escalated', 'dismissed', 'closed')
    AND EXISTS (
        SELECT 1 FROM report AS r
        WHERE r.contact_id = :contact_id AND r.risk = a.risk AND r.status = 'filed'
            AND r.training = 0 AND r.on_day >= a.first_on AND r.on_day <= a.last_on
    )
ORDER BY a.number DESC;

-- name: raised()
-- All that stand, for an exercise to look at.
SELECT number, risk, level, area_id FROM alert WHERE status NOT IN ('joined', 'withdrawn')
ORDER BY number;

-- name: cases_by_day(risk, areas, since)
-- Of some areas: what a week is compared with. What a resident told and nobody verified is left out.
SELECT r.on_day, SUM(r.cases) AS cases
FROM json_each(:areas) AS part CROSS JOIN report AS r
WHERE r.risk = :risk AND r.area_id = part.key AND r.on_day >= :since
    AND /* counts */
    AND (r.signal = 0 OR r.check_state = 'confirmed') AND r.animals = 0
GROUP BY r.on_day ORDER BY r.on_day;

-- name: reported_days(areas, risks, since)
-- The days of which anything was reported there: a week that nobody reported is not known.
SELECT DISTINCT r.on_day
FROM json_each(:areas) AS part CROSS JOIN json_each(:risks) AS known CROSS JOIN report AS r
WHERE r.risk = known.key AND r.area_id = part.key AND r.on_day >= :since
    AND r.status = 'filed' AND r.training = 0
ORDER BY r.on_day;

-- name: reported_zeros(areas)
SELECT DISTINCT z.year, z.week FROM json_each(:areas) AS part
JOIN zero_report AS z ON z.area_id = part.key AND z.training = 0
WHERE NOT EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number)
ORDER BY z.year, z.week;

-- name: zeros_named(rows)
SELECT z.area_id, z.year, z.week FROM json_each(:rows) AS w
JOIN zero_report AS z ON z.number = CAST(w.value ->> 'number' AS BIGINT) AND z.training = 0;

-- name: keep_comparisons(rows)
-- What a week beside its past is by what is known now, and the alert that it belongs to.
INSERT INTO comparison (rule, area_id, year, week, risk, method, observed, upper, alarm, weak,
    expected, received, at, alert_number)
SELECT value ->> 'rule', value ->> 'area_id', CAST(value ->> 'year' AS INTEGER),
    CAST(value ->> 'week' AS INTEGER), value ->> 'risk', value ->> 'method',
    CAST(value ->> 'observed' AS DOUBLE PRECISION), CAST(value ->> 'upper' AS DOUBLE PRECISION),
    CAST(value ->> 'alarm' AS INTEGER), CAST(value ->> 'weak' AS INTEGER),
    CAST(value ->> 'expected' AS INTEGER), CAST(value ->> 'received' AS INTEGER),
    CAST(value ->> 'at' AS BIGINT), CAST(value ->> 'alert' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (area_id, year, week, rule) DO UPDATE SET method = excluded.method,
    observed = excluded.observed, upper = excluded.upper, alarm = excluded.alarm,
    weak = excluded.weak, expected = excluded.expected, received = excluded.received,
    at = excluded.at, alert_number = excluded.alert_number
RETURNING rule, area_id;

-- name: comparisons(rule, area_id)
-- Every week of an area that was compared, and what became of the alert that it belongs to.
SELECT c.year, c.week, c.method, c.observed, c.upper, c.alarm, c.weak, c.expected, c.received,
    c.alert_number AS alert, a.status
FROM comparison AS c LEFT JOIN alert AS a ON a.number = c.alert_number
WHERE c.area_id = :area_id AND c.rule = :rule ORDER BY c.year, c.week;

-- name: alert_of_rule(rule, area_id)
-- The one that is not decided, or passed on, and goes on in the weeks after.
SELECT number, status, level, area_id, place_id, cases, signals, deaths, announced, first_on,
    last_on
FROM alert
WHERE rules = :rule AND area_id = :area_id AND status IN ('open', 'escalated')
ORDER BY number LIMIT 1;

-- name: unanswered(everywhere, areas, since)
-- Reports that their senders were asked about and left so, which nobody has sent again.
SELECT handler, risks, place_id, area_id, answers FROM asked_report
WHERE closed_at IS NULL AND COALESCE(lapsed_at, told_at) IS NOT NULL AND training = 0
    AND asked_at >= :since AND /* mine */
ORDER BY asked_at DESC;
