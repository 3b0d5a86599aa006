-- name: use_codes(rows)
-- A code is used once: the row's own condition decides between two who send it together.
UPDATE invitation SET used_at = CAST(r.value ->> 'now' AS BIGINT), used_by = r.value ->> 'contact_id'
FROM json_each(:rows) AS r
WHERE invitation.code = r.value ->> 'code' AND invitation.used_at IS NULL
    AND invitation.expires_at > CAST(r.value ->> 'now' AS BIGINT)
RETURNING code, role, area_id, used_by,
    (SELECT name FROM area WHERE area.id = invitation.area_id) AS area_name;

-- name: assign(rows)
INSERT INTO assignment (contact_id, role, area_id)
SELECT value ->> 'contact_id', value ->> 'role', value ->> 'area_id'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT DO NOTHING
RETURNING contact_id;
