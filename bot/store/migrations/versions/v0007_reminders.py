"""Who was reminded of which day of a visit, so that nobody is twice; kept for some days."""

from alembic import op

revision = "0007"
down_revision = "0006"

STEPS = """
CREATE TABLE reminder (
    contact_id TEXT NOT NULL,
    visit_number BIGINT NOT NULL,
    visit_on TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (visit_number, visit_on, contact_id)
);
CREATE INDEX reminder_on ON reminder (visit_on);
CREATE INDEX follow_where ON follow (latitude, longitude)
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
