"""Since when reports are expected of somebody; who was told of a week; what was sent in training.

Who was there before counts as always expected.
"""

from alembic import op

revision = "0017"
down_revision = "0016"

STEPS = """
ALTER TABLE assignment ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE zero_report ADD COLUMN training INTEGER NOT NULL DEFAULT 0;
CREATE INDEX zero_report_contact ON zero_report (contact_id, year, week);
CREATE INDEX zero_report_week ON zero_report (year, week);

CREATE TABLE week_told (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    year INTEGER NOT NULL,
    week INTEGER NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (contact_id, year, week)
);
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
