"""Whether anybody was alone with a risk's alerts between a look and its lock: each turn is counted."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("ALTER TABLE alert_lock ADD COLUMN turn BIGINT NOT NULL DEFAULT 0")
