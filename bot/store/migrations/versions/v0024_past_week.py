"""Weekly totals of the years before the bot was there, as a person brought them in a file."""

from alembic import op

revision = "0024"
down_revision = "0023"

TABLE = """
CREATE TABLE past_week (
    area_id TEXT NOT NULL,
    risk TEXT NOT NULL,
    year INTEGER NOT NULL,
    week INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (area_id, risk, year, week)
)
"""


def upgrade() -> None:
    op.execute(TABLE)
