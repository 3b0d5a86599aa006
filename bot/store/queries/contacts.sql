-- name: add_addresses(rows)
INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)
SELECT value ->> 'address', value ->> 'contact_id', value ->> 'channel', value ->> 'recipient',
    CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'address'
ON CONFLICT (address) DO UPDATE SET address = excluded.address
RETURNING address, contact_id;

-- name: add_contacts(rows)
INSERT INTO contact (id, locale, last_seen_at)
SELECT value ->> 'id', value ->> 'locale', CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'id'
ON CONFLICT (id) DO UPDATE SET locale = COALESCE(contact.locale, excluded.locale)
RETURNING id;

-- name: add_invitations(rows)
INSERT INTO invitation (code, role, area_id, created_at, expires_at)
SELECT value ->> 'code', value ->> 'role', value ->> 'area_id',
    CAST(value ->> 'created_at' AS BIGINT), CAST(value ->> 'expires_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT DO NOTHING
RETURNING code;
