"""Talks between a person and who answers them; the day that a broadcast tells of.

A talk is open until somebody closes it. Its messages are in `inbound` and `outbound`.
"""

from alembic import op

revision = "0010"
down_revision = "0009"

STEPS = """
ALTER TABLE broadcast ADD COLUMN visit_on TEXT;
CREATE INDEX broadcast_visit ON broadcast (visit) WHERE visit IS NOT NULL;

CREATE TABLE talk (
    number BIGINT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    area_id TEXT,
    answered_by TEXT,
    opened_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by TEXT
);
CREATE INDEX talk_open ON talk (contact_id) WHERE closed_at IS NULL
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
