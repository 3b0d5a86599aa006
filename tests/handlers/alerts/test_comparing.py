"""A week of malaria beside its past: told when it is more than usual, else kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sms import measure
from bot.store.base import millis
from bot.store.bulk import keyed
from handlers.report.records import QUERIES
from tests.conftest import SUPERVISOR, House

LATER = datetime(2026, 11, 25, 2, tzinfo=UTC)  # Wednesday: week 47 is due
FOUND = "SELECT rule, area_id, week, method, alarm FROM comparison WHERE week = 47 ORDER BY area_id"


USUAL = (4, 5, 4, 6, 5, 4, 5, 4, 6, 5, 6)


async def history(house: House, *cases: int, area: str = "district-douentza") -> None:
    """Malaria of the weeks up to 47, the latest last."""
    rows = []
    for back, count in enumerate(reversed(cases)):
        on = datetime(2026, 11, 18, tzinfo=UTC) - timedelta(weeks=back)
        rows.append({
            "number": 1000 + back, "contact_id": "x", "inbound_id": None, "risk": "malaria",
            "cases": count, "female": 0, "male": 0, "sex_unknown": count, "deaths": 0, "severe": 0,
            "signal": 0, "training": 0, "area_id": area, "on_day": on.date().isoformat(),
            "reported_at": millis(on),
        })  # fmt: skip
    await house.rows("INSERT INTO contact (id, last_seen_at) VALUES ('x', 1) RETURNING id")
    async with house.database.transaction() as connection:
        await connection.fetch(QUERIES, "file_reports", rows=keyed({"file_reports": rows}))


async def nothing_else(house: House, *weeks: int) -> None:
    """The one reporter of the district has reported in these weeks too."""
    for week in weeks:
        await house.says(f"zero s{week}")


async def filed(house: House, number: int, cases: int, on_day: str) -> None:
    row = {
        "number": number, "contact_id": "x", "inbound_id": None, "risk": "malaria", "cases": cases,
        "female": 0, "male": 0, "sex_unknown": cases, "deaths": 0, "severe": 0, "signal": 0,
        "training": 0, "area_id": "district-douentza", "on_day": on_day,
        "reported_at": millis(LATER),
    }  # fmt: skip
    async with house.database.transaction() as connection:
        await connection.fetch(QUERIES, "file_reports", rows=keyed({"file_reports": [row]}))


async def wednesday(house: House) -> list[str]:
    before = len(house.channel.sent)
    await house.jobs.begin()
    house.clock.now = LATER
    while await house.jobs.run_due():
        pass
    await house.hears(SUPERVISOR)
    return [text for text in house.sent_to(SUPERVISOR, before) if "lerte" in text]


async def test_more_than_the_past_is_an_alert_told_once(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    await nothing_else(staffed, 43, 44, 45, 46)
    [told] = await wednesday(staffed)
    number = told.split()[1]
    assert told == (
        f"Alerte {number} : paludisme, 35 cas en semaine 47, Douentza. D’après le passé au plus 7. "
        f"Vrai : OK {number}. Faux : NON {number} et pourquoi."
    )
    found = ("malaria-high", "district-douentza", 47, "ears_c2", 1)
    assert await staffed.rows(FOUND) == [found]
    staffed.clock.advance(days=-3)  # the clock jumps back, and the week is due again
    await staffed.rows("DELETE FROM job RETURNING name")
    assert await wednesday(staffed) == []
    [said] = await staffed.says(f"ok {number}", SUPERVISOR)
    assert said.startswith(f"Alerte {number} transmise.")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("cases", "method"), [((4, 5, 30), None), ((4, 5, 4, 6, 5, 4, 5, 4, 6, 5, 6), "ears_c2")]
)
async def test_without_enough_past_nobody_is_told_and_that_is_kept(staffed, cases, method):
    await history(staffed, *cases)
    assert await wednesday(staffed) == []
    assert await staffed.rows(FOUND) == [("malaria-high", "district-douentza", 47, method, 0)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_in_the_north_the_rule_is_another(staffed):
    await history(staffed, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 12, area="district-ansongo")
    await wednesday(staffed)
    assert await staffed.rows(FOUND) == [("malaria-low", "district-ansongo", 47, "ears_c2", 1)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_weeks_in_which_few_reported_are_said_to_be_in_the_past(staffed):
    """Nobody reported in weeks 43 to 46 but somebody else, and there is no other past."""
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    [told] = await wednesday(staffed)
    assert told.endswith("Faux : NON 1 et pourquoi. Passé incomplet : peu de rapports.")
    assert measure(told.replace("’", "'")).segments == 1
    [said] = await staffed.says("bilan douentza s47", SUPERVISOR)
    assert said.endswith("(7 au plus) : paludisme. Passé incomplet : peu de rapports.")
    who = "SELECT week, expected, received, weak FROM comparison ORDER BY week"
    assert await staffed.rows(who) == [(week, 1, 0, int(week > 45)) for week in range(43, 48)]


async def test_it_is_told_again_when_it_has_grown(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    await wednesday(staffed)
    staffed.clock.now = LATER
    await filed(staffed, 2000, 300, "2026-11-25")
    before = len(staffed.channel.sent)
    staffed.clock.now = LATER + timedelta(weeks=1)
    while await staffed.jobs.run_due():
        pass
    await staffed.hears(SUPERVISOR)
    told = [text for text in staffed.sent_to(SUPERVISOR, before) if "300 cas" in text]
    assert told == ["L’alerte 1 augmente : paludisme, 300 cas, Douentza."]


async def test_what_came_after_its_week_was_compared_is_an_alert_all_the_same(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 5, 6)
    assert await wednesday(staffed) == []
    await filed(staffed, 2000, 55, "2026-11-11")
    await filed(staffed, 2001, 60, "2026-11-18")  # of week 47, which was due this morning
    await filed(staffed, 2002, 5, "2026-11-25")
    before = len(staffed.channel.sent)
    for _again in range(2):
        staffed.clock.now += timedelta(weeks=1)
        while await staffed.jobs.run_due():
            pass
        await staffed.hears(SUPERVISOR)
    told = [text for text in staffed.sent_to(SUPERVISOR, before) if "66 cas en semaine 47" in text]
    assert len(told) == 1
    [(alerts,)] = await staffed.rows("SELECT count(*) FROM alert WHERE rules = 'malaria-high'")
    assert alerts == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("cases", "zero", "said"),
    [
        ((4, 5, 30), True, "Passé trop court pour comparer : paludisme."),
        ((*USUAL[:-2], 30, 35), False, "Plus que par le passé (7 au plus) : paludisme."),
        (USUAL, True, "Pas plus que par le passé (7 au plus) : paludisme."),
        (USUAL, False, "Trop peu de rapports pour comparer au passé : paludisme."),
    ],
)  # fmt: skip
async def test_the_summary_of_the_week_says_how_it_is_beside_its_past(staffed, cases, zero, said):
    """Fewer cases where fewer report are no good news."""
    await history(staffed, *cases)
    await nothing_else(staffed, 43, 44, 45, 46, *([47] if zero else []))
    [before] = await staffed.says("bilan douentza s47", SUPERVISOR)
    assert "passé" not in before  # not compared yet
    await wednesday(staffed)
    [after] = await staffed.says("bilan douentza s47", SUPERVISOR)
    assert after.endswith(said)
    assert measure(after).segments == 2


async def test_who_reported_of_such_weeks_sees_with_their_figures_what_became_of_it(staffed):
    """Hundreds of reporters get no SMS for it: it is one line of what they ask for."""
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    await staffed.says("s47 palu 3 douentza")
    [told] = await wednesday(staffed)
    number = told.split()[1]
    [said] = await staffed.says("mes chiffres")
    assert "que par le passé" not in said  # nobody has looked at it
    await staffed.says(f"ok {number}", SUPERVISOR)
    [said] = await staffed.says("mes chiffres")
    assert said.endswith(" Plus de paludisme que par le passé, Douentza : transmise.")
    await staffed.says(f"clore {number}", SUPERVISOR)
    for answer in ("3", "38", "0", "moustiquaires pour 12 villages"):
        await staffed.says(answer, SUPERVISOR)
    [said] = await staffed.says("mes chiffres")
    assert said.endswith(" Plus de paludisme que par le passé, Douentza : non confirmée.")
    await staffed.rows(
        "UPDATE report SET risk = 'measles' WHERE contact_id <> 'x' RETURNING number"
    )
    [said] = await staffed.says("mes chiffres")
    assert "que par le passé" not in said  # not of what they reported
