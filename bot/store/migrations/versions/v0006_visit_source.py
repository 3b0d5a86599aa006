"""Where a visit comes from, as a clinic tells it: a file, a calendar, or a demo."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE visit ADD COLUMN source TEXT NOT NULL DEFAULT ''")
