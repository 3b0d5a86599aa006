"""Each turn alone with a risk's alerts is counted: a look older than its lock is known by it."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("ALTER TABLE alert_lock ADD COLUMN turn BIGINT NOT NULL DEFAULT 0")
