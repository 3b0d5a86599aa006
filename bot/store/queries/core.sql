-- Rows travel as one JSON object keyed by position, because json_each of an object, and the
-- operator ->>, mean the same in SQLite and in PostgreSQL. ON CONFLICT after SELECT needs a WHERE.

-- name: touch_addresses(rows)
-- Create or load, touch and lock the addresses, in sorted order.
INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)
SELECT value ->> 'address', value ->> 'contact_id', value ->> 'channel', value ->> 'recipient',
    CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'address'
ON CONFLICT (address) DO UPDATE
SET channel = excluded.channel, recipient = excluded.recipient,
    last_seen_at = excluded.last_seen_at, stopped_at = NULL
RETURNING address, contact_id;

-- part: touching
INSERT INTO contact (id, last_seen_at)
SELECT value ->> 'contact_id', CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'contact_id'
ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at
RETURNING id, locale, stopped_at, training, place_id

-- name: repeated(rows, since)
/* repeating */;

-- part: repeating
-- Who sends the same text again within minutes, in capitals or with a full stop too: asked after locking, before recording. Counted for
-- each by index: joined, PostgreSQL may read all that anybody sent since.
SELECT r.value ->> 'id' AS id FROM json_each(:rows) AS r
WHERE (SELECT count(*) FROM inbound AS i
    WHERE i.contact_id = r.value ->> 'contact_id' AND i.received_at >= :since
        AND rtrim(lower(i.text), ' .!?,;') = rtrim(lower(r.value ->> 'text'), ' .!?,;')
        AND i.id <> r.value ->> 'id') > 0

-- name: record_inbounds(rows)
/* recording */;

-- part: recording
-- No row comes back for a message that was already recorded, unless it is to be taken again.
INSERT INTO inbound (id, channel, external_id, contact_id, address, recipient, text, choice,
    extra, latitude, longitude, sent_at, received_at)
SELECT value ->> 'id', value ->> 'channel', value ->> 'external_id', value ->> 'contact_id',
    value ->> 'address', value ->> 'recipient', value ->> 'text', value ->> 'choice',
    value ->> 'extra', CAST(value ->> 'latitude' AS DOUBLE PRECISION),
    CAST(value ->> 'longitude' AS DOUBLE PRECISION),
    CAST(value ->> 'sent_at' AS BIGINT), CAST(value ->> 'now' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET error = NULL WHERE inbound.error = 'again'
RETURNING id

-- name: fail_inbound(error, id)
UPDATE inbound SET error = :error WHERE id = :id RETURNING id;

-- name: conversations(now, rows)
SELECT contact_id, handler, step, answers, choices, tries, asked, expires_at FROM conversation
WHERE expires_at > :now AND contact_id IN (SELECT value ->> 'contact_id' FROM json_each(:rows));

-- name: keep_conversations(rows)
/* keeping_conversations */;

-- part: keeping_conversations
INSERT INTO conversation (contact_id, handler, step, answers, choices, tries, asked, expires_at)
SELECT value ->> 'contact_id', value ->> 'handler', value ->> 'step', value ->> 'answers',
    value ->> 'choices', CAST(value ->> 'tries' AS INTEGER), value ->> 'asked',
    CAST(value ->> 'expires_at' AS BIGINT)
FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'keep_conversations')) WHERE TRUE
ON CONFLICT (contact_id) DO UPDATE
SET handler = excluded.handler, step = excluded.step, answers = excluded.answers,
    choices = excluded.choices, tries = excluded.tries, asked = excluded.asked,
    expires_at = excluded.expires_at
RETURNING contact_id

-- name: end_conversations(rows)
/* ending_conversations */;

-- part: ending_conversations
DELETE FROM conversation
WHERE contact_id IN (SELECT value ->> 'contact_id'
    FROM json_each((SELECT value FROM json_each(:rows) WHERE key = 'end_conversations')))
RETURNING contact_id

-- name: same_replies(rows, since)
-- How often each of these was said to its address of late: robots can talk for ever. Counted for
-- each by index, as above.
SELECT r.value ->> 'id' AS id, (SELECT count(*) FROM outbound AS o
    WHERE o.address = r.value ->> 'address' AND o.digest = r.value ->> 'digest'
        AND o.queued_at >= :since AND o.broadcast IS NULL) AS times
FROM json_each(:rows) AS r;

-- name: queue(rows)
-- To an address, from one of our numbers.
INSERT INTO outbound (id, contact_id, channel, address, sender, reply, digest, urgency, status,
    reason, due_at, queued_at, expires_at)
SELECT value ->> 'id', value ->> 'contact_id', value ->> 'channel', value ->> 'address',
    value ->> 'sender', value ->> 'reply', value ->> 'digest',
    CAST(value ->> 'urgency' AS INTEGER), value ->> 'status', value ->> 'reason',
    CAST(value ->> 'now' AS BIGINT), CAST(value ->> 'now' AS BIGINT),
    CAST(value ->> 'expires_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING id;

-- name: listeners(rows)
-- Who has a wanted role: in the area, above it (the nearer, the smaller the rank), or everywhere.
-- Whether they want messages is looked up last: joined, PostgreSQL reads all contacts first.
WITH RECURSIVE wanted (notice_id, role, turn, area_id, everywhere) AS MATERIALIZED (
    SELECT value ->> 'notice_id', value ->> 'role', CAST(value ->> 'turn' AS INTEGER),
        value ->> 'area_id', value ->> 'area_id' IS NULL
    FROM json_each(:rows) WHERE value ->> 'of' IS NULL
    UNION ALL
    SELECT w.value ->> 'notice_id', w.value ->> 'role', CAST(w.value ->> 'turn' AS INTEGER),
        COALESCE(own.area_id, w.value ->> 'area_id'), FALSE
    FROM (SELECT value FROM json_each(:rows) WHERE value ->> 'of' IS NOT NULL) AS w
    LEFT JOIN assignment AS own ON own.contact_id = w.value ->> 'of'
),
above (start, area_id, depth) AS (
    SELECT DISTINCT area_id, area_id, 0 FROM wanted WHERE area_id IS NOT NULL
    UNION ALL
    SELECT start, (SELECT parent_id FROM area WHERE area.id = above.area_id), depth + 1 FROM above
    WHERE area_id IS NOT NULL AND depth < 9
),
found AS MATERIALIZED (
    SELECT w.notice_id, a.contact_id,
        w.turn * 100 + CASE WHEN above.depth IS NOT NULL THEN above.depth ELSE 50 END AS rank
    FROM wanted AS w
    JOIN assignment AS a ON a.role = w.role
    LEFT JOIN above ON above.start = w.area_id AND above.area_id = a.area_id
    WHERE w.everywhere OR a.area_id IS NULL OR above.depth IS NOT NULL
)
SELECT notice_id, contact_id, rank FROM found
WHERE (SELECT stopped_at IS NULL FROM contact WHERE contact.id = found.contact_id)
ORDER BY contact_id;

-- name: queue_notices(rows)
-- One for each contact meant, at the address that is named, else by the best of the person's ways:
-- one that works, of the right prefix, of the preferred channel, last used. What follows at once
-- from a message goes where that came from. Never at an address that is stopped. Who was merged
-- with another person is told as that person.
INSERT INTO outbound (id, contact_id, channel, address, sender, reply, digest, urgency, due_at,
    queued_at, expires_at, about)
SELECT notice.value ->> 'id', contact.id, a.channel, a.address, a.sender,
    notice.value ->> 'reply', notice.value ->> 'digest',
    CAST(notice.value ->> 'urgency' AS INTEGER), CAST(notice.value ->> 'now' AS BIGINT),
    CAST(notice.value ->> 'now' AS BIGINT), CAST(notice.value ->> 'expires_at' AS BIGINT),
    notice.value ->> 'about'
FROM json_each(:rows) AS notice
JOIN contact AS meant ON meant.id = notice.value ->> 'contact_id'
JOIN contact ON contact.id = COALESCE(meant.merged_into, meant.id)
    AND (contact.stopped_at IS NULL OR CAST(notice.value ->> 'urgency' AS INTEGER) = 0)
JOIN way AS a ON a.contact_id = contact.id AND (a.address, a.turn) = (
    SELECT address, turn FROM way
    WHERE contact_id = contact.id AND stopped_at IS NULL
        AND address = COALESCE(notice.value ->> 'at', address)
        AND (CAST(notice.value ->> 'urgency' AS INTEGER) > 0 OR (turn = 1000000
            AND (notice.value ->> 'at' IS NOT NULL OR last_seen_at = (
                SELECT max(last_seen_at) FROM contact_address AS b
                WHERE b.contact_id = contact.id AND b.stopped_at IS NULL))))
    ORDER BY troubled, otherwise, rank, last_seen_at DESC, address, turn LIMIT 1)
WHERE TRUE
RETURNING id;

-- name: settle_outbounds(rows, now)
-- What will not be sent, and why.
UPDATE outbound SET status = 'failed', reason = r.value ->> 'reason', settled_at = :now
FROM json_each(:rows) AS r WHERE outbound.id = r.value ->> 'id' AND status = 'queued'
RETURNING id;

-- name: postpone_outbounds(rows)
UPDATE outbound SET due_at = CAST(r.value ->> 'due_at' AS BIGINT)
FROM json_each(:rows) AS r WHERE outbound.id = r.value ->> 'id' AND status = 'queued'
RETURNING id;

-- name: stop_addresses(rows, now)
UPDATE contact_address SET stopped_at = :now
WHERE address IN (SELECT value ->> 'address' FROM json_each(:rows)) RETURNING address;

-- name: redirect_outbounds(rows, now)
-- What was to be told at an address that is stopped now goes the best other way to the same person.
-- Answers do not: they belong where the question came from.
UPDATE outbound SET address = a.address, channel = a.channel, sender = a.sender,
    due_at = :now, attempts = 0
FROM way AS a
WHERE outbound.status = 'queued' AND outbound.urgency > 0
    AND outbound.address IN (SELECT value ->> 'address' FROM json_each(:rows))
    AND a.contact_id = outbound.contact_id AND (a.address, a.turn) = (
        SELECT address, turn FROM way
        WHERE contact_id = outbound.contact_id AND stopped_at IS NULL
        ORDER BY troubled, otherwise, rank, last_seen_at DESC, address, turn LIMIT 1)
RETURNING id;

-- name: stop_receivers(rows, now)
-- The addresses that these outbound messages went to.
UPDATE contact_address SET stopped_at = :now WHERE address IN (
    SELECT address FROM outbound WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows)))
RETURNING address;

-- name: note_receipts(rows)
-- A receipt may come before we have noted the sending: both write this row, and wait for each other.
INSERT INTO receipt (channel, external_id, outbound_id, status, rank)
SELECT value ->> 'channel', value ->> 'external_id', value ->> 'outbound_id', value ->> 'status',
    CAST(value ->> 'rank' AS INTEGER)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'channel', value ->> 'external_id'
ON CONFLICT (channel, external_id) DO UPDATE SET
    outbound_id = COALESCE(receipt.outbound_id, excluded.outbound_id),
    status = CASE WHEN excluded.rank > receipt.rank THEN excluded.status ELSE receipt.status END,
    rank = CASE WHEN excluded.rank > receipt.rank THEN excluded.rank ELSE receipt.rank END
RETURNING channel, external_id, outbound_id, status;

-- name: advance_outbounds(rows, now)
-- Only upwards: queued, then sent, then delivered or failed for good. A channel tells of its own
-- messages only: not of one that goes another way by now, nor of another's.
UPDATE outbound SET status = r.value ->> 'status', reason = r.value ->> 'reason', settled_at = :now
FROM json_each(:rows) AS r
WHERE outbound.id = r.value ->> 'id' AND outbound.channel = r.value ->> 'channel'
    AND (outbound.status = 'queued'
    OR (outbound.status = 'sent' AND CAST(r.value ->> 'rank' AS INTEGER) > 1))
RETURNING id;

-- name: count_sent(rows, now)
INSERT INTO sent_count (channel, sender, day, segments, last_at, unproved_since)
SELECT value ->> 'channel', value ->> 'sender', value ->> 'day',
    CAST(value ->> 'segments' AS BIGINT), CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'channel', value ->> 'sender'
ON CONFLICT (channel, sender, day) DO UPDATE SET
    segments = sent_count.segments + excluded.segments, last_at = excluded.last_at,
    unproved_since = COALESCE(sent_count.unproved_since, excluded.unproved_since)
RETURNING sender;

-- name: hear_of_sent(rows)
-- Something was told of what left by these channels.
UPDATE sent_count SET unproved_since = NULL WHERE unproved_since IS NOT NULL
    AND channel IN (SELECT value ->> 'channel' FROM json_each(:rows)) RETURNING sender;

-- name: keep_proofs(rows, now)
-- `proved`: the network has taken a message; `failures` after that.
INSERT INTO proof (channel, proved_at, failures)
SELECT value ->> 'channel',
    CASE WHEN CAST(value ->> 'proved' AS INTEGER) = 1 THEN CAST(:now AS BIGINT) END,
    CAST(value ->> 'failures' AS INTEGER)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'channel'
ON CONFLICT (channel) DO UPDATE SET
    failures = excluded.failures
        + CASE WHEN excluded.proved_at IS NULL THEN proof.failures ELSE 0 END,
    proved_at = COALESCE(excluded.proved_at, proof.proved_at)
RETURNING channel;

-- name: sent_on(channel, day)
SELECT sender, segments FROM sent_count WHERE channel = :channel AND day = :day;

-- name: broadcast_status(number)
SELECT status FROM broadcast WHERE number = :number;

-- name: next_due(channel, held)
-- When the outbox has something to do next; `held` are senders that only answer for now.
SELECT min(due_at) AS due_at FROM outbound WHERE status = 'queued' AND channel = :channel
    AND (urgency < 2 OR NOT EXISTS (
        SELECT 1 FROM json_each(:held) AS h WHERE h.value ->> 'sender' IN (outbound.sender, '*')))
    AND (broadcast IS NULL OR NOT EXISTS (SELECT 1 FROM broadcast AS b
        WHERE b.number = CAST(outbound.broadcast AS BIGINT) AND b.status = 'paused'));

-- name: take_lease(name, holder, now, until)
-- Ours if nobody holds it, or if who held it is gone.
INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE lease.holder = excluded.holder OR lease.until <= :now
RETURNING name;

-- name: leave_lease(name, holder)
DELETE FROM lease WHERE name = :name AND holder = :holder RETURNING name;

-- name: waiting()
SELECT channel, count(*) AS waiting, min(queued_at) AS oldest FROM outbound
WHERE status = 'queued' GROUP BY channel;

-- name: reserve_numbers(count)
UPDATE number_sequence SET next = next + :count RETURNING next - :count AS first;

-- name: set_locales(rows)
UPDATE contact SET locale = (
    SELECT r.value ->> 'locale' FROM json_each(:rows) AS r WHERE r.value ->> 'id' = contact.id)
WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows))
RETURNING id;

-- name: set_stopped(rows)
UPDATE contact SET stopped_at = (
    SELECT CAST(r.value ->> 'at' AS BIGINT) FROM json_each(:rows) AS r
    WHERE r.value ->> 'id' = contact.id)
WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows))
RETURNING id;

-- name: set_places(rows)
UPDATE contact SET place_id = (
    SELECT r.value ->> 'place_id' FROM json_each(:rows) AS r WHERE r.value ->> 'id' = contact.id)
WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows))
RETURNING id;

-- name: known_inbounds(rows)
SELECT id FROM inbound WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows));

-- name: failed_inbounds()
SELECT id, channel, external_id, contact_id, error, received_at FROM inbound
WHERE error IS NOT NULL ORDER BY received_at;

-- name: failed_inbound(id)
-- The failed message itself, so that it can be received once more.
SELECT channel, external_id, address, recipient, text, choice, extra, latitude, longitude,
    sent_at, received_at FROM inbound WHERE id = :id AND error IS NOT NULL;

-- name: release_failed(id)
-- From here on the message counts as new when it is received again; until then it stays failed.
UPDATE inbound SET error = 'again' WHERE id = :id AND error IS NOT NULL RETURNING id;

-- name: stamp(key)
SELECT value FROM stamp WHERE key = :key;

-- name: set_stamp(key, value)
INSERT INTO stamp (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING key;

-- name: plan_jobs(rows)
INSERT INTO job (name, key, due_at, data)
SELECT value ->> 'name', value ->> 'key', CAST(value ->> 'due_at' AS BIGINT), value ->> 'data'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (name, key) DO NOTHING
RETURNING key;

-- name: claim_job(now, lease)
-- The job longest due is ours until the lease ends.
UPDATE job SET attempts = attempts + 1, due_at = :lease
WHERE (name, key) IN (SELECT name, key FROM job WHERE due_at <= :now ORDER BY due_at, name, key LIMIT 1)
    AND due_at <= :now
RETURNING name, key, attempts, data;

-- name: finish_job(name, key)
DELETE FROM job WHERE name = :name AND key = :key RETURNING key;

-- name: postpone_job(due_at, name, key)
UPDATE job SET due_at = :due_at WHERE name = :name AND key = :key RETURNING key;

-- name: next_job()
SELECT min(due_at) AS due_at FROM job;
