"""What was told to DHIS2, what is to be told, and what it refused.

A line for each organisation unit and period: `wanted` is the whole of it, `told` what DHIS2 took
last; both are lists of element, combination and count, as JSON.
"""

from alembic import op

revision = "0014"
down_revision = "0013"

TABLE = """
CREATE TABLE dhis2_push (
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    wanted TEXT NOT NULL,
    told TEXT,
    complete INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('due', 'sent', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    sent_at BIGINT,
    PRIMARY KEY (unit, period)
);
CREATE INDEX dhis2_push_due ON dhis2_push (due_at) WHERE status = 'due';
"""


def upgrade() -> None:
    for statement in TABLE.split(";"):
        if statement.strip():
            op.execute(statement.strip())
