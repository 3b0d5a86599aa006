-- name: by_index(lasting)
-- For the rest of this transaction rows are found by index, whatever the server believes of a table
-- that is emptied and filled within minutes: else it may look at all that wait, each time. What need
-- not be `lasting` does not wait for the disk: a claim that is lost with the server is made again.
SELECT set_config('enable_seqscan', 'off', TRUE), set_config('enable_bitmapscan', 'off', TRUE),
    set_config('enable_sort', 'off', TRUE),
    CASE WHEN :lasting = 0 THEN set_config('synchronous_commit', 'off', TRUE) END;

-- name: touch_contacts(rows)
/* touching */,
    (SELECT json_agg(json_build_array(role, area_id))::TEXT FROM assignment
        WHERE assignment.contact_id = contact.id) AS roles;

-- name: record_and_compare(rows, since)
-- One way to the server, not two: what is compared is seen as it was before.
WITH recorded AS (
    /* recording */
)
SELECT 'record_inbounds' AS done, id FROM recorded
UNION ALL
SELECT 'repeated', id FROM (
    /* repeating */
) AS again;

-- name: remember(rows)
WITH alive AS (
    /* keeping_conversations */
), gone AS (
    /* ending_conversations */
)
SELECT 'keep_conversations' AS done, contact_id FROM alive
UNION ALL
SELECT 'end_conversations', contact_id FROM gone;

-- name: claim_outbound(lease, now, channel, held, most, several)
-- A row another worker is claiming is skipped instead of waited for; its condition is repeated
-- because the row may have changed while we looked. Of an address only the first of the most
-- urgent, so that a postponed message is not overtaken; on its own channel, so that a gateway that
-- is off does not hold what another can send to the same phone. `several`: also those after it, for
-- who sends what is claimed together in its order. The rows are chosen once, before the update:
-- inside an IN they may be chosen again for each row, and LIMIT would hold for none. Who is before
-- is looked up in the index of the line, one row at a time: as NOT EXISTS it may become a join, which
-- takes seconds where the server does not know yet how many wait. Repeated, the condition is written
-- so that no index answers it: else the whole line may be looked through for each row.
WITH due AS MATERIALIZED (
    SELECT id FROM outbound AS mine WHERE status = 'queued' AND due_at <= :now
    AND channel = :channel
    AND (urgency < 2 OR NOT EXISTS (
        SELECT 1 FROM json_each(:held) AS h WHERE h.value ->> 'sender' IN (mine.sender, '*')))
    AND (mine.broadcast IS NULL OR NOT EXISTS (SELECT 1 FROM broadcast AS b
        WHERE b.number = CAST(mine.broadcast AS BIGINT) AND b.status = 'paused'))
    AND COALESCE((SELECT FALSE FROM outbound AS first WHERE first.address = mine.address
        AND first.channel = mine.channel
        AND first.status = 'queued' AND (first.urgency, first.id) < (mine.urgency, mine.id)
        AND (:several = 0 OR first.due_at > mine.due_at)
        AND (first.broadcast IS NULL OR NOT EXISTS (SELECT 1 FROM broadcast AS b
            WHERE b.number = CAST(first.broadcast AS BIGINT) AND b.status = 'paused'))
        ORDER BY first.urgency, first.id LIMIT 1), TRUE)
    ORDER BY urgency, due_at, id LIMIT :most FOR UPDATE SKIP LOCKED
)
UPDATE outbound SET attempts = attempts + 1, due_at = :lease FROM due
WHERE outbound.id = due.id AND status || '' = 'queued' AND due_at + 0 <= :now
RETURNING outbound.id, contact_id, channel, address, sender, reply, urgency, attempts, expires_at,
    broadcast, (SELECT b.status FROM broadcast AS b
        WHERE b.number = CAST(outbound.broadcast AS BIGINT)) AS broadcast_status,
    (SELECT locale FROM contact WHERE contact.id = contact_id) AS locale,
    (SELECT stopped_at FROM contact WHERE contact.id = contact_id) AS person_stopped_at,
    (SELECT a.stopped_at FROM contact_address AS a WHERE a.address = outbound.address)
        AS address_stopped_at,
    (SELECT string_agg(role, ' ') FROM (SELECT DISTINCT role FROM assignment
        WHERE assignment.contact_id = outbound.contact_id) AS mine) AS roles;
