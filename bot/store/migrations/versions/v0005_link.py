"""Numbers that people proved to be theirs: the codes they were sent, and who became one person.

A code is kept as its digest. A contact that was merged keeps its row: what is still told to it goes
to `merged_into`.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

STEPS = """
ALTER TABLE contact ADD COLUMN merged_into TEXT REFERENCES contact (id);
CREATE INDEX contact_merged ON contact (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE link_code (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    address TEXT NOT NULL,
    salt TEXT NOT NULL,
    digest TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX link_code_contact ON link_code (contact_id, sent_at);
CREATE INDEX link_code_address ON link_code (address, sent_at);

CREATE TABLE linked (
    older_id TEXT NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    address TEXT NOT NULL,
    proof TEXT NOT NULL CHECK (proof IN ('shared', 'code')),
    at BIGINT NOT NULL
);
CREATE INDEX linked_contact ON linked (contact_id)
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
