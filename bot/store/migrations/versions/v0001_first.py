"""People, messages, areas and places; reports.

Times are milliseconds since 1970, UTC. Days are ISO text. Texts and answers are JSON.
"""

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE stamp (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE area (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('region', 'district', 'health_area')),
    parent_id TEXT,
    population BIGINT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION
);

CREATE TABLE place (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    area_id TEXT,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    population BIGINT NOT NULL DEFAULT 0,
    alternates TEXT NOT NULL DEFAULT '[]',
    source TEXT NOT NULL DEFAULT ''
);

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    locale TEXT,
    stopped_at BIGINT,
    training INTEGER NOT NULL DEFAULT 0,
    place_id TEXT,
    last_seen_at BIGINT NOT NULL
);

CREATE TABLE contact_address (
    address TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    stopped_at BIGINT
);
CREATE INDEX contact_address_contact ON contact_address (contact_id);

CREATE TABLE assignment (
    contact_id TEXT NOT NULL REFERENCES contact (id),
    role TEXT NOT NULL,
    area_id TEXT
);
CREATE UNIQUE INDEX assignment_once ON assignment (contact_id, role, COALESCE(area_id, ''));
CREATE INDEX assignment_role ON assignment (role, area_id);

CREATE TABLE invitation (
    code TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    area_id TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    used_by TEXT
);

CREATE TABLE inbound (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    address TEXT NOT NULL,
    recipient TEXT NOT NULL,
    text TEXT NOT NULL,
    choice TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    sent_at BIGINT,
    received_at BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX inbound_contact ON inbound (contact_id, received_at);
CREATE INDEX inbound_failed ON inbound (received_at) WHERE error IS NOT NULL;

CREATE TABLE conversation (
    contact_id TEXT PRIMARY KEY REFERENCES contact (id),
    handler TEXT NOT NULL,
    step TEXT NOT NULL,
    answers TEXT NOT NULL,
    choices TEXT NOT NULL,
    tries INTEGER NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE outbound (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL REFERENCES contact_address (address),
    sender TEXT NOT NULL,
    reply TEXT NOT NULL,
    digest TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'sent', 'delivered', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    queued_at BIGINT NOT NULL,
    expires_at BIGINT,
    broadcast TEXT,
    reason TEXT
);
CREATE INDEX outbound_due ON outbound (urgency, due_at, id) WHERE status = 'queued';
CREATE INDEX outbound_line ON outbound (address, urgency, id) WHERE status = 'queued';
CREATE INDEX outbound_same ON outbound (address, digest, queued_at);

CREATE TABLE receipt (
    channel TEXT NOT NULL,
    external_id TEXT NOT NULL,
    outbound_id TEXT,
    status TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (channel, external_id)
);

CREATE TABLE job (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    data TEXT NOT NULL,
    PRIMARY KEY (name, key)
);
CREATE INDEX job_due ON job (due_at);

CREATE TABLE number_sequence (next BIGINT NOT NULL);
INSERT INTO number_sequence (next) VALUES (1);

CREATE TABLE report (
    number BIGINT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    inbound_id TEXT,
    risk TEXT NOT NULL,
    cases INTEGER NOT NULL,
    female INTEGER NOT NULL,
    male INTEGER NOT NULL,
    sex_unknown INTEGER NOT NULL,
    age_months INTEGER,
    age_group TEXT,
    deaths INTEGER NOT NULL,
    severe INTEGER NOT NULL,
    vaccinated INTEGER,
    onset_on TEXT,
    place_id TEXT,
    area_id TEXT,
    status TEXT NOT NULL CHECK (status IN ('filed', 'withdrawn', 'superseded')),
    signal INTEGER NOT NULL,
    training INTEGER NOT NULL,
    supersedes BIGINT,
    superseded_by BIGINT,
    duplicate_of BIGINT,
    reported_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX report_contact ON report (contact_id, reported_at);

CREATE TABLE report_case (
    report_number BIGINT NOT NULL REFERENCES report (number),
    sex TEXT,
    age_group TEXT,
    count INTEGER NOT NULL
);
CREATE INDEX report_case_report ON report_case (report_number);

CREATE TABLE report_change (
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX report_change_report ON report_change (number);

CREATE TABLE zero_report (
    number BIGINT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    area_id TEXT,
    year INTEGER NOT NULL,
    week INTEGER NOT NULL,
    risk TEXT,
    reported_at BIGINT NOT NULL
);
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement.strip())
