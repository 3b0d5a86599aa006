-- name: keep_questions(rows)
-- The time of the first one of a message stays: how long a report waits is counted from it.
INSERT INTO asked_report (contact_id, inbound_id, handler, step, question, answers, choices, risks, lacks,
    place_id, area_id, training, asked_at, last_at)
SELECT value ->> 'contact_id', value ->> 'inbound_id', value ->> 'handler', value ->> 'step',
    value ->> 'question', value ->> 'answers', value ->> 'choices', value ->> 'risks', value ->> 'lacks',
    value ->> 'place_id', value ->> 'area_id', CAST(value ->> 'training' AS INTEGER),
    CAST(value ->> 'at' AS BIGINT), CAST(value ->> 'at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (contact_id, inbound_id) DO UPDATE
SET handler = excluded.handler, step = excluded.step, question = excluded.question, answers = excluded.answers,
    choices = excluded.choices, risks = excluded.risks, lacks = excluded.lacks,
    place_id = excluded.place_id, area_id = excluded.area_id, last_at = excluded.last_at,
    lapsed_at = NULL, closed_at = NULL
RETURNING contact_id;

-- name: close_questions(rows)
-- Those that a supervisor was told of are given back: whether they hear of the end.
UPDATE asked_report SET closed_at = CAST(r.value ->> 'at' AS BIGINT)
FROM json_each(:rows) AS r
WHERE asked_report.contact_id = r.value ->> 'contact_id'
    AND asked_report.inbound_id = r.value ->> 'inbound_id' AND asked_report.closed_at IS NULL
RETURNING asked_report.contact_id, asked_report.inbound_id, asked_report.told_at,
    asked_report.risks, asked_report.place_id, asked_report.area_id;

-- name: note_questions(rows)
UPDATE asked_report
SET reminded_at = COALESCE(CAST(r.value ->> 'reminded_at' AS BIGINT), asked_report.reminded_at),
    told_at = COALESCE(CAST(r.value ->> 'told_at' AS BIGINT), asked_report.told_at),
    lapsed_at = COALESCE(CAST(r.value ->> 'lapsed_at' AS BIGINT), asked_report.lapsed_at)
FROM json_each(:rows) AS r
WHERE asked_report.contact_id = r.value ->> 'contact_id'
    AND asked_report.inbound_id = r.value ->> 'inbound_id'
RETURNING asked_report.contact_id;

-- name: open_questions(before)
-- Also those that nobody answered in time: they may be sent again.
-- With the answers of the conversation that waits, which may be about another message by now.
SELECT a.contact_id, a.inbound_id, a.handler, a.question, a.answers, a.risks, a.lacks, a.place_id,
    a.area_id, a.training, a.asked_at, a.last_at, a.reminded_at, a.told_at, a.lapsed_at,
    c.answers AS waiting,
    NOT EXISTS (SELECT 1 FROM assignment AS w
        WHERE w.contact_id = a.contact_id AND w.role <> 'resident') AS resident,
    (SELECT MAX(r.number) FROM report AS r
        WHERE r.contact_id = a.contact_id AND r.status = 'filed') AS last_number
FROM asked_report AS a
LEFT JOIN conversation AS c ON c.contact_id = a.contact_id AND c.handler = a.handler
WHERE a.closed_at IS NULL AND a.asked_at <= :before
ORDER BY a.asked_at, a.inbound_id;

-- name: reported_since(rows)
-- What those who were asked have reported since.
SELECT r.contact_id, r.risk, r.place_id, r.inbound_id, r.reported_at
FROM (SELECT value ->> 'contact_id' AS contact_id,
        MIN(CAST(value ->> 'asked_at' AS BIGINT)) AS since
    FROM json_each(:rows) GROUP BY value ->> 'contact_id') AS w
JOIN report AS r ON r.contact_id = w.contact_id AND r.reported_at >= w.since;

-- name: own_questions(contact_id, since)
SELECT handler, step, question, answers, choices, inbound_id FROM asked_report
WHERE contact_id = :contact_id AND closed_at IS NULL AND last_at >= :since;

-- name: forget_questions(before)
DELETE FROM asked_report WHERE last_at < :before RETURNING contact_id;

-- name: move_questions(older, into)
UPDATE asked_report SET contact_id = :into WHERE contact_id = :older RETURNING contact_id;
