-- name: begin_training(rows)
-- Health workers who have no role at work yet.
UPDATE contact SET training = 1 FROM json_each(:rows) AS r
WHERE contact.id = r.value ->> 'contact_id' AND r.value ->> 'role' = 'chw'
    AND NOT EXISTS (SELECT 1 FROM assignment AS a
        WHERE a.contact_id = contact.id AND a.role <> 'resident')
RETURNING id;

-- name: assign(rows)
INSERT INTO assignment (contact_id, role, area_id, since)
SELECT value ->> 'contact_id', value ->> 'role', value ->> 'area_id',
    CAST(value ->> 'since' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT DO NOTHING
RETURNING contact_id;
