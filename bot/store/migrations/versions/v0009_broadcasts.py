"""Broadcasts, whom they reach, and audiences that are kept under a name.

`audience`, `reach` and `texts` are JSON: whom it is for as it was said, as it was resolved, and
what is said in each locale. `expanded_to` and `fed_to` are the contacts up to which recipients were
found, and put into the outbox. What became of each message is told by its row there.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

STEPS = """
CREATE TABLE broadcast (
    number BIGINT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    area_id TEXT,
    visit BIGINT,
    audience TEXT NOT NULL,
    reach TEXT NOT NULL,
    texts TEXT NOT NULL,
    people BIGINT NOT NULL,
    urgent INTEGER NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('draft', 'waiting', 'sending', 'paused', 'cancelled', 'done')),
    code TEXT NOT NULL,
    code_on TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by TEXT,
    second_by TEXT,
    expires_at BIGINT NOT NULL,
    expanded_to TEXT NOT NULL DEFAULT '',
    expanded_at BIGINT,
    recipients BIGINT NOT NULL DEFAULT 0,
    fed_to TEXT NOT NULL DEFAULT '',
    fed BIGINT NOT NULL DEFAULT 0,
    told INTEGER NOT NULL DEFAULT 0,
    ended_at BIGINT
);
CREATE INDEX broadcast_code ON broadcast (code, code_on);

CREATE TABLE broadcast_recipient (
    broadcast BIGINT NOT NULL,
    contact_id TEXT NOT NULL,
    PRIMARY KEY (broadcast, contact_id)
);
CREATE INDEX broadcast_recipient_contact ON broadcast_recipient (contact_id);

CREATE TABLE broadcast_change (
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX broadcast_change_number ON broadcast_change (number, at);

CREATE TABLE audience (
    name TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    area_id TEXT,
    data TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);

CREATE INDEX outbound_broadcast ON outbound (broadcast, status) WHERE broadcast IS NOT NULL;
CREATE INDEX contact_place ON contact (place_id) WHERE place_id IS NOT NULL
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
