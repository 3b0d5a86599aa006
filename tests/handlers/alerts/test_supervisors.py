"""What supervisors and coordinators write who have read no manual: two times 150 messages, each by
somebody who did not know the bot. Before it was read for anything of the kind 51 of the first set
reached whom they were for; of the second, unseen, 108 did, before what it showed was mended."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store.base import millis
from bot.store.bulk import keyed
from handlers.report.records import QUERIES
from tests.handlers.own_words import share_that_reached

SETS = [Path(__file__).with_name(f"supervisors-{name}.jsonl") for name in "ab"]
ORDER = ("checking", "spoken")
# Who answers what is wanted; orders of several words are asked back by `spoken`.
WHO = {
    **{f"order_{order}": ORDER for order in ("confirm", "refuse", "question", "close", "warn")},
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
    await filed(staffed, 400)
    share, changed = await share_that_reached(staffed, messages, WHO, timedelta(hours=1))
    assert changed == []
    assert share >= LEAST
