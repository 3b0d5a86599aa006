"""The day on which the last health worker of a unit reported of a week: DHIS2 tells by it whether
a week was complete in time."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("ALTER TABLE dhis2_push ADD COLUMN complete_on TEXT")
