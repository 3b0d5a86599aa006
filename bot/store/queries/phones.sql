-- name: phone_called(channel, now)
-- Lock the phone's row: of two calls of one phone the second waits here for the first.
INSERT INTO phone (channel, heard_at, handed) VALUES (:channel, :now, '[]')
ON CONFLICT (channel) DO UPDATE SET heard_at = excluded.heard_at
RETURNING handed;

-- name: keep_handed(channel, handed)
UPDATE phone SET handed = :handed WHERE channel = :channel RETURNING channel;

-- name: hand_back(rows, now)
-- As if it had not been claimed.
UPDATE outbound SET due_at = :now, attempts = attempts - 1
WHERE id IN (SELECT value ->> 'id' FROM json_each(:rows)) AND status = 'queued'
RETURNING id;
