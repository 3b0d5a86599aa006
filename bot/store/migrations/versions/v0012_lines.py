"""Our lines: in trouble or not, when each last sent; and by which of them people are reached.

`route` and `preference` hold what the configuration says, written at each start. `way` lists every
way to every address: the route of the longest prefix, then shorter ones, then as it was last used.
"""

from alembic import op

revision = "0012"
down_revision = "0011"

# The turn 1000000, after all routes, is the way that was last used.
STEPS = """
ALTER TABLE sent_count ADD COLUMN last_at BIGINT;
CREATE TABLE trouble (
    channel TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('silent', 'stuck')),
    since BIGINT,
    told_at BIGINT NOT NULL
);
CREATE TABLE route (
    turn INTEGER PRIMARY KEY,
    prefix TEXT NOT NULL,
    channel TEXT NOT NULL,
    sender TEXT NOT NULL
);
CREATE TABLE preference (channel TEXT PRIMARY KEY, rank INTEGER NOT NULL);
INSERT INTO route (turn, prefix, channel, sender) VALUES (1000000, '', '', '');
CREATE VIEW way AS
SELECT a.contact_id, a.address, a.last_seen_at, a.stopped_at, r.turn,
    CASE WHEN r.turn = 1000000 THEN a.channel ELSE r.channel END AS channel,
    CASE WHEN r.turn = 1000000 THEN a.recipient ELSE r.sender END AS sender,
    CASE WHEN t.since IS NULL THEN 0 ELSE 1 END AS troubled,
    CASE WHEN EXISTS (SELECT 1 FROM route AS longer
        WHERE longer.turn < 1000000 AND a.address LIKE 'tel:' || longer.prefix || '%'
            AND length(longer.prefix) > length(r.prefix)) THEN 1 ELSE 0 END AS otherwise,
    COALESCE(p.rank, 1000) AS rank
FROM contact_address AS a
JOIN route AS r ON r.turn = 1000000 OR a.address LIKE 'tel:' || r.prefix || '%'
LEFT JOIN trouble AS t
    ON t.channel = CASE WHEN r.turn = 1000000 THEN a.channel ELSE r.channel END
LEFT JOIN preference AS p
    ON p.channel = CASE WHEN r.turn = 1000000 THEN a.channel ELSE r.channel END;
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
