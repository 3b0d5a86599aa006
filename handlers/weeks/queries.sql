-- name: reporters(everywhere, areas)
-- Of whom reports are expected, and since when (ms).
SELECT a.contact_id, a.area_id, a.since FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.training = 0
WHERE a.role = 'chw'
    AND (:everywhere = 1 OR a.area_id IN (SELECT key FROM json_each(:areas)))
ORDER BY a.contact_id, a.area_id;

-- name: last_reports(reporters, everywhere, areas)
-- Of each the last one that stands, in some areas or everywhere.
SELECT r.contact_id, r.number, r.on_day, r.place_id, r.area_id
FROM (
    SELECT contact_id, MAX(number) AS number FROM report
    WHERE contact_id IN (SELECT key FROM json_each(:reporters)) AND status = 'filed'
        AND (:everywhere = 1 OR area_id IN (SELECT key FROM json_each(:areas)))
    GROUP BY contact_id
) AS last JOIN report AS r ON r.number = last.number
ORDER BY r.on_day DESC, r.number DESC;

-- name: expected_since(contact_id)
SELECT CAST(:contact_id AS TEXT) AS contact_id, MIN(since) AS since FROM assignment
WHERE contact_id = :contact_id AND role = 'chw';

-- name: reporters_after(after, most)
-- A page of them, by id: who wants nothing unasked is not told.
SELECT a.contact_id, MIN(a.since) AS since FROM assignment AS a
JOIN contact ON contact.id = a.contact_id AND contact.training = 0 AND contact.stopped_at IS NULL
WHERE a.role = 'chw' AND a.contact_id > :after
GROUP BY a.contact_id ORDER BY a.contact_id LIMIT :most;

-- name: received(weeks, reporters, training)
-- When each reporter first reported of each week, and the cases of that week. A report is of the week
-- of its cases, whenever it came, as DHIS2 is told (handlers/exchange/queries.sql, who_reported): what
-- was corrected came in its time, as long as something of the week stands.
WITH week AS MATERIALIZED (
    SELECT CAST(value ->> 'year' AS INTEGER) AS year, CAST(value ->> 'week' AS INTEGER) AS week,
        CAST(value ->> 'begins' AS BIGINT) AS begins, CAST(value ->> 'latest' AS BIGINT) AS latest,
        value ->> 'first_on' AS first_on, value ->> 'last_on' AS last_on
    FROM json_each(:weeks)
), who AS MATERIALIZED (SELECT key AS id FROM json_each(:reporters))
SELECT week.year, week.week, r.contact_id, MIN(r.reported_at) AS at,
    SUM(CASE WHEN r.status = 'filed' AND r.check_state <> 'refused' AND r.animals = 0
        THEN r.cases ELSE 0 END) AS cases
FROM who CROSS JOIN week CROSS JOIN report AS r
WHERE r.contact_id = who.id AND r.reported_at >= week.begins AND r.reported_at < week.latest
    AND r.on_day >= week.first_on AND r.on_day <= week.last_on
    AND r.status IN ('filed', 'superseded') AND r.signal = 0 AND r.training <= :training
GROUP BY week.year, week.week, r.contact_id
HAVING SUM(CASE WHEN r.status = 'filed' THEN 1 ELSE 0 END) > 0
ORDER BY week.year, week.week, r.contact_id;

-- part: withdrawn
-- Of a zero report `z`.
EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number AND c.what = 'withdrawn')

-- name: zeros(weeks, reporters, training)
WITH who AS MATERIALIZED (SELECT key AS id FROM json_each(:reporters))
-- What was replaced by a report does not stand; that came in the time of what it replaces.
SELECT z.year, z.week, z.contact_id, z.reported_at AS at,
    CASE WHEN EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number) THEN 0 ELSE 1
        END AS stands
FROM who JOIN zero_report AS z ON z.contact_id = who.id
JOIN json_each(:weeks) AS w ON CAST(w.value ->> 'year' AS INTEGER) = z.year
    AND CAST(w.value ->> 'week' AS INTEGER) = z.week
WHERE z.training <= :training AND NOT /* withdrawn */
ORDER BY z.year, z.week, z.contact_id, z.reported_at;

-- name: cases_in(weeks, risks, everywhere, areas)
-- By risk, of some areas or everywhere; animals apart from people. What a resident told and nobody verified is counted apart.
WITH week AS MATERIALIZED (
    SELECT CAST(value ->> 'year' AS INTEGER) AS year, CAST(value ->> 'week' AS INTEGER) AS week,
        value ->> 'first_on' AS first_on, value ->> 'last_on' AS last_on
    FROM json_each(:weeks)
), known AS MATERIALIZED (SELECT key AS id FROM json_each(:risks))
SELECT week.year, week.week,
    CASE WHEN r.animals = 1 THEN r.risk || ':animals' ELSE r.risk END AS risk,
    SUM(CASE WHEN r.signal = 1 AND r.check_state <> 'confirmed' THEN 0 ELSE r.cases END) AS cases,
    SUM(CASE WHEN r.signal = 1 AND r.check_state <> 'confirmed' THEN r.cases ELSE 0 END) AS signals,
    SUM(CASE WHEN r.signal = 1 AND r.check_state <> 'confirmed' THEN 0 ELSE r.deaths END) AS deaths
FROM week CROSS JOIN known CROSS JOIN report AS r
WHERE r.risk = known.id AND r.on_day >= week.first_on AND r.on_day <= week.last_on
    AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    AND (:everywhere = 1 OR r.area_id IN (SELECT key FROM json_each(:areas)))
GROUP BY week.year, week.week, r.risk, r.animals
ORDER BY week.year, week.week, r.risk, r.animals;

-- name: zero_reports(year, week, first_on, last_on, everywhere, areas)
-- How many reporters said that there was nothing, and reported no case of the week all the same.
SELECT COUNT(DISTINCT z.contact_id) AS times FROM zero_report AS z
WHERE z.year = :year AND z.week = :week AND z.training = 0
    AND NOT EXISTS (SELECT 1 FROM report_change AS c WHERE c.number = z.number)
    AND NOT EXISTS (
        SELECT 1 FROM report AS r
        WHERE r.contact_id = z.contact_id AND r.on_day >= :first_on AND r.on_day <= :last_on
            AND r.status = 'filed' AND r.training = 0 AND r.check_state <> 'refused'
    )
    AND (:everywhere = 1 OR z.area_id IN (SELECT key FROM json_each(:areas)));

-- name: note_told(rows, year, week, at)
-- Who is told of a week; whoever was told of it before is not among them.
INSERT INTO week_told (contact_id, year, week, told_at)
SELECT r.value ->> 'contact_id', CAST(:year AS INTEGER), CAST(:week AS INTEGER), CAST(:at AS BIGINT)
FROM json_each(:rows) AS r WHERE TRUE
ON CONFLICT (contact_id, year, week) DO NOTHING
RETURNING contact_id;

-- name: told_last(contact_id, since)
-- Of which week they were told last.
SELECT year, week, told_at FROM week_told
WHERE contact_id = :contact_id AND told_at >= :since ORDER BY told_at DESC, year DESC, week DESC LIMIT 1;

-- name: sent_since(contact_id, since)
-- Whether they were sent anything else, but what goes to many. By index, of each address.
SELECT 1 AS sent FROM contact_address AS a CROSS JOIN outbound AS o
WHERE a.contact_id = :contact_id AND o.address = a.address AND o.broadcast IS NULL
    AND o.queued_at > CAST(:since AS BIGINT)
LIMIT 1;

-- name: forget_told(before)
DELETE FROM week_told WHERE told_at < :before RETURNING contact_id;

-- name: move_told(older, into)
INSERT INTO week_told (contact_id, year, week, told_at)
SELECT CAST(:into AS TEXT), year, week, told_at FROM week_told WHERE contact_id = :older
ON CONFLICT (contact_id, year, week) DO NOTHING
RETURNING contact_id;
