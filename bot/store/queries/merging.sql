-- name: claim_address(address, contact_id, now)
-- Lock an address and tell whose it is. Nobody's becomes the claimer's: written to through the
-- channel that phones were last reached by, and only from when it is known.
INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at, stopped_at)
SELECT CAST(:address AS TEXT), CAST(:contact_id AS TEXT), COALESCE(latest.channel, ''),
    COALESCE(latest.recipient, ''), 0, CASE WHEN latest.address IS NULL THEN CAST(:now AS BIGINT) END
FROM (SELECT 1 AS one) AS this LEFT JOIN (
    SELECT address, channel, recipient FROM contact_address
    WHERE address LIKE 'tel:%' ORDER BY last_seen_at DESC, address LIMIT 1) AS latest ON TRUE
WHERE TRUE
ON CONFLICT (address) DO UPDATE SET address = excluded.address
RETURNING contact_id;

-- name: lock_contacts(rows)
UPDATE contact SET last_seen_at = last_seen_at
WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows))
RETURNING id;

-- name: merge_people(older, into)
-- What the survivor does not know of itself it takes over; who had stopped stays stopped.
UPDATE contact SET
    locale = COALESCE(contact.locale, o.locale),
    stopped_at = COALESCE(contact.stopped_at, o.stopped_at),
    place_id = COALESCE(contact.place_id, o.place_id),
    last_seen_at = CASE WHEN o.last_seen_at > contact.last_seen_at
        THEN o.last_seen_at ELSE contact.last_seen_at END
FROM contact AS o WHERE contact.id = :into AND o.id = :older
RETURNING contact.id;

-- name: point_to_survivor(older, into)
-- What is left of the older is nowhere, so that no place counts the person twice.
UPDATE contact SET merged_into = :into, place_id = NULL WHERE id = :older OR merged_into = :older
RETURNING id;

-- name: move_addresses(older, into)
UPDATE contact_address SET contact_id = :into WHERE contact_id = :older RETURNING address;

-- name: copy_assignments(older, into)
INSERT INTO assignment (contact_id, role, area_id, since)
SELECT CAST(:into AS TEXT), role, area_id, since FROM assignment WHERE contact_id = :older
ON CONFLICT DO NOTHING
RETURNING contact_id;

-- name: drop_assignments(older)
DELETE FROM assignment WHERE contact_id = :older RETURNING contact_id;

-- name: move_conversation(older, into)
-- The survivor's own goes before.
UPDATE conversation SET contact_id = :into WHERE contact_id = :older
    AND NOT EXISTS (SELECT 1 FROM conversation AS own WHERE own.contact_id = :into)
RETURNING contact_id;

-- name: drop_conversation(older)
DELETE FROM conversation WHERE contact_id = :older RETURNING contact_id;

-- name: move_inbounds(older, into)
UPDATE inbound SET contact_id = :into WHERE contact_id = :older RETURNING id;

-- name: move_outbounds(older, into)
UPDATE outbound SET contact_id = :into WHERE contact_id = :older RETURNING id;
