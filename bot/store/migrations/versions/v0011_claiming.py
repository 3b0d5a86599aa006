"""The line before an address on its channel is found at once, however many wait."""

from alembic import op

revision = "0011"
down_revision = "0010"

STEPS = """
DROP INDEX outbound_line;
CREATE INDEX outbound_line ON outbound (address, channel, urgency, id) WHERE status = 'queued'
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
