-- name: forget_routes()
-- All but the last: as it was last used.
DELETE FROM route WHERE turn < 1000000 RETURNING turn;

-- name: forget_preferences()
DELETE FROM preference RETURNING channel;

-- name: keep_routes(rows)
INSERT INTO route (turn, prefix, channel, sender)
SELECT CAST(value ->> 'turn' AS INTEGER), value ->> 'prefix', value ->> 'channel',
    value ->> 'sender'
FROM json_each(:rows) WHERE TRUE RETURNING turn;

-- name: keep_preferences(rows)
INSERT INTO preference (channel, rank)
SELECT value ->> 'channel', CAST(value ->> 'rank' AS INTEGER)
FROM json_each(:rows) WHERE TRUE RETURNING channel;

-- name: heard()
-- When each phone that fetches its messages last called.
SELECT channel, heard_at FROM phone;

-- name: left()
-- When something last left by each channel; since when nothing was told of what left.
SELECT channel, max(last_at) AS last_at, min(unproved_since) AS unproved_since FROM sent_count
WHERE last_at IS NOT NULL GROUP BY channel;

-- name: proofs()
-- Messages that failed since the network was last said to have taken one.
SELECT channel, proved_at, failures FROM proof;

-- name: operators()
-- Who is told of a line that fails; `working`: has a way that is not in trouble. `channels` are
-- those by which they can be told.
SELECT DISTINCT a.role, a.contact_id, way.channel, way.troubled FROM assignment AS a
JOIN contact AS c ON c.id = a.contact_id AND c.stopped_at IS NULL
JOIN way ON way.contact_id = a.contact_id AND way.stopped_at IS NULL AND way.otherwise = 0
WHERE a.role IN ('admin', 'coordinator');

-- name: sent_today(channel, day)
SELECT sender, segments FROM sent_count WHERE channel = :channel AND day = :day;

-- name: overdue(now, held)
-- What waits on each channel: since when an answer or an urgent message waits that was not even
-- tried, and that no other message to its address holds up; since when anything does that may leave.
SELECT channel, count(*) AS waiting,
    min(CASE WHEN urgency < 2 AND attempts = 0 AND NOT EXISTS (
            SELECT 1 FROM outbound AS first WHERE first.address = mine.address
            AND first.status = 'queued' AND (first.urgency, first.id) < (mine.urgency, mine.id))
        THEN queued_at END) AS untried_since,
    min(CASE WHEN urgency < 2 OR NOT EXISTS (SELECT 1 FROM json_each(:held) AS h
            WHERE h.value ->> 'channel' = mine.channel
            AND h.value ->> 'sender' IN (mine.sender, '*'))
        THEN queued_at END) AS waiting_since
FROM outbound AS mine WHERE status = 'queued' AND (attempts > 0 OR due_at <= :now)
GROUP BY channel;

-- name: troubles()
SELECT channel, kind, since, told_at FROM trouble WHERE since IS NOT NULL;

-- name: begin_troubles(rows, now, again)
-- Told unless it was told of late: a line that comes and goes is not told each time.
INSERT INTO trouble (channel, kind, since, told_at)
SELECT value ->> 'channel', value ->> 'kind', CAST(:now AS BIGINT), CAST(:now AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (channel) DO UPDATE SET kind = excluded.kind, since = excluded.since,
    told_at = CASE WHEN trouble.told_at <= :again THEN excluded.told_at ELSE trouble.told_at END
    WHERE trouble.since IS NULL
RETURNING channel, kind, since, told_at;

-- name: end_troubles(rows)
UPDATE trouble SET since = NULL
WHERE channel IN (SELECT value ->> 'channel' FROM json_each(:rows)) AND since IS NOT NULL
RETURNING channel;
