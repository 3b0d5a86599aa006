"""How often an answer was said is looked up among answers: messages to many keep no place there."""

from alembic import op

revision = "0021"
down_revision = "0020"

STEPS = """
DROP INDEX outbound_same;
CREATE INDEX outbound_same ON outbound (address, digest, queued_at) WHERE broadcast IS NULL
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
