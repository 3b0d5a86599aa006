"""Clinics, visits and what was changed of their days; who did it; who follows a place.

Days are ISO text, times `HH:MM`. Services and spots are JSON. Nothing is deleted: a clinic or a
visit that ended keeps its row, and `schedule_history` each state before and after.
"""

from alembic import op

revision = "0004"
down_revision = "0002"

STEPS = """
CREATE TABLE clinic (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    spot TEXT NOT NULL,
    services TEXT NOT NULL,
    hours TEXT NOT NULL,
    phone TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'suspended', 'closed')),
    source TEXT NOT NULL,
    external_id TEXT
);
CREATE UNIQUE INDEX clinic_external ON clinic (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE visit (
    number BIGINT PRIMARY KEY,
    team TEXT NOT NULL,
    spot TEXT NOT NULL,
    first_on TEXT NOT NULL,
    rule TEXT NOT NULL,
    begins TEXT,
    ends TEXT,
    services TEXT NOT NULL,
    hidden INTEGER,
    precision TEXT NOT NULL CHECK (precision IN ('exact', 'village', 'area')),
    status TEXT NOT NULL CHECK (status IN ('open', 'suspended', 'closed')),
    external_id TEXT
);
CREATE UNIQUE INDEX visit_external ON visit (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE visit_change (
    visit_number BIGINT NOT NULL REFERENCES visit (number),
    planned_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cancelled', 'moved', 'extra')),
    data TEXT NOT NULL,
    PRIMARY KEY (visit_number, planned_on)
);

CREATE TABLE schedule_history (
    number BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('clinic', 'visit')),
    contact_id TEXT,
    at BIGINT NOT NULL,
    before TEXT,
    after TEXT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX schedule_history_number ON schedule_history (number, at);
CREATE INDEX schedule_history_contact ON schedule_history (contact_id, at);

CREATE TABLE follow (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    topic TEXT NOT NULL,
    name TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    reminded INTEGER NOT NULL DEFAULT 1,
    since BIGINT NOT NULL,
    PRIMARY KEY (contact_id, topic)
);
CREATE INDEX follow_topic ON follow (topic)
"""


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
