-- name: by_index(lasting)
-- Nothing is to be said to SQLite: see postgres.sql.
SELECT :lasting AS lasting;

-- name: touch_contacts(rows)
/* touching */,
    (SELECT json_group_array(json_array(role, area_id)) FROM assignment
        WHERE assignment.contact_id = contact.id) AS roles;

-- name: claim_outbound(lease, now, channel, held, most, several)
-- One writer at a time: nobody else can claim between the two halves. Of an address only the first
-- of the most urgent, so that a postponed message is not overtaken; on its own channel, so that a
-- gateway that is off does not hold what another can send to the same phone. `several`: also those
-- after it, for who sends what is claimed together in its order.
UPDATE outbound SET attempts = attempts + 1, due_at = :lease
WHERE id IN (
    SELECT id FROM outbound AS mine WHERE status = 'queued' AND due_at <= :now
    AND channel = :channel
    AND (urgency < 2 OR NOT EXISTS (
        SELECT 1 FROM json_each(:held) AS h WHERE h.value ->> 'sender' IN (mine.sender, '*')))
    AND (mine.broadcast IS NULL OR NOT EXISTS (SELECT 1 FROM broadcast AS b
        WHERE b.number = CAST(mine.broadcast AS BIGINT) AND b.status = 'paused'))
    AND NOT EXISTS (
        SELECT 1 FROM outbound AS first WHERE first.address = mine.address
        AND first.channel = mine.channel
        AND first.status = 'queued' AND (first.urgency, first.id) < (mine.urgency, mine.id)
        AND (:several = 0 OR first.due_at > mine.due_at)
        AND (first.broadcast IS NULL OR NOT EXISTS (SELECT 1 FROM broadcast AS b
            WHERE b.number = CAST(first.broadcast AS BIGINT) AND b.status = 'paused')))
    ORDER BY urgency, due_at, id LIMIT :most)
RETURNING id, contact_id, channel, address, sender, reply, urgency, attempts, expires_at,
    broadcast, (SELECT b.status FROM broadcast AS b
        WHERE b.number = CAST(outbound.broadcast AS BIGINT)) AS broadcast_status,
    (SELECT locale FROM contact WHERE contact.id = contact_id) AS locale,
    (SELECT stopped_at FROM contact WHERE contact.id = contact_id) AS person_stopped_at,
    (SELECT a.stopped_at FROM contact_address AS a WHERE a.address = outbound.address)
        AS address_stopped_at,
    (SELECT group_concat(role, ' ') FROM (SELECT DISTINCT role FROM assignment
        WHERE assignment.contact_id = outbound.contact_id) AS mine) AS roles;
