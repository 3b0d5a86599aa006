-- Rows travel as one JSON object keyed by position; see bot/store/queries/core.sql.

-- name: keep_clinics(rows)
INSERT INTO clinic (number, name, kind, spot, services, hours, phone, status, source, external_id)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'name', value ->> 'kind', value ->> 'spot',
    value ->> 'services', value ->> 'hours', value ->> 'phone', value ->> 'status',
    value ->> 'source', value ->> 'external_id'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (number) DO UPDATE SET name = excluded.name, kind = excluded.kind,
    spot = excluded.spot, services = excluded.services, hours = excluded.hours,
    phone = excluded.phone, status = excluded.status, source = excluded.source
RETURNING number;

-- name: keep_visits(rows)
INSERT INTO visit (number, team, spot, first_on, rule, begins, ends, services, hidden, precision,
    status, source, external_id)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'team', value ->> 'spot',
    value ->> 'first_on', value ->> 'rule', value ->> 'begins', value ->> 'ends',
    value ->> 'services', CAST(value ->> 'hidden' AS INTEGER), value ->> 'precision',
    value ->> 'status', value ->> 'source', value ->> 'external_id'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (number) DO UPDATE SET team = excluded.team, spot = excluded.spot,
    first_on = excluded.first_on, rule = excluded.rule, begins = excluded.begins,
    ends = excluded.ends, services = excluded.services, hidden = excluded.hidden,
    precision = excluded.precision, status = excluded.status, source = excluded.source
RETURNING number;

-- name: drop_changes(rows)
-- What was said of single days is replaced as a whole; the history keeps what it was.
DELETE FROM visit_change WHERE visit_number IN (
    SELECT CAST(value ->> 'number' AS BIGINT) FROM json_each(:rows))
RETURNING visit_number;

-- name: keep_changes(rows)
INSERT INTO visit_change (visit_number, planned_on, kind, data)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'on', value ->> 'kind', value ->> 'data'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (visit_number, planned_on) DO UPDATE SET kind = excluded.kind, data = excluded.data
RETURNING visit_number;

-- name: note_history(rows)
-- Taking something back is itself not taken back.
INSERT INTO schedule_history (number, what, contact_id, at, before, after, undone_at)
SELECT CAST(value ->> 'number' AS BIGINT), value ->> 'what', value ->> 'contact_id',
    CAST(value ->> 'at' AS BIGINT), value ->> 'before', value ->> 'after',
    CAST(value ->> 'undone_at' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
RETURNING number;

-- name: latest_change(contact_id, since)
-- The last thing this person changed that is not undone yet.
SELECT number, what, at, before, after FROM schedule_history
WHERE contact_id = :contact_id AND at >= :since AND undone_at IS NULL
ORDER BY at DESC, number DESC LIMIT 1;

-- name: newer_changes(number, at)
-- What anybody did to it since: then it cannot be undone any more.
SELECT count(*) AS times FROM schedule_history
WHERE number = :number AND at > :at AND undone_at IS NULL;

-- name: mark_undone(rows, now)
UPDATE schedule_history SET undone_at = :now FROM json_each(:rows) AS r
WHERE schedule_history.number = CAST(r.value ->> 'number' AS BIGINT) AND undone_at IS NULL
    AND at = (SELECT max(h.at) FROM schedule_history AS h
        WHERE h.number = schedule_history.number AND h.undone_at IS NULL AND h.at < :now)
RETURNING schedule_history.number;

-- name: history(number)
SELECT h.number, h.what, h.contact_id, h.at, h.before, h.after, h.undone_at
FROM schedule_history AS h WHERE h.number = :number ORDER BY h.at;

-- name: clinics()
SELECT number, name, kind, spot, services, hours, phone, status, source, external_id FROM clinic
ORDER BY number;

-- name: visits()
SELECT number, team, spot, first_on, rule, begins, ends, services, hidden, precision, status,
    source, external_id FROM visit ORDER BY number;

-- name: changes()
SELECT visit_number, data FROM visit_change ORDER BY visit_number, planned_on;

-- name: next_version()
INSERT INTO stamp (key, value) VALUES ('schedule', '1')
ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(stamp.value AS BIGINT) + 1 AS TEXT)
RETURNING value;

-- name: version()
SELECT value FROM stamp WHERE key = 'schedule';

-- name: keep_follows(rows)
INSERT INTO follow (contact_id, topic, name, latitude, longitude, reminded, since)
SELECT value ->> 'contact_id', value ->> 'topic', value ->> 'name',
    CAST(value ->> 'latitude' AS DOUBLE PRECISION), CAST(value ->> 'longitude' AS DOUBLE PRECISION),
    CAST(value ->> 'reminded' AS INTEGER), CAST(value ->> 'since' AS BIGINT)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (contact_id, topic) DO UPDATE SET name = excluded.name, reminded = excluded.reminded
RETURNING contact_id;

-- name: drop_follows(rows)
DELETE FROM follow WHERE contact_id || ' ' || topic IN (
    SELECT (value ->> 'contact_id') || ' ' || (value ->> 'topic') FROM json_each(:rows))
RETURNING contact_id;

-- name: follows(contact_id)
SELECT topic, name, latitude, longitude, reminded FROM follow WHERE contact_id = :contact_id ORDER BY since, topic;

-- name: followers(south, north, west, east)
-- Who follows a place in this rectangle, of those who want to hear from us.
SELECT f.contact_id, f.topic, f.latitude, f.longitude, f.reminded FROM follow AS f
JOIN contact ON contact.id = f.contact_id AND contact.stopped_at IS NULL
WHERE f.latitude BETWEEN :south AND :north AND f.longitude BETWEEN :west AND :east;

-- name: reminded_around(south, north, west, east, after, most)
-- Those who are to be reminded of what is there, a page of them.
SELECT f.contact_id, f.latitude, f.longitude FROM follow AS f
JOIN contact ON contact.id = f.contact_id AND contact.stopped_at IS NULL
WHERE f.latitude BETWEEN :south AND :north AND f.longitude BETWEEN :west AND :east
    AND f.reminded = 1 AND f.contact_id > :after
ORDER BY f.contact_id, f.topic LIMIT :most;

-- name: followers_in(areas, after, most)
-- The same, of places that belong to one of these areas.
SELECT f.contact_id, f.latitude, f.longitude FROM follow AS f
JOIN contact ON contact.id = f.contact_id AND contact.stopped_at IS NULL
JOIN place AS p ON f.topic = 'place:' || p.id
WHERE p.area_id IN (SELECT value ->> 'id' FROM json_each(:areas)) AND f.latitude IS NOT NULL
    AND f.reminded = 1 AND f.contact_id > :after
ORDER BY f.contact_id, f.topic LIMIT :most;

-- name: note_reminders(rows, at)
-- Who is told of a day of a visit; no row comes back for whoever was told before.
INSERT INTO reminder (contact_id, visit_number, visit_on, at)
SELECT value ->> 'contact_id', CAST(value ->> 'number' AS BIGINT), value ->> 'on',
    CAST(:at AS BIGINT)
FROM json_each(:rows) WHERE TRUE ORDER BY value ->> 'contact_id'
ON CONFLICT DO NOTHING
RETURNING contact_id;

-- name: forget_reminders(day)
DELETE FROM reminder WHERE visit_on < :day RETURNING visit_number;

-- name: move_reminders(older, into)
INSERT INTO reminder (contact_id, visit_number, visit_on, at)
SELECT CAST(:into AS TEXT), visit_number, visit_on, at FROM reminder WHERE contact_id = :older
ON CONFLICT DO NOTHING
RETURNING visit_number;

-- name: concerned(south, north, west, east, areas)
-- How many a visit concerns: who follows a place near it, who was there last, who works there.
SELECT count(*) AS people FROM contact WHERE stopped_at IS NULL AND (
    EXISTS (SELECT 1 FROM follow AS f WHERE f.contact_id = contact.id
        AND f.latitude BETWEEN :south AND :north AND f.longitude BETWEEN :west AND :east)
    OR EXISTS (SELECT 1 FROM place AS p WHERE p.id = contact.place_id
        AND p.latitude BETWEEN :south AND :north AND p.longitude BETWEEN :west AND :east)
    OR EXISTS (SELECT 1 FROM assignment AS a WHERE a.contact_id = contact.id
        AND a.role IN ('chw', 'supervisor')
        AND a.area_id IN (SELECT value ->> 'id' FROM json_each(:areas))));

-- name: copy_follows(older, into)
INSERT INTO follow (contact_id, topic, name, latitude, longitude, reminded, since)
SELECT CAST(:into AS TEXT), topic, name, latitude, longitude, reminded, since
FROM follow WHERE contact_id = :older
ON CONFLICT DO NOTHING
RETURNING topic;

-- name: drop_all_follows(older)
DELETE FROM follow WHERE contact_id = :older RETURNING topic;

-- name: move_history(older, into)
UPDATE schedule_history SET contact_id = :into WHERE contact_id = :older RETURNING number;

-- name: draw_calendar_id(value)
-- The first to draw it decides.
INSERT INTO stamp (key, value) VALUES ('calendar', :value) ON CONFLICT (key) DO NOTHING
RETURNING value;

-- name: calendar_id()
SELECT value FROM stamp WHERE key = 'calendar';
