"""Which alert a week above its past belongs to, so that it can be taken back week by week; and
reports that wait to be checked are found by index, also those that were asked about; and a message
to many knows of which alert it warns."""

from alembic import op

revision = "0023"
down_revision = "0022"

# A week joined the alert that was raised last before it was compared.
THEIRS = """
UPDATE comparison SET alert_number = (
    SELECT a.number FROM alert AS a
    WHERE a.rules = comparison.rule AND a.area_id = comparison.area_id
        AND a.status NOT IN ('joined', 'withdrawn') AND a.raised_at <= comparison.at
    ORDER BY a.raised_at DESC, a.number DESC LIMIT 1
) WHERE alarm = 1
"""


WAITING = """
CREATE INDEX report_waiting ON report (reported_at)
WHERE check_state IN ('pending', 'questioned') AND status = 'filed' AND training = 0
"""


def upgrade() -> None:
    op.execute("ALTER TABLE comparison ADD COLUMN alert_number BIGINT")
    op.execute(THEIRS)
    op.execute("ALTER TABLE broadcast ADD COLUMN alert_number BIGINT")
    op.execute("DROP INDEX report_unchecked")
    op.execute(WAITING)
