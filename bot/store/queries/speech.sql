-- What is to be heard of messages that were sent: a line of its own, in which no text ever waits.

-- name: queue_speech(rows)
-- With the settling of its text, in the same transaction; `marks` in the order they are heard.
INSERT INTO speech (outbound_id, channel, address, marks, due_at, expires_at)
SELECT value ->> 'outbound_id', value ->> 'channel', value ->> 'address', value ->> 'marks',
    CAST(value ->> 'due_at' AS BIGINT), CAST(value ->> 'expires_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (outbound_id) DO NOTHING
RETURNING outbound_id;

-- name: claim_speech(lease, now, most)
-- One process speaks at a time (by lease). Of an address only the first: what is heard keeps its
-- order.
UPDATE speech SET attempts = attempts + 1, due_at = :lease
WHERE outbound_id IN (
    SELECT outbound_id FROM speech AS mine WHERE due_at <= :now AND NOT EXISTS (
        SELECT 1 FROM speech AS first WHERE first.address = mine.address
            AND first.outbound_id < mine.outbound_id)
    ORDER BY due_at, outbound_id LIMIT :most)
RETURNING outbound_id, channel, address, marks, attempts, expires_at, (SELECT a.stopped_at
    FROM contact_address AS a WHERE a.address = speech.address) AS address_stopped_at;

-- name: keep_speech(marks, outbound_id)
-- What is left of it: what was heard is not sent again.
UPDATE speech SET marks = :marks WHERE outbound_id = :outbound_id RETURNING outbound_id;

-- name: end_speech(outbound_id)
DELETE FROM speech WHERE outbound_id = :outbound_id RETURNING outbound_id;

-- name: postpone_speech(due_at, outbound_id)
UPDATE speech SET due_at = :due_at WHERE outbound_id = :outbound_id RETURNING outbound_id;

-- name: next_speech()
SELECT min(due_at) AS due_at FROM speech AS mine WHERE NOT EXISTS (
    SELECT 1 FROM speech AS first WHERE first.address = mine.address
        AND first.outbound_id < mine.outbound_id);

-- name: upload(account, mark)
SELECT file_id FROM upload WHERE account = :account AND mark = :mark;

-- name: keep_upload(account, mark, file_id)
INSERT INTO upload (account, mark, file_id) VALUES (:account, :mark, :file_id)
ON CONFLICT (account, mark) DO UPDATE SET file_id = excluded.file_id RETURNING mark;
