-- name: codes_sent(contact_id, address, since)
-- How many this person asked for, and how many were asked for this number.
SELECT
    (SELECT count(*) FROM link_code WHERE contact_id = :contact_id AND sent_at > :since) AS person,
    (SELECT count(*) FROM link_code WHERE address = :address AND sent_at > :since) AS number;

-- name: latest_code(contact_id, address, now)
-- An older one does not count any more.
SELECT salt, digest, tries FROM link_code
WHERE contact_id = :contact_id AND address = :address AND expires_at > :now AND used_at IS NULL
ORDER BY sent_at DESC LIMIT 1;

-- name: lock_number(address)
-- Whose it is, if we know it; two who ask for codes for it wait for each other.
UPDATE contact_address SET address = address WHERE address = :address
RETURNING contact_id, stopped_at,
    (SELECT stopped_at FROM contact WHERE contact.id = contact_address.contact_id) AS person_stopped_at;

-- name: keep_code(contact_id, address, salt, digest, sent_at, expires_at, since, most)
-- No row comes back where too many were asked for.
INSERT INTO link_code (contact_id, address, salt, digest, sent_at, expires_at)
SELECT CAST(:contact_id AS TEXT), CAST(:address AS TEXT), CAST(:salt AS TEXT),
    CAST(:digest AS TEXT), CAST(:sent_at AS BIGINT), CAST(:expires_at AS BIGINT)
WHERE (SELECT count(*) FROM link_code WHERE contact_id = :contact_id AND sent_at > :since) < :most
    AND (SELECT count(*) FROM link_code WHERE address = :address AND sent_at > :since) < :most
RETURNING address;

-- name: count_try(contact_id, address)
UPDATE link_code SET tries = tries + 1
WHERE contact_id = :contact_id AND address = :address AND used_at IS NULL
RETURNING tries;

-- name: use_codes(contact_id, address, now)
-- Whatever was sent for this number is of no use any more.
UPDATE link_code SET used_at = :now WHERE contact_id = :contact_id AND address = :address
    AND used_at IS NULL
RETURNING address;

-- name: move_codes(older, into)
UPDATE link_code SET contact_id = :into WHERE contact_id = :older RETURNING address;

-- name: note_link(older, into, address, proof, at)
INSERT INTO linked (older_id, contact_id, address, proof, at)
VALUES (:older, :into, :address, :proof, :at) RETURNING at;
