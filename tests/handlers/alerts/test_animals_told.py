"""Of animals nobody goes to the health centre, also where what was told of them is not kept."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, SUPERVISOR

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CENTRE = "centre de santé"


@pytest.mark.parametrize("text", ["3 animaux morts boni", "ver de guinee 1 chien boni"])
@pytest.mark.parametrize("number", [1, 2])  # the report, its alert
async def test_that_it_is_not_kept_sends_nobody_to_the_health_centre(staffed, text, number):
    await staffed.says(text)
    sent = len(staffed.channel.sent)
    await staffed.says(f"non {number} faux", SUPERVISOR)
    [told] = staffed.sent_to(CHW, sent)
    assert "faux" in told
    assert CENTRE not in told


@SQLITE
async def test_nor_does_what_they_hear_an_hour_later(staffed):
    await staffed.says("3 animaux morts boni")
    for text in ("non 1 faux", "ok 1", "non 1 faux"):
        await staffed.says(text, SUPERVISOR)
        staffed.clock.advance(minutes=2)
    sent = len(staffed.channel.sent)
    staffed.clock.advance(minutes=70)
    while await staffed.jobs.run_due():
        pass
    await staffed.hears(CHW)
    told = [text for text in staffed.sent_to(CHW, sent) if "no 1" in text]
    assert len(told) == 1
    assert CENTRE not in told[0]


@SQLITE
async def test_of_people_it_is_said(staffed):
    await staffed.says("rougeole 2 boni")
    sent = len(staffed.channel.sent)
    await staffed.says("non 1 faux", SUPERVISOR)
    assert CENTRE in staffed.sent_to(CHW, sent)[0]


@SQLITE
@pytest.mark.parametrize("text", ["ver de guinee 1 chien koro", "2 vaches mortes koro"])
async def test_nor_is_a_resident_told_so_of_their_animals(staffed, text):
    [said] = await staffed.says(text, BY_KEY["resident-koro"])
    assert CENTRE not in said
