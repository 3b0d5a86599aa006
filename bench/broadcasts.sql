-- name: at_once(number)
-- The same recipients in one statement.
INSERT INTO broadcast_recipient (broadcast, contact_id)
SELECT CAST(:number AS BIGINT), c.id FROM contact AS c
WHERE c.stopped_at IS NULL AND c.merged_into IS NULL AND EXISTS (
    SELECT 1 FROM contact_address AS a WHERE a.contact_id = c.id AND a.stopped_at IS NULL)
ORDER BY c.id;

-- name: state(number)
SELECT expanded_at FROM broadcast WHERE number = :number;

-- name: forget()
UPDATE broadcast SET status = 'cancelled';

-- name: sent(most)
SELECT id FROM outbound WHERE status = 'sent' AND broadcast IS NOT NULL LIMIT :most;

-- name: take(ids)
UPDATE outbound SET attempts = attempts + 1, due_at = due_at + 1
WHERE id IN (SELECT value ->> 'id' FROM json_each(:ids)) RETURNING id, reply;

-- name: settle(ids)
UPDATE outbound SET status = 'delivered'
WHERE id IN (SELECT value ->> 'id' FROM json_each(:ids)) RETURNING id;
