"""Which weeks somebody has reported, and in time: BILAN and the ministry are told the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.epiweek import MONDAY, EpiWeek
from handlers.exchange.records import Span, told
from handlers.weeks.records import figures_of
from tests.conftest import CHW, SUPERVISOR, House
from tests.handlers.exchange.ministry import UNIT, mapped

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
DISTRICT = "district-douentza"
MONDAY_S48 = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEKS = [EpiWeek(2026, week, MONDAY) for week in range(44, 50)]
SPAN = Span(date(2026, 10, 26), date(2026, 12, 6))


async def both(house: House, folder) -> tuple[dict[int, bool], set[int]]:
    """The weeks of which BILAN says that the one reporter sent something, with whether in time;
    those that are complete in DHIS2."""
    known, mapping = house.knowledge, mapped(folder)
    async with house.database.reading() as connection:
        figures = await figures_of(connection, DISTRICT, WEEKS, known)
        out = await told(connection, SPAN, mapping, known.areas, MONDAY, ZoneInfo("UTC"))
    ours = {week.week: bool(f.on_time) for week, f in figures.items() if f.received}
    return ours, {int(period[5:]) for unit, period in out.complete if unit == UNIT}


# days after the Monday of week 48 at 9 o'clock, what is sent then; weeks reported, in time or not
STORIES = [
    ([(0, "palu 3 boni hier")], {47: True}),
    ([(0, "palu 3 boni")], {48: True}),
    ([(0, "palu 3 boni hier"), (1, "palu 2 boni")], {47: True, 48: True}),
    ([(3, "S47 palu 3 boni")], {47: False}),
    ([(3, "zero s47")], {47: False}),
    ([(0, "zero s47"), (3, "palu 1 boni samedi")], {47: True}),
    ([(0, "palu 3 boni hier"), (1, "annuler 1")], {}),
    ([(0, "palu 3 boni"), (1, "corriger 1 palu 2 boni")], {48: True}),
    ([(0, "S47 palu 3 boni"), (3, "corriger 1 palu 2 boni")], {47: True}),  # late is only the new
    ([(0, "palu 3 boni"), (1, "corriger 1 S46 palu 3 boni")], {46: False}),
    ([(0, "rougeole 1 boni depuis samedi")], {47: True}),
]


@pytest.mark.parametrize(("said", "weeks"), STORIES)
async def test_a_week_is_reported_by_what_is_of_it_and_late_by_when_it_came(
    staffed, tmp_path, said, weeks
):
    for days, text in said:
        staffed.clock.now = MONDAY_S48 + timedelta(days=days)
        await staffed.says(text, CHW)
    assert await both(staffed, tmp_path) == (weeks, set(weeks))


@SQLITE
async def test_a_report_on_monday_of_a_case_of_sunday_is_none_of_the_week_that_begins(staffed):
    staffed.clock.now = MONDAY_S48
    await staffed.says("palu 3 boni hier")
    staffed.clock.advance(days=8)
    [of_48] = await staffed.says("bilan s48", SUPERVISOR)
    assert "Agents 0 sur 1 : 0 % (100 %), à temps 0 % (100 %)" in of_48
    [own] = await staffed.says("mes chiffres")
    assert "S48 rien reçu, S47 3 cas, S46 rien reçu" in own
    [missing] = await staffed.says("manquants s48", SUPERVISOR)
    assert missing.startswith("Douentza, semaine 48, agents sans rapport : 1 sur 1.")
