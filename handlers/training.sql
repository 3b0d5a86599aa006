-- name: who_sent(number)
-- The health worker who sent a report or a zero report of that number, by each area.
SELECT c.id, c.training, a.area_id FROM (
    SELECT contact_id FROM report WHERE number = :number AND signal = 0
    UNION SELECT contact_id FROM zero_report WHERE number = :number) AS r
JOIN contact AS c ON c.id = r.contact_id
JOIN assignment AS a ON a.contact_id = c.id AND a.role = 'chw'
ORDER BY a.area_id;

-- name: who_has(address)
SELECT c.id, c.training, a.area_id FROM contact_address AS x
JOIN contact AS c ON c.id = x.contact_id
JOIN assignment AS a ON a.contact_id = c.id AND a.role = 'chw'
WHERE x.address = :address
ORDER BY a.area_id;

-- name: learners()
SELECT c.id, a.area_id FROM contact AS c JOIN assignment AS a ON a.contact_id = c.id AND a.role = 'chw'
WHERE c.training = 1
ORDER BY c.id, a.area_id;

-- name: set_training(rows)
UPDATE contact SET training = CAST(r.value ->> 'training' AS INTEGER)
FROM json_each(:rows) AS r WHERE contact.id = r.value ->> 'contact_id'
    AND contact.training <> CAST(r.value ->> 'training' AS INTEGER)
RETURNING id;

-- name: expect_from(rows)
-- Reports are expected of who has learned, from then on.
UPDATE assignment SET since = CAST(r.value ->> 'at' AS BIGINT)
FROM json_each(:rows) AS r WHERE assignment.contact_id = r.value ->> 'contact_id'
    AND assignment.role = 'chw' AND CAST(r.value ->> 'training' AS INTEGER) = 0
RETURNING contact_id;
