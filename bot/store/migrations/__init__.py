"""One history for all tables, those of the features too. Read by Alembic, when it is due."""

HEAD = "0001"
KNOWN = ("0001",)
