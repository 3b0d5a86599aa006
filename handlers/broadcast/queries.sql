-- Lists of ids travel as rows of one column, `id`; `*` among them is all. A contact that was merged
-- into another is nobody. Channels are named by the schemes of their addresses.

-- part: reads
-- The locale in which a contact `c` reads.
COALESCE(CASE WHEN c.locale IN (SELECT value ->> 'id' FROM json_each(:known)) THEN c.locale END,
    CAST(:default_locale AS TEXT))

-- part: named
-- Who is somewhere, follows something or works somewhere, some of them twice. Each line is found by
-- its index, so that few are found quickly among very many.
SELECT c.id FROM json_each(:places) AS p CROSS JOIN contact AS c WHERE p.value ->> 'id' = '*'
UNION ALL
SELECT c.id FROM json_each(:places) AS p CROSS JOIN contact AS c WHERE c.place_id = p.value ->> 'id'
UNION ALL
SELECT f.contact_id FROM json_each(:topics) AS t CROSS JOIN follow AS f WHERE t.value ->> 'id' = '*'
UNION ALL
SELECT f.contact_id FROM json_each(:topics) AS t CROSS JOIN follow AS f
WHERE f.topic = t.value ->> 'id'
UNION ALL
SELECT s.contact_id FROM assignment AS s
WHERE s.area_id || ' ' || s.role IN (SELECT value ->> 'id' FROM json_each(:posts))

-- part: meant
-- For whom it is, after one contact's id and up to another's.
SELECT m.id, m.stopped_at, m.reads FROM (
    SELECT c.id, c.stopped_at, /* reads */ AS reads FROM contact AS c
    WHERE c.id IN (
        SELECT n.id FROM (/* named */) AS n WHERE n.id > :after AND n.id <= :upto)
    AND c.merged_into IS NULL
    AND ('*' IN (SELECT value ->> 'id' FROM json_each(:follows))
        OR EXISTS (SELECT 1 FROM follow AS f WHERE f.contact_id = c.id
            AND f.topic IN (SELECT value ->> 'id' FROM json_each(:follows))))
    AND ('*' IN (SELECT value ->> 'id' FROM json_each(:roles))
        OR EXISTS (SELECT 1 FROM assignment AS s WHERE s.contact_id = c.id
            AND s.role IN (SELECT value ->> 'id' FROM json_each(:roles)))
        OR ('resident' IN (SELECT value ->> 'id' FROM json_each(:roles))
            AND NOT EXISTS (SELECT 1 FROM assignment AS s
                WHERE s.contact_id = c.id AND s.role <> 'resident')))
) AS m
WHERE '*' IN (SELECT value ->> 'id' FROM json_each(:locales))
    OR m.reads IN (SELECT value ->> 'id' FROM json_each(:locales))

-- part: usable
-- Whether a way or an address `b` is one to write to.
b.stopped_at IS NULL AND ('*' IN (SELECT value ->> 'id' FROM json_each(:channels))
    OR EXISTS (SELECT 1 FROM json_each(:channels) AS w
        WHERE b.address LIKE (w.value ->> 'id') || ':%'))

-- part: best
-- Whether a way `a` is the best to the contact `c`.
a.contact_id = c.id AND (a.address, a.turn) = (
    SELECT b.address, b.turn FROM way AS b WHERE b.contact_id = c.id AND /* usable */
    ORDER BY b.troubled, b.otherwise, b.rank, b.last_seen_at DESC, b.address, b.turn LIMIT 1)

-- name: few(places, topics, posts, most)
-- How many there may be, counted no further than so many; and up to which contact's id.
SELECT count(*) AS people, max(n.id) AS upto FROM (/* named */ LIMIT :most) AS n;

-- name: counted(after, upto, places, topics, posts, roles, locales, channels, follows, known, default_locale, head)
-- Who is meant, counted by what a message to them costs, and why some are left out. (An outer join
-- with ways would make a list of all ways first.)
WITH meant AS MATERIALIZED (/* meant */),
each AS (
    SELECT c.reads, CASE WHEN c.stopped_at IS NOT NULL THEN 'stopped' END AS why, a.channel,
        a.sender, substr(a.address, 1, CAST(:head AS INTEGER)) AS head
    FROM meant AS c JOIN way AS a ON /* best */
    UNION ALL
    SELECT c.reads, CASE WHEN c.stopped_at IS NOT NULL THEN 'stopped' ELSE 'address' END AS why,
        '' AS channel, '' AS sender, '' AS head
    FROM meant AS c
    WHERE NOT EXISTS (SELECT 1 FROM contact_address AS b WHERE b.contact_id = c.id AND /* usable */)
)
SELECT reads AS locale, why, channel, sender, head, count(*) AS people FROM each
GROUP BY reads, why, channel, sender, head
ORDER BY people DESC, reads, why, channel, sender, head;

-- name: slice(after, most)
-- Up to which contact the next so many reach; NULL where there are no more.
SELECT max(id) AS upto FROM (SELECT id FROM contact WHERE id > :after ORDER BY id LIMIT :most) AS c;

-- name: expand(number, after, upto, places, topics, posts, roles, locales, channels, follows, known, default_locale, readable)
-- The recipients among these contacts. Nobody is added twice.
INSERT INTO broadcast_recipient (broadcast, contact_id)
SELECT CAST(:number AS BIGINT), c.id FROM (/* meant */) AS c
WHERE c.stopped_at IS NULL AND c.reads IN (SELECT value ->> 'id' FROM json_each(:readable))
    AND EXISTS (SELECT 1 FROM contact_address AS b WHERE b.contact_id = c.id AND /* usable */)
ORDER BY c.id
ON CONFLICT DO NOTHING;

-- name: expanded(number, upto)
UPDATE broadcast SET expanded_to = :upto, recipients = recipients + (
    SELECT count(*) FROM broadcast_recipient AS r WHERE r.broadcast = :number
        AND r.contact_id > broadcast.expanded_to AND r.contact_id <= :upto)
WHERE number = :number RETURNING recipients;

-- name: expansion_over(number, now)
UPDATE broadcast SET expanded_at = :now WHERE number = :number RETURNING number;

-- name: wave(number, after, most)
-- The next so many recipients: up to which contact, and how many they are.
SELECT max(contact_id) AS upto, count(*) AS people FROM (
    SELECT contact_id FROM broadcast_recipient
    WHERE broadcast = :number AND contact_id > :after ORDER BY contact_id LIMIT :most) AS r;

-- name: feed(number, after, upto, texts, known, default_locale, channels, stamp, urgency, now, expires_at)
-- Into the outbox, each by the best way and in their language as it is now. The id is made
-- of broadcast and recipient, so that nobody is put in twice.
INSERT INTO outbound (id, contact_id, channel, address, sender, reply, digest, urgency, due_at,
    queued_at, expires_at, broadcast)
SELECT CAST(:stamp AS TEXT) || r.contact_id, c.id, a.channel, a.address, a.sender,
    t.value ->> 'reply', t.value ->> 'digest', CAST(:urgency AS INTEGER), CAST(:now AS BIGINT),
    CAST(:now AS BIGINT), CAST(:expires_at AS BIGINT), CAST(r.broadcast AS TEXT)
FROM broadcast_recipient AS r
JOIN contact AS meant ON meant.id = r.contact_id
JOIN contact AS c ON c.id = COALESCE(meant.merged_into, meant.id) AND c.stopped_at IS NULL
JOIN json_each(:texts) AS t ON t.value ->> 'locale' = /* reads */
JOIN way AS a ON /* best */
WHERE r.broadcast = :number AND r.contact_id > :after AND r.contact_id <= :upto
ORDER BY r.contact_id
ON CONFLICT DO NOTHING;

-- name: fed(number, upto, people)
UPDATE broadcast SET fed_to = :upto, fed = fed + CAST(:people AS BIGINT) WHERE number = :number
RETURNING fed;

-- name: waiting(number)
SELECT count(*) AS waiting FROM outbound
WHERE broadcast = CAST(CAST(:number AS BIGINT) AS TEXT) AND status = 'queued';

-- name: keep_drafts(rows)
INSERT INTO broadcast (number, contact_id, area_id, visit, visit_on, alert_number, audience, reach, texts,
    people, urgent, status, code, code_on, created_at, expires_at)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'contact_id', value ->> 'area_id',
    CAST(value ->> 'visit' AS BIGINT), value ->> 'visit_on', CAST(value ->> 'alert' AS BIGINT), value ->> 'audience', value ->> 'reach', value ->> 'texts',
    CAST(value ->> 'people' AS BIGINT), CAST(value ->> 'urgent' AS INTEGER), 'draft',
    value ->> 'code', value ->> 'code_on', CAST(value ->> 'created_at' AS BIGINT),
    CAST(value ->> 'expires_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: with_code(code)
-- The latest that has this code: it says itself on which day it counts. `alert_status`: of the alert
-- that it warns of, if it warns of one.
SELECT b.number, b.contact_id, b.area_id, people, b.status, code_on, expires_at, alert_number,
    a.status AS alert_status
FROM broadcast AS b LEFT JOIN alert AS a ON a.number = b.alert_number
WHERE code = :code AND b.status IN ('draft', 'waiting') ORDER BY b.created_at DESC LIMIT 1;

-- name: others(contact_id, areas)
-- Who could agree as well: in one of these areas, or everywhere.
SELECT count(*) AS people FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.stopped_at IS NULL
WHERE a.role IN ('coordinator', 'admin') AND a.contact_id <> :contact_id
    AND (a.area_id IS NULL OR a.area_id IN (SELECT value ->> 'id' FROM json_each(:areas)));

-- name: codes_of(code_on)
SELECT code FROM broadcast WHERE code_on = :code_on;

-- name: ask_second(number, contact_id, code, now)
UPDATE broadcast SET status = 'waiting', code = :code, confirmed_by = :contact_id,
    confirmed_at = :now
WHERE number = :number AND status = 'draft' RETURNING number, area_id, people, texts;

-- name: start(number, contact_id, now)
-- Only once, and a second one who agrees is another.
UPDATE broadcast SET second_by = CASE WHEN status = 'waiting' THEN CAST(:contact_id AS TEXT) END,
    confirmed_by = COALESCE(confirmed_by, :contact_id), confirmed_at = :now, status = 'sending'
WHERE number = :number AND status IN ('draft', 'waiting')
    AND (status = 'draft' OR contact_id <> :contact_id)
RETURNING number, contact_id, people, second_by;

-- name: steer(number, now, status, allowed)
UPDATE broadcast SET status = :status,
    ended_at = CASE WHEN CAST(:status AS TEXT) = 'cancelled' THEN CAST(:now AS BIGINT) END
WHERE number = :number AND status IN (SELECT value ->> 'id' FROM json_each(:allowed))
RETURNING number;

-- name: retry(number, now)
-- What failed and could succeed: not who wants nothing, nor what is too late.
UPDATE outbound SET status = 'queued', reason = NULL, attempts = 0, due_at = :now
WHERE broadcast = CAST(CAST(:number AS BIGINT) AS TEXT) AND status = 'failed'
    AND reason NOT IN ('stopped', 'address stopped', 'cancelled', 'expired')
RETURNING id;

-- name: again(number, expires_at)
UPDATE broadcast SET status = 'sending', ended_at = NULL, told = 75
WHERE number = :number AND status IN ('done', 'sending') AND expires_at > CAST(:expires_at AS BIGINT)
RETURNING number;

-- name: one(number)
SELECT number, contact_id, area_id, visit, audience, reach, texts, people, urgent, status, code_on,
    created_at, confirmed_at, confirmed_by, second_by, expires_at, expanded_to, expanded_at,
    recipients, fed_to, fed, told, ended_at FROM broadcast WHERE number = :number;

-- name: told_of(visit, visit_on)
SELECT count(*) AS times FROM broadcast WHERE visit = :visit AND visit_on = :visit_on
    AND status IN ('sending', 'paused', 'done', 'cancelled') AND confirmed_at IS NOT NULL;

-- name: retire(rows, now)
-- What tells of a day that was changed since.
UPDATE broadcast SET status = 'cancelled', ended_at = :now FROM json_each(:rows) AS r
WHERE visit = CAST(r.value ->> 'visit' AS BIGINT)
    AND (r.value ->> 'on' IS NULL OR visit_on = r.value ->> 'on')
    AND status IN ('draft', 'waiting', 'sending', 'paused')
RETURNING broadcast.number, contact_id, confirmed_at;

-- name: everybody(number)
SELECT contact_id, channel, status, reason, settled_at FROM outbound
WHERE broadcast = CAST(CAST(:number AS BIGINT) AS TEXT) ORDER BY id;

-- name: latest(most)
SELECT number, contact_id, area_id, visit, audience, people, urgent, status, created_at,
    confirmed_at, expires_at, recipients, fed, ended_at, expanded_at FROM broadcast
ORDER BY number DESC LIMIT :most;

-- name: outcomes(number)
SELECT status, channel, reason, count(*) AS messages FROM outbound
WHERE broadcast = CAST(CAST(:number AS BIGINT) AS TEXT)
GROUP BY status, channel, reason ORDER BY messages DESC, status, channel, reason;

-- name: note_change(number, what, contact_id, at)
INSERT INTO broadcast_change (number, what, contact_id, at)
VALUES (:number, :what, :contact_id, :at) RETURNING number;

-- name: history(number)
SELECT what, contact_id, at FROM broadcast_change WHERE number = :number ORDER BY at, what;

-- name: told(number, percent)
UPDATE broadcast SET told = :percent WHERE number = :number AND told < :percent RETURNING number;

-- name: finish(number, now)
UPDATE broadcast SET status = 'done', ended_at = :now, told = 100
WHERE number = :number AND status IN ('sending', 'paused') RETURNING number;

-- name: keep_audience(name, shown, area_id, data, contact_id, now)
INSERT INTO audience (name, shown, area_id, data, contact_id, kept_at)
VALUES (:name, :shown, :area_id, :data, :contact_id, :now)
ON CONFLICT (name) DO UPDATE SET shown = excluded.shown, area_id = excluded.area_id,
    data = excluded.data, contact_id = excluded.contact_id, kept_at = excluded.kept_at
RETURNING name;

-- name: keep_count(number, people, question)
-- What was counted, and the preview that was made of it.
INSERT INTO broadcast_count (number, people, question) VALUES (:number, :people, :question)
ON CONFLICT DO NOTHING RETURNING number;

-- name: count_of(number)
SELECT people, question FROM broadcast_count WHERE number = :number;

-- name: drop_count(key)
DELETE FROM job WHERE name = 'broadcast count' AND key = :key RETURNING key;

-- name: waits_for(contact_id, now)
-- What somebody is being asked.
SELECT handler, answers FROM conversation WHERE contact_id = :contact_id AND expires_at > :now;

-- name: audiences()
SELECT name, shown, area_id, data, contact_id FROM audience ORDER BY name;

-- name: drop_second(older, into)
-- Two recipients are one person: of the two rows the one goes that is not in the outbox yet.
DELETE FROM broadcast_recipient WHERE contact_id IN (:older, :into)
    AND broadcast IN (SELECT number FROM broadcast WHERE status IN ('sending', 'paused'))
    AND EXISTS (SELECT 1 FROM broadcast_recipient AS other
        WHERE other.broadcast = broadcast_recipient.broadcast
            AND other.contact_id IN (:older, :into)
            AND other.contact_id <> broadcast_recipient.contact_id)
    AND contact_id > (SELECT fed_to FROM broadcast WHERE number = broadcast_recipient.broadcast)
    AND (contact_id = :older OR CAST(:older AS TEXT) <=
        (SELECT fed_to FROM broadcast WHERE number = broadcast_recipient.broadcast))
RETURNING broadcast;

-- name: fewer(rows)
UPDATE broadcast SET recipients = recipients - 1
WHERE number IN (SELECT CAST(value ->> 'number' AS BIGINT) FROM json_each(:rows)) RETURNING number;

-- name: keep_one(into)
-- Both were in the outbox: of two that still wait, one leaves.
UPDATE outbound SET status = 'failed', reason = 'sent to the same person'
WHERE contact_id = :into AND broadcast IS NOT NULL AND status = 'queued' AND attempts = 0
    AND EXISTS (SELECT 1 FROM outbound AS other WHERE other.contact_id = outbound.contact_id
        AND other.broadcast = outbound.broadcast AND other.id <> outbound.id
        AND other.status <> 'failed'
        AND (other.status <> 'queued' OR other.attempts > 0 OR other.id < outbound.id))
RETURNING id;

-- name: move_broadcasts(older, into)
UPDATE broadcast SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: move_changes(older, into)
UPDATE broadcast_change SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: move_audiences(older, into)
UPDATE audience SET contact_id = :into WHERE contact_id = :older RETURNING name;
