"""Our numbers: what each has sent in a day, who speaks for it; what a message was about.

`inbound.extra` and `conversation.asked` are JSON and a mark; see `Inbound` and `Conversation`.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

STEPS = """
ALTER TABLE conversation ADD COLUMN asked TEXT;
ALTER TABLE inbound ADD COLUMN extra TEXT;
ALTER TABLE outbound ADD COLUMN settled_at BIGINT;
DROP INDEX outbound_due;
CREATE INDEX outbound_due ON outbound (channel, urgency, due_at, id) WHERE status = 'queued';
CREATE TABLE sent_count (
    channel TEXT NOT NULL,
    sender TEXT NOT NULL,
    day TEXT NOT NULL,
    segments BIGINT NOT NULL,
    PRIMARY KEY (channel, sender, day)
);
CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL);
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
