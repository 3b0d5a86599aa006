"""Phones that fetch what they send: when each last called, and what it was given of late.

`handed` is JSON: pairs of a time and segments.
"""

from alembic import op

revision = "0008"
down_revision = "0007"

STEPS = """
CREATE TABLE phone (
    channel TEXT PRIMARY KEY,
    heard_at BIGINT NOT NULL,
    handed TEXT NOT NULL
);
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
