"""Reports that were asked about, until the answer is known: none of them is lost in silence. And
whether the cases of a report are animals, of a disease that befalls people too.

`lacks`: what is not clear. `told_at`: a supervisor was told of it; `lapsed_at`: nobody answered.
"""

from alembic import op

revision = "0028"
down_revision = "0027"

STEPS = """
ALTER TABLE report ADD COLUMN animals INTEGER NOT NULL DEFAULT 0;
CREATE TABLE asked_report (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    inbound_id TEXT NOT NULL,
    handler TEXT NOT NULL,
    step TEXT NOT NULL,
    question TEXT NOT NULL,
    answers TEXT NOT NULL,
    choices TEXT NOT NULL,
    risks TEXT NOT NULL,
    lacks TEXT NOT NULL,
    place_id TEXT,
    area_id TEXT,
    training INTEGER NOT NULL,
    asked_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    reminded_at BIGINT,
    told_at BIGINT,
    lapsed_at BIGINT,
    closed_at BIGINT,
    PRIMARY KEY (contact_id, inbound_id)
);
CREATE INDEX asked_report_open ON asked_report (asked_at) WHERE closed_at IS NULL;
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
