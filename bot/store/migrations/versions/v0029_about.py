"""What a message that nobody asked for is about (`alert 12`): once that is over, what still waits
in the outbox is not sent any more, and who was told of it hears so."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("ALTER TABLE outbound ADD COLUMN about TEXT")
    op.execute("CREATE INDEX outbound_about ON outbound (about) WHERE about IS NOT NULL")
