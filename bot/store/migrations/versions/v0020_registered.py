"""Whether DHIS2 may hold a week as complete, so that this can be taken back."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("ALTER TABLE dhis2_push ADD COLUMN registered INTEGER NOT NULL DEFAULT 0")
    op.execute("UPDATE dhis2_push SET registered = complete")
