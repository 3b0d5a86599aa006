"""What coordinators write who have read no manual, of visits, messages to many, training and new
people: two times 150 messages, each by somebody who did not know the bot. Of the first, unseen, 25
reached whom they were for; of the second, after what the first showed was mended, 132."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import HANDLERS
from tests.conftest import BY_KEY, SUPERVISOR

SETS = [Path(__file__).with_name(f"coordinators-{name}.jsonl") for name in "ab"]
COORDINATOR = BY_KEY["coordinator"]
WHO = {
    "add_visit": "keeping",
    "cancel_visit": "keeping",
    "move_visit": "keeping",
    "visits_missing_detail": "keeping",
    "broadcast_undo": "broadcasts",
    "broadcast_state": "broadcasts",
    "training_end": "training",
    "training_who": "training",
    "invite": "join",
    "schedule": "clinics",
    "week_summary": "weeks",
    "week_missing": "weeks",
    "human": "talk begins",
}
LEAST = 0.95
CHANGES = "SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM zero_report), \
(SELECT COUNT(*) FROM follow), (SELECT COUNT(*) FROM visit), (SELECT COUNT(*) FROM broadcast)"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("messages", SETS, ids=lambda path: path.stem)
async def test_most_of_what_they_write_reaches_whom_it_is_for(staffed, messages):
    """And nothing is done, or sent, before a yes."""
    staffed.clock.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    records: list = []
    staffed.dispatcher = staffed.with_handlers(*HANDLERS, committed=records.extend)
    right, wrong = 0, []
    lines = messages.read_text("utf-8").splitlines()
    for message in map(json.loads, lines):
        staffed.clock.advance(minutes=20)
        before = await staffed.rows(CHANGES)
        who = SUPERVISOR if message["role"] == "supervisor" else COORDINATOR
        await staffed.says(message["text"], who)
        wanted = message["wants"]
        if wanted != "report" and await staffed.rows(CHANGES) != before:
            wrong.append(message["text"])
        right += records[-1].handler == WHO.get(wanted, wanted)
        await staffed.rows("DELETE FROM conversation RETURNING contact_id")
    assert wrong == []
    assert right / len(lines) >= LEAST
