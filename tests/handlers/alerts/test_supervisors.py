"""What supervisors and coordinators write who have read no manual: two times 150 messages, each by
somebody who did not know the bot. Before it was read for anything of the kind 51 of the first set
reached whom they were for; of the second, unseen, 108 did, before what it showed was mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.store.base import millis
from bot.store.bulk import keyed
from handlers import HANDLERS
from handlers.report.records import QUERIES
from tests.conftest import BY_KEY, SUPERVISOR

SETS = [Path(__file__).with_name(f"supervisors-{name}.jsonl") for name in "ab"]
COORDINATOR = BY_KEY["coordinator"]
ORDER = ("checking", "spoken")
# Who answers what is wanted; orders of several words are asked back by `spoken`.
WHO = {
    "to_check": ("to_check",),
    "week_summary": ("weeks",),
    "week_missing": ("weeks",),
    "schedule": ("clinics",),
    "nearest_clinic": ("clinics",),
    "add_visit": ("keeping",),
    "cancel_visit": ("keeping",),
    "move_visit": ("keeping",),
    "training_end": ("training",),
    "human": ("talk begins",),
}
LEAST = 0.89
CHANGES = "SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM zero_report), \
(SELECT COUNT(*) FROM follow)"


async def filed(house, most: int) -> None:
    """So that every number in the messages is a report's."""
    row = {
        "contact_id": "x", "inbound_id": None, "risk": "malaria", "cases": 2, "female": 0,
        "male": 0, "sex_unknown": 2, "deaths": 0, "severe": 0, "signal": 0, "training": 0,
        "area_id": "district-douentza", "on_day": "2026-11-24",
        "reported_at": millis(house.clock()),
    }  # fmt: skip
    rows = [row | {"number": number} for number in range(1, most)]
    await house.rows("INSERT INTO contact (id, last_seen_at) VALUES ('x', 1) RETURNING id")
    await house.rows(f"UPDATE number_sequence SET next = {most} RETURNING next")
    async with house.database.transaction() as connection:
        await connection.fetch(QUERIES, "file_reports", rows=keyed({"file_reports": rows}))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("messages", SETS, ids=lambda path: path.stem)
async def test_most_of_what_they_write_reaches_whom_it_is_for(staffed, messages):
    """And nothing but a report reports, or follows a place."""
    records: list = []
    staffed.dispatcher = staffed.with_handlers(*HANDLERS, committed=records.extend)
    await filed(staffed, 400)
    right, wrong = 0, []
    lines = messages.read_text("utf-8").splitlines()
    for message in map(json.loads, lines):
        staffed.clock.advance(hours=1)
        before = await staffed.rows(CHANGES)
        who = SUPERVISOR if message["role"] == "supervisor" else COORDINATOR
        await staffed.says(message["text"], who)
        wanted = message["wants"]
        hands = ORDER if wanted.startswith("order_") else WHO.get(wanted, (wanted,))
        if wanted != "report" and await staffed.rows(CHANGES) != before:
            wrong.append(message["text"])
        right += records[-1].handler in hands
        await staffed.rows("DELETE FROM conversation RETURNING contact_id")
    assert wrong == []
    assert right / len(lines) >= LEAST
