"""Of how many cases a rapid test was positive: one of cholera is a suspected outbreak."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.execute("ALTER TABLE report ADD COLUMN positive INTEGER NOT NULL DEFAULT 0")
