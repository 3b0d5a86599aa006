-- name: add_author(id)
INSERT INTO contact (id, locale, last_seen_at) VALUES (:id, 'fr', 1) RETURNING id;

-- name: add_people(most)
-- Ids and numbers in no common order, as they are in life.
WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < CAST(:most AS BIGINT))
INSERT INTO contact (id, locale, last_seen_at)
SELECT CAST(1000000000 + (i * 387420489) % 1000000007 AS TEXT) || '-0000-4000-8000-' || CAST(i AS TEXT), 'fr', 1
FROM n;

-- name: add_addresses(channel, author)
INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)
SELECT 'tel:+2237' || substr(id, 27), id, CAST(:channel AS TEXT), '+22370000000', 1
FROM contact WHERE id <> :author;
