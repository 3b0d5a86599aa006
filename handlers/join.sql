-- name: use_codes(rows)
-- A code is used once: the row's own condition decides between two who send it together.
UPDATE invitation SET used_at = CAST(r.value ->> 'now' AS BIGINT), used_by = r.value ->> 'contact_id'
FROM json_each(:rows) AS r
WHERE invitation.code = r.value ->> 'code' AND invitation.used_at IS NULL
    AND invitation.expires_at > CAST(r.value ->> 'now' AS BIGINT)
RETURNING used_by AS contact_id, role, area_id, used_at AS since;

-- name: known_code(code)
SELECT code FROM invitation WHERE code = :code;

-- name: own_codes(rows)
-- The codes that their senders have used, just now or before, and whose roles they still have.
SELECT invitation.code, invitation.used_by AS contact_id, invitation.role, invitation.area_id,
    area.name AS area_name, contact.training
FROM json_each(:rows) AS r
JOIN invitation ON invitation.code = r.value ->> 'code'
    AND invitation.used_by = r.value ->> 'contact_id'
JOIN assignment ON assignment.contact_id = invitation.used_by
    AND assignment.role = invitation.role
    AND COALESCE(assignment.area_id, '') = COALESCE(invitation.area_id, '')
JOIN contact ON contact.id = invitation.used_by
LEFT JOIN area ON area.id = invitation.area_id;

-- name: move_codes(older, into)
UPDATE invitation SET used_by = :into WHERE used_by = :older RETURNING code;
