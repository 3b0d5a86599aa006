"""What is still to be heard of messages that were sent, and what Telegram calls what it has."""

from alembic import op

revision = "0019"
down_revision = "0018"

STEPS = """
CREATE TABLE speech (
    outbound_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    marks TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE TABLE upload (
    account TEXT NOT NULL,
    mark TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (account, mark)
);
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
