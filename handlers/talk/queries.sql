-- name: open_talks(rows)
INSERT INTO talk (number, contact_id, area_id, opened_at, last_at)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'contact_id', value ->> 'area_id',
    CAST(value ->> 'at' AS BIGINT), CAST(value ->> 'at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: talk(number)
SELECT number, contact_id, area_id, answered_by, opened_at, closed_at FROM talk
WHERE number = :number;

-- name: open_talk_of(contact_id)
SELECT number, contact_id, area_id, answered_by, opened_at, closed_at FROM talk
WHERE contact_id = :contact_id AND closed_at IS NULL ORDER BY number DESC LIMIT 1;

-- name: said(number, answered_by, now)
-- Who answers first has the talk, until another answers.
UPDATE talk SET last_at = :now, answered_by = COALESCE(CAST(:answered_by AS TEXT), answered_by)
WHERE number = :number AND closed_at IS NULL
RETURNING number, contact_id, area_id, answered_by;

-- name: close(number, closed_by, now)
UPDATE talk SET closed_at = :now, closed_by = :closed_by, last_at = :now
WHERE number = :number AND closed_at IS NULL
RETURNING number, contact_id, area_id, answered_by;

-- name: answerers(contact_id)
SELECT count(*) AS people FROM assignment
JOIN contact ON contact.id = assignment.contact_id AND contact.stopped_at IS NULL
WHERE role IN ('supervisor', 'coordinator', 'admin') AND contact_id <> :contact_id;

-- name: move_talks(older, into)
UPDATE talk SET contact_id = CASE WHEN contact_id = :older THEN :into ELSE contact_id END,
    answered_by = CASE WHEN answered_by = :older THEN :into ELSE answered_by END
WHERE contact_id = :older OR answered_by = :older RETURNING number;
