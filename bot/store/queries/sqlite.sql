-- name: claim_outbound(lease, now, channels, most)
-- One writer at a time: nobody else can claim between the two halves. Of an address only the first
-- of the most urgent, so that a postponed message is not overtaken.
UPDATE outbound SET attempts = attempts + 1, due_at = :lease
WHERE id IN (
    SELECT id FROM outbound AS mine WHERE status = 'queued' AND due_at <= :now
    AND channel IN (SELECT value ->> 'name' FROM json_each(:channels))
    AND NOT EXISTS (
        SELECT 1 FROM outbound AS first WHERE first.address = mine.address
        AND first.status = 'queued' AND (first.urgency, first.id) < (mine.urgency, mine.id))
    ORDER BY urgency, due_at, id LIMIT :most)
RETURNING id, contact_id, channel, address, sender, reply, urgency, attempts, expires_at,
    (SELECT locale FROM contact WHERE contact.id = contact_id) AS locale;
