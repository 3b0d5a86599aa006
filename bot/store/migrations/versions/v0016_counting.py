"""What was counted for a broadcast; who is somewhere or follows something is found by index alone.

The index of recipients by contact is gone: it cost as much as the recipients themselves, and only
two contacts that become one person were looked for in it.
"""

from alembic import op

revision = "0016"
down_revision = "0015"

STEPS = """
CREATE TABLE broadcast_count (
    number BIGINT PRIMARY KEY,
    people BIGINT NOT NULL,
    question TEXT NOT NULL
);
DROP INDEX broadcast_recipient_contact;
DROP INDEX contact_place;
CREATE INDEX contact_place ON contact (place_id, id) WHERE place_id IS NOT NULL;
DROP INDEX follow_topic;
CREATE INDEX follow_topic ON follow (topic, contact_id)
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
