"""Of each week that was compared with its past: how many reports came, of how many expected, and
whether its past has weeks in which few reported. Of weeks compared before nobody knows."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("ALTER TABLE comparison ADD COLUMN expected INTEGER")
    op.execute("ALTER TABLE comparison ADD COLUMN received INTEGER")
    op.execute("ALTER TABLE comparison ADD COLUMN weak INTEGER NOT NULL DEFAULT 0")
