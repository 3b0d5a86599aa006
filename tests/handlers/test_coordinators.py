"""What coordinators write who have read no manual, of visits, messages to many, training and new
people: two times 150 messages, each by somebody who did not know the bot. Of the first, unseen, 25
reached whom they were for; of the second, after what the first showed was mended, 132."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import BY_KEY
from tests.handlers.own_words import share_that_reached

SETS = [Path(__file__).with_name(f"coordinators-{name}.jsonl") for name in "ab"]
WHO = {
    "add_visit": ("keeping",),
    "cancel_visit": ("keeping",),
    "move_visit": ("keeping",),
    "visits_missing_detail": ("keeping",),
    "broadcast_undo": ("broadcasts",),
    "broadcast_state": ("broadcasts",),
    "training_end": ("training",),
    "training_who": ("training",),
    "invite": ("join",),
    "schedule": ("clinics",),
    "week_summary": ("weeks",),
    "week_missing": ("weeks",),
    "human": ("talk begins",),
}
LEAST = 0.95


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("messages", SETS, ids=lambda path: path.stem)
async def test_most_of_what_they_write_reaches_whom_it_is_for(staffed, messages):
    """And nothing is done, or sent, before a yes."""
    staffed.clock.now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    share, changed = await share_that_reached(staffed, messages, WHO, timedelta(minutes=20))
    assert changed == []
    assert share >= LEAST


async def test_who_asks_how_far_a_message_is_and_has_sent_none_is_told_so(staffed):
    [said] = await staffed.says("kombien on recu mon mesage", BY_KEY["coordinator"])
    assert said == "No message to many was sent in your area yet."


async def test_misspelt_people_are_those_who_are_told(staffed):
    [said] = await staffed.says(
        "dite aux abitants de Koro de faire bouillir l eau", BY_KEY["coordinator"]
    )
    assert not said.startswith("I do not know"), said
