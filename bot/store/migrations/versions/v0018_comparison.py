"""A week of an area beside its past: by which method, and whether that was an alarm.

Without a `method` there was not enough past.
"""

from alembic import op

revision = "0018"
down_revision = "0017"

STEPS = """
CREATE TABLE comparison (
    rule TEXT NOT NULL,
    area_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    week INTEGER NOT NULL,
    risk TEXT NOT NULL,
    method TEXT,
    observed DOUBLE PRECISION,
    upper DOUBLE PRECISION,
    alarm INTEGER NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (area_id, year, week, rule)
);
CREATE INDEX alert_area ON alert (area_id, rules) WHERE status IN ('open', 'escalated');
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
