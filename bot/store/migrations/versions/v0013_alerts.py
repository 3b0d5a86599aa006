"""Alerts; who checked a report; the day and the point of what was reported.

`on_day` is the day of the event: the onset, or else the day of the report. A report belongs to
one alert at most.
"""

from alembic import op

revision = "0013"
down_revision = "0012"

STEPS = """
ALTER TABLE report ADD COLUMN on_day TEXT;
ALTER TABLE report ADD COLUMN latitude DOUBLE PRECISION;
ALTER TABLE report ADD COLUMN longitude DOUBLE PRECISION;
ALTER TABLE report ADD COLUMN check_state TEXT NOT NULL DEFAULT 'pending';
ALTER TABLE report ADD COLUMN checked_by TEXT;
ALTER TABLE report ADD COLUMN checked_at BIGINT;
ALTER TABLE report ADD COLUMN raised_up INTEGER NOT NULL DEFAULT 0;
UPDATE report SET latitude = (SELECT latitude FROM place WHERE place.id = report.place_id),
    longitude = (SELECT longitude FROM place WHERE place.id = report.place_id);
CREATE INDEX report_in_area ON report (risk, area_id, on_day);
CREATE INDEX report_in_place ON report (place_id, risk, on_day);
CREATE INDEX report_on_day ON report (risk, on_day, latitude, longitude);
CREATE INDEX report_unchecked ON report (reported_at)
    WHERE check_state = 'pending' AND status = 'filed' AND training = 0;

CREATE TABLE alert (
    number BIGINT PRIMARY KEY,
    risk TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('alert', 'outbreak')),
    status TEXT NOT NULL CHECK (status IN
        ('open', 'escalated', 'dismissed', 'closed', 'joined', 'withdrawn')),
    rules TEXT NOT NULL,
    area_id TEXT,
    place_id TEXT,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    cases INTEGER NOT NULL,
    signals INTEGER NOT NULL,
    deaths INTEGER NOT NULL,
    announced INTEGER NOT NULL DEFAULT 0,
    rung INTEGER NOT NULL DEFAULT 0,
    raised_at BIGINT NOT NULL,
    waits_since BIGINT NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    joined_into BIGINT,
    outcome TEXT,
    outcome_cases INTEGER,
    outcome_deaths INTEGER
);
CREATE INDEX alert_open ON alert (waits_since) WHERE status = 'open';

CREATE TABLE alert_report (
    report_number BIGINT PRIMARY KEY REFERENCES report (number),
    alert_number BIGINT NOT NULL REFERENCES alert (number)
);
CREATE INDEX alert_report_alert ON alert_report (alert_number);

CREATE TABLE alert_step (
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    contact_id TEXT,
    at BIGINT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX alert_step_number ON alert_step (number);

CREATE TABLE alert_lock (
    risk TEXT NOT NULL,
    area_id TEXT NOT NULL,
    PRIMARY KEY (risk, area_id)
);
"""
DAYS = {
    "sqlite": "date(reported_at / 1000, 'unixepoch')",
    "postgresql": "to_char(to_timestamp(reported_at / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}


def upgrade() -> None:
    for statement in STEPS.split(";"):
        if statement.strip():
            op.execute(statement.strip())
    day = DAYS[op.get_bind().dialect.name]
    op.execute(f"UPDATE report SET on_day = COALESCE(onset_on, {day})")  # noqa: S608
