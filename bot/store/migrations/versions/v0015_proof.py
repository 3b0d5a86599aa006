"""Whether what leaves by a line is said to have left: a phone may take messages and send none.

`proof.proved_at`: when a provider or a phone last told that the network has a message; `failures`:
messages that failed since. `sent_count.unproved_since`: from when on nothing was told of what left.
"""

from alembic import op

from bot.store.migrations.versions.v0012_lines import STEPS as LINES

revision = "0015"
down_revision = "0014"

# The kinds of trouble are a condition of the table, which the view uses.
STEPS = """
ALTER TABLE sent_count ADD COLUMN unproved_since BIGINT;
CREATE TABLE proof (
    channel TEXT PRIMARY KEY,
    proved_at BIGINT,
    failures INTEGER NOT NULL
);
DROP VIEW way;
CREATE TABLE trouble_of (
    channel TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('silent', 'stuck', 'mute')),
    since BIGINT,
    told_at BIGINT NOT NULL
);
INSERT INTO trouble_of (channel, kind, since, told_at)
SELECT channel, kind, since, told_at FROM trouble;
DROP TABLE trouble;
ALTER TABLE trouble_of RENAME TO trouble;
"""


def upgrade() -> None:
    view = LINES[LINES.index("CREATE VIEW way") :]
    for statement in (STEPS + view).split(";"):
        if statement.strip():
            op.execute(statement.strip())
