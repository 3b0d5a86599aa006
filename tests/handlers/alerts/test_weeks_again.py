"""What comes or goes after its week was compared: the weeks as they stand say which alerts are."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.epiweek import EpiWeek
from bot.jobs import Jobs
from bot.message import NewJob
from bot.store.migrations.versions import v0023_alarm_weeks
from bot.store.store import SQLStore
from handlers import JOBS, REACTIONS
from handlers.alerts.comparing import asked
from tests.conftest import SUPERVISOR, House
from tests.handlers.alerts.test_any_order import a_house
from tests.handlers.alerts.test_comparing import LATER, history, wednesday

EXAMPLES = 80 if os.environ.get("KUNNAFONI_EVERY_CASE") else 6
ALERTS = "SELECT status, cases, first_on, last_on FROM alert WHERE rules = 'malaria-high'"
ABOVE = "SELECT year, week, observed, upper FROM comparison WHERE alarm = 1 ORDER BY week"
THEIRS = "SELECT week, alert_number FROM comparison WHERE alert_number IS NOT NULL"
USUAL = (4, 5, 4, 6, 5, 4, 5, 4, 6, 5, 4, 6, 5, 4, 6, 5, 4)


async def late(house: House, minutes: int = 11) -> list[str]:
    """What the supervisor hears once what came late was looked at."""
    before = len(house.channel.sent)
    house.clock.advance(minutes=minutes)
    while await house.jobs.run_due():
        pass
    await house.hears(SUPERVISOR)
    return [text for text in house.sent_to(SUPERVISOR, before) if "lerte" in text]


async def report(house: House, text: str) -> int:
    [said] = [each for each in await house.says(text) if each.startswith("No ")]
    return int(said.split()[1])


async def test_a_withdrawn_peak_ends_its_alert_and_the_supervisor_hears_of_it(staffed):
    await history(staffed, *USUAL)
    assert await wednesday(staffed) == []
    first = await report(staffed, "palu 40 depuis 13 jours")
    await report(staffed, "palu 50 depuis 6 jours")
    [told] = await late(staffed)
    assert told.startswith("Alerte 1 : paludisme, 54 cas en semaine 47, Douentza.")
    await staffed.says(f"annuler {first}")
    assert await late(staffed) == [
        (
            "Alerte 1 terminée (paludisme, 54 cas, Douentza) : d’après ce qui est venu depuis, pas "
            "plus que par le passé."
        )
    ]
    assert [row[0] for row in await staffed.rows(ALERTS)] == ["withdrawn"]
    assert await late(staffed) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_weeks_that_were_due_long_ago_are_compared_again_too(staffed):
    await history(staffed, *USUAL)
    assert await wednesday(staffed) == []
    await report(staffed, "palu 40 depuis 48 jours")  # seven and six weeks ago
    await report(staffed, "palu 50 depuis 41 jours")
    [told] = await late(staffed)
    assert "56 cas en semaine 42" in told
    assert [row[1:3] for row in await staffed.rows(ABOVE)] == [(42, 56.0)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_was_passed_on_stays_and_what_was_dismissed_is_not_raised_again(staffed):
    await history(staffed, *USUAL)
    await wednesday(staffed)
    first = await report(staffed, "palu 40 depuis 13 jours")
    await report(staffed, "palu 50 depuis 6 jours")
    await late(staffed)
    await staffed.says("ok 1", SUPERVISOR)
    await staffed.says(f"annuler {first}")
    assert await late(staffed) == []
    await staffed.says("non 1 erreur de saisie", SUPERVISOR)
    await report(staffed, "palu 45 depuis 13 jours")
    assert await late(staffed) == []
    assert [row[0] for row in await staffed.rows(ALERTS)] == ["dismissed"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_corrected_number_and_one_that_is_refused_are_looked_at_again(staffed):
    await history(staffed, *USUAL)
    await wednesday(staffed)
    first = await report(staffed, "palu 2 depuis 13 jours")
    second = await report(staffed, "palu 50 depuis 6 jours")
    assert await late(staffed) == []
    await staffed.says(f"corriger {first} palu 40 depuis 13 jours")
    [told] = await late(staffed)
    assert "54 cas en semaine 47" in told
    await staffed.says(f"non {second} compté deux fois", SUPERVISOR)
    [told] = await late(staffed)
    assert told.startswith("Alerte 1 terminée")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_training_plans_nothing_and_a_week_that_is_not_due_waits(staffed):
    await history(staffed, *USUAL)
    await wednesday(staffed)
    await report(staffed, "palu 90 depuis 2 jours")  # week 48 is due in a week
    assert await staffed.rows("SELECT key FROM job WHERE name = 'compare'") == []
    await staffed.says("formation 1", SUPERVISOR)
    await staffed.rows("UPDATE contact SET training = 1 RETURNING id")
    await staffed.says("palu 90 depuis 13 jours")
    assert await staffed.rows("SELECT key FROM job WHERE name = 'compare'") == []


async def test_two_processes_that_compare_at_once_raise_one_alert(staffed):
    await history(staffed, *USUAL[:-2], 30, 35)
    week = EpiWeek(2026, 47)
    other = Jobs(
        SQLStore(staffed.database), staffed.database, JOBS, REACTIONS, staffed.knowledge,
        staffed.clock,
    )  # fmt: skip
    staffed.clock.now = LATER
    async with SQLStore(staffed.database).batch() as session:
        await session.plan([
            NewJob("compare", f"{back}", LATER, asked("district-douentza", week, back))
            for back in (0, 1)
        ])  # fmt: skip
    await asyncio.gather(staffed.jobs.run_due(), other.run_due())
    while await staffed.jobs.run_due():
        pass
    assert len(await staffed.rows(ALERTS)) == 1


def sent(cases: int, days: int, taken_back: bool) -> tuple[str, bool]:
    return f"palu {cases} depuis {days} jours", taken_back


# Of the weeks 40 to 47, by their days; looked at between them, or not.
SENT = st.lists(
    st.builds(sent, st.integers(1, 60), st.integers(3, 54), st.booleans()),
    min_size=2,
    max_size=6,
    unique_by=lambda each: each[0],
)
PEAK = [sent(40, 13, False), sent(50, 6, False), sent(45, 14, True)]


async def alerts_after(
    house: House, reports: list[tuple[str, bool]], pauses: list[bool]
) -> list[tuple]:
    await history(house, *USUAL)
    await wednesday(house)
    house.clock.now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    for (text, taken_back), pause in zip(reports, pauses, strict=False):
        number = await report(house, text)
        if pause:
            await late(house, minutes=20)
        if taken_back:
            await house.says(f"annuler {number}")
    await late(house)
    return await house.rows(f"{ALERTS} AND status = 'open'") + await house.rows(ABOVE)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(SENT, st.lists(st.booleans(), min_size=6, max_size=6), st.randoms(use_true_random=False))
@example(PEAK, [True] * 6, None)
async def test_in_any_order_the_same_weeks_are_the_same_alert(
    model, catalogs, tmp_path, reports, pauses, chance
):
    other = reports[::-1]
    if chance is not None:
        chance.shuffle(other)
    ends = []
    for order, waits in ((reports, pauses), (other, [not pause for pause in pauses])):
        async with a_house(model, tmp_path, catalogs) as house:
            ends.append(await alerts_after(house, order, waits))
    assert ends[0] == ends[1]


async def test_an_older_database_learns_which_weeks_its_alerts_are(staffed):
    await history(staffed, *USUAL[:-2], 30, 35)
    await wednesday(staffed)
    await staffed.rows("UPDATE comparison SET alert_number = NULL RETURNING week")
    await staffed.rows(f"{v0023_alarm_weeks.THEIRS} RETURNING week")
    assert await staffed.rows(THEIRS) == [(47, 1)]
