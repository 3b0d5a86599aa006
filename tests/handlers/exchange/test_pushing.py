"""The ministry's DHIS2 comes to know what we know, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from aiohttp import web

from bot.address import Address
from bot.store.base import millis
from bot.store.contacts import NewContact, keep_contacts
from handlers.exchange.plan import Plan
from handlers.exchange.pushing import TRIES, Pusher
from handlers.exchange.records import QUERIES
from tests.conftest import BY_KEY, CHW, SUPERVISOR, knowledge
from tests.handlers.exchange.ministry import (
    DEAD,
    MALARIA,
    MAPPING,
    OTHER,
    OVER,
    UNDER,
    UNIT,
    a_ministry,
    mapped,
)

WEEK = "2026W48"
KORO = BY_KEY["chw-koro"]
ROWS = "SELECT unit, status, attempts, reason FROM dhis2_push ORDER BY unit"


@pytest_asyncio.fixture
async def pushing(staffed, tmp_path):
    """The house, a ministry, and who tells it."""
    async with a_ministry() as (ministry, dhis2):
        plan = Plan(mapped(tmp_path), knowledge().areas, ZoneInfo("Africa/Bamako"))
        yield staffed, ministry, Pusher(staffed.database, dhis2, plan, staffed.clock)


def measles(ministry, unit: str = UNIT, week: str = WEEK) -> tuple[str | None, ...]:
    return tuple(ministry.values.get((unit, week, element)) for element in (UNDER, OVER, DEAD))


async def told(pusher):
    await pusher.look()
    return await pusher.send()


async def test_a_week_is_told_whole_and_again_only_when_it_changes(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans 1 mort douentza")
    assert (await told(pusher)).sent == 1
    assert measles(ministry) == ("3", "0", "1")
    assert (await told(pusher)).sent == 0
    assert len(ministry.calls) == 1
    await house.says("rougeole 2 plus de 5 ans douentza")
    assert (await told(pusher)).sent == 1
    assert measles(ministry) == ("3", "2", "1")


@pytest.mark.parametrize(("order", "who"), [("annuler 1", CHW), ("non 1 varicelle", SUPERVISOR)])
async def test_what_is_withdrawn_or_refused_is_taken_back_there(pushing, order, who):
    """Nobody tells anything of measles any more: that is no zero, but no value, as before."""
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans douentza")
    await house.says("palu 2 douentza")
    await told(pusher)
    assert measles(ministry) == ("3", "0", "0")
    await house.says(order, who)
    assert (await told(pusher)).sent == 1
    assert measles(ministry) == (None, None, None)
    assert ministry.values == {(UNIT, WEEK, MALARIA): "2"}
    calls = len(ministry.calls)
    await told(pusher)
    assert len(ministry.calls) == calls, "once is enough"
    await house.says("rougeole 1 moins de 5 ans douentza")
    await told(pusher)
    assert measles(ministry) == ("1", "0", "0")


async def test_what_is_left_of_a_risk_is_a_figure_also_where_it_is_zero(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans douentza")
    await house.says("rougeole 2 plus de 5 ans douentza")
    await told(pusher)
    await house.says("annuler 1")
    await told(pusher)
    assert measles(ministry) == ("0", "2", "0")


async def test_a_zero_report_that_is_taken_back_is_no_zero_there_and_not_complete(pushing):
    house, ministry, pusher = pushing
    await house.says("zero s47")
    await told(pusher)
    assert measles(ministry, week="2026W47") == ("0", "0", "0")
    assert ministry.completed == [(UNIT, "2026W47")]
    [(number,)] = await house.rows("SELECT number FROM zero_report")
    await house.says(f"annuler {number}")
    assert (await told(pusher)).sent == 1
    assert (ministry.values, ministry.completed) == ({}, [])
    await house.says("zero s47")
    await told(pusher)
    assert ministry.values[UNIT, "2026W47", MALARIA] == "0"
    assert ministry.completed == [(UNIT, "2026W47")]


async def test_a_zero_report_that_cases_replace_leaves_no_zero_of_other_risks(pushing):
    """`CORRIGER` makes a report of malaria of it: of measles nothing is told then."""
    house, ministry, pusher = pushing
    await house.says("zero s47")
    await told(pusher)
    [(number,)] = await house.rows("SELECT number FROM zero_report")
    await house.says(f"corriger {number} palu 3 douentza s47")
    await told(pusher)
    assert ministry.values == {(UNIT, "2026W47", MALARIA): "3"}
    assert set(ministry.completed) == {(UNIT, "2026W47")}


@pytest.mark.parametrize("since_2_38", [True, False])
async def test_what_was_never_taken_there_may_be_taken_back_all_the_same(pushing, since_2_38):
    """Of a value that is not there DHIS2 says that it ignored it."""
    house, ministry, pusher = pushing
    ministry.since_2_38 = since_2_38
    await house.says("rougeole 3 moins de 5 ans douentza")
    await told(pusher)
    ministry.values.clear()
    await house.says("annuler 1")
    assert (await told(pusher)).sent == 1


async def test_what_dhis2_does_not_let_go_waits_with_its_reason(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans douentza")
    await told(pusher)
    ministry.knows = {OTHER}
    await house.says("annuler 1")
    assert (await told(pusher)).dead == 1
    assert await house.rows(ROWS) == [(UNIT, "dead", 1, f"{UNIT}: Organisation unit not found")]


async def test_a_zero_that_an_older_version_left_there_is_taken_back(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans douentza")
    await told(pusher)
    await house.says("annuler 1")
    old = f'[["{DEAD}", "", 0], ["{OVER}", "", 0], ["{UNDER}", "", 0]]'
    await house.rows(f"UPDATE dhis2_push SET wanted = '{old}', told = '{old}' RETURNING unit")
    ministry.values = dict.fromkeys(((UNIT, WEEK, each) for each in (UNDER, OVER, DEAD)), "0")
    await told(pusher)
    assert ministry.values == {}


async def test_a_report_refused_by_the_supervisor_does_not_count(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 3 moins de 5 ans douentza")
    number = (await house.rows("SELECT number FROM report"))[0][0]
    await house.says(f"non {number} varicelle", SUPERVISOR)
    await told(pusher)
    assert ministry.values == {}


async def test_a_residents_signal_counts_once_it_is_confirmed(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 1 douentza", BY_KEY["resident-koro"])
    await told(pusher)
    assert ministry.values == {}
    number = (await house.rows("SELECT number FROM report"))[0][0]
    await house.says(f"ok {number}", SUPERVISOR)
    await told(pusher)
    assert (UNIT, WEEK, DEAD) in ministry.values


async def test_nothing_to_report_is_a_figure_too(pushing):
    house, ministry, pusher = pushing
    await house.says("ras")
    await told(pusher)
    week = next(period for _unit, period, _element in ministry.values)
    assert measles(ministry, week=week) == ("0", "0", "0")
    assert ministry.values[UNIT, week, MALARIA] == "0"


async def test_a_week_is_complete_when_it_is_over_and_all_have_reported(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await told(pusher)
    assert ministry.completed == []
    house.clock.advance(days=7)
    await told(pusher)
    assert ministry.completed == [(UNIT, WEEK)]
    await told(pusher)
    assert len(ministry.completed) == 1


async def test_a_late_correction_does_not_make_a_week_late_that_was_in_time(pushing):
    """Tuesday of week 48. Complete on the Monday after, whenever it is told again."""
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    house.clock.advance(days=7)
    await told(pusher)
    assert ministry.completed_on == {(UNIT, WEEK): {"2026-11-30"}}
    house.clock.advance(days=20)
    await house.says("corriger 1 palu 4 douentza")
    await told(pusher)
    assert ministry.values[UNIT, WEEK, MALARIA] == "4"
    assert ministry.completed_on == {(UNIT, WEEK): {"2026-11-30"}}


async def test_what_was_told_half_a_year_ago_is_told_again_when_it_changes(pushing):
    """Once a day all is looked at since the first week that was told: before it, nothing is."""
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await told(pusher)
    house.clock.advance(days=160)
    await house.says("corriger 1 palu 4 douentza")
    await house.says("palu 9 douentza 12/11")
    assert (await told(pusher)).sent == 1
    assert ministry.values[UNIT, WEEK, MALARIA] == "4"
    assert (UNIT, "2026W46", MALARIA) not in ministry.values
    await house.says("corriger 2 palu 5 douentza")
    assert (await told(pusher)).sent == 0  # tomorrow
    house.clock.advance(days=1)
    assert (await told(pusher)).sent == 1
    assert ministry.values[UNIT, WEEK, MALARIA] == "5"


async def test_a_report_of_a_week_long_ago_of_which_nothing_was_told_reaches_dhis2(pushing):
    """If the unit was told of before it; who was to report then is not known, so never complete."""
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await told(pusher)
    completed = list(ministry.completed)
    house.clock.advance(days=180)
    await house.says("palu 9 douentza 3/12")
    await house.says("palu 2 koro 3/12", KORO)
    assert (await told(pusher)).sent == 1
    assert ministry.values[UNIT, "2026W49", MALARIA] == "9"
    assert (OTHER, "2026W49", MALARIA) not in ministry.values
    assert ministry.completed == completed
    house.clock.advance(days=1)
    assert (await told(pusher)).sent == 0


async def test_a_week_long_ago_stays_as_complete_as_it_was(pushing):
    """Of two who were expected one never reported; that they left since completes no old week."""
    house, ministry, pusher = pushing
    await house.rows(
        "INSERT INTO assignment (contact_id, role, area_id, since) SELECT contact_id, 'chw', "
        f"'district-koro', 0 FROM contact_address WHERE address = '{CHW}' RETURNING role"
    )
    await house.says("palu 3 koro")
    await told(pusher)
    house.clock.advance(days=180)
    await house.rows(
        "DELETE FROM assignment WHERE area_id = 'district-koro' AND since > 0 RETURNING role"
    )
    await house.says("corriger 1 palu 4 koro")
    assert (await told(pusher)).sent == 1
    assert ministry.values[OTHER, WEEK, MALARIA] == "4"
    assert ministry.completed == []


async def test_a_week_is_complete_on_the_day_of_its_last_report(pushing):
    house, ministry, pusher = pushing
    house.clock.advance(days=10)  # Friday of the week after
    await house.says("S48 palu 3 douentza")
    await told(pusher)
    assert ministry.completed_on == {(UNIT, WEEK): {"2026-12-04"}}


async def test_completeness_is_taken_back_when_a_report_is_withdrawn_and_told_again(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    house.clock.advance(days=7)
    await told(pusher)
    assert ministry.completed == [(UNIT, WEEK)]
    [(number,)] = await house.rows("SELECT number FROM report")
    await house.says(f"annuler {number}")
    ministry.instead = [web.Response(status=503)]  # and it is tried until it is known
    assert (await told(pusher)).later == 1
    house.clock.advance(hours=1)
    assert (await told(pusher)).sent == 1
    assert (ministry.completed, ministry.values) == ([], {})
    assert ministry.calls[-1] == {"ds": "SetOfWeek01", "pe": WEEK, "ou": UNIT}
    calls = len(ministry.calls)
    await told(pusher)
    assert len(ministry.calls) == calls, "once is enough"
    await house.says("palu 2 le 24/11 douentza")
    await told(pusher)
    assert ministry.completed == [(UNIT, WEEK)]


async def test_who_joins_later_leaves_earlier_weeks_complete(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    house.clock.advance(days=7)
    await told(pusher)
    now = millis(house.clock())
    new = [NewContact(Address("tel", "+22370000077"), "chw", "district-douentza", "fr")]
    async with house.database.transaction() as connection:
        await keep_contacts(connection, new, channel="fake", recipient="+22370000000", now=now)
    assert (await told(pusher)).sent == 0
    assert ministry.completed == [(UNIT, WEEK)]


async def test_a_late_report_goes_to_its_own_week(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await told(pusher)
    house.clock.advance(days=7)
    await house.says("rougeole 1 moins de 5 ans le 24/11 douentza")
    await told(pusher)
    assert measles(ministry)[0] == "1"
    assert measles(ministry, week="2026W49") == (None, None, None)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 500, "text": "<html>down</html>"}, "HTTP 500"),
        ({"status": 200, "text": "<html>log in</html>"}, "no usable answer"),
        ({"status": 401}, "HTTP 401"),
        ({"status": 429, "headers": {"Retry-After": "600"}}, "HTTP 429"),
        ({"text": '{"status": "OK"}'}, "no usable answer"),
    ],
    ids=["down", "a page", "wrong password", "too many", "no summary"],
)
async def test_what_may_pass_is_tried_again_ever_later(pushing, answer, reason):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    ministry.instead = [web.Response(**answer)]
    assert (await told(pusher)).later == 1
    [[_unit, status, attempts, why]] = await house.rows(ROWS)
    assert (status, attempts) == ("due", 1)
    assert why.startswith(reason)
    assert (await told(pusher)).sent == 0
    house.clock.advance(minutes=11)
    assert (await told(pusher)).sent == 1
    assert ministry.values[UNIT, WEEK, MALARIA] == "3"


async def test_after_the_last_try_it_is_given_up_aloud_until_somebody_mends_it(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await pusher.look()
    for _try in range(TRIES):
        ministry.instead = [web.Response(status=503)]
        last = await pusher.send()
        house.clock.advance(hours=10)
    assert last.dead == 1
    assert (await told(pusher)).sent == 0
    async with house.database.transaction() as connection:
        assert await connection.fetch(QUERIES, "retry_pushes", now=0)
    assert (await pusher.send()).sent == 1


@pytest.mark.parametrize("since_2_38", [True, False])
async def test_what_dhis2_refuses_waits_with_its_reason_and_holds_nobody_else(pushing, since_2_38):
    house, ministry, pusher = pushing
    ministry.since_2_38, ministry.knows = since_2_38, {OTHER}
    await house.says("palu 3 douentza", CHW)
    await house.says("palu 2 koro", KORO)
    pushed = await told(pusher)
    assert (pushed.sent, pushed.dead) == (1, 1)
    assert await house.rows(ROWS) == [
        (UNIT, "dead", 1, f"{UNIT}: Organisation unit not found"),
        (OTHER, "sent", 1, None),
    ]
    assert (await told(pusher)).dead == 0
    ministry.knows.add(UNIT)
    await house.says("palu 1 douentza", CHW)
    await told(pusher)
    assert ministry.values[UNIT, WEEK, MALARIA] == "4"


async def test_what_changes_while_it_is_sent_is_sent_again(pushing):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    await pusher.look()
    values = pusher._registry.values

    async def changing(value_set):
        await values(value_set)
        pusher._registry.values = values
        await house.says("palu 1 douentza")
        await pusher.look()

    pusher._registry.values = changing
    await pusher.send()
    assert ministry.values[UNIT, WEEK, MALARIA] == "4"


async def test_nothing_personal_leaves(pushing):
    house, ministry, pusher = pushing
    await house.says("rougeole 1 f 9 mois douentza")
    await told(pusher)
    assert "+223" not in str(ministry.calls)
    assert set(ministry.calls[0]) == {"dataSet", "orgUnit", "period", "dataValues"}


async def test_zeros_sent_in_training_stay_untold_after_it(pushing):
    house, ministry, pusher = pushing
    await house.rows("UPDATE contact SET training = 1 WHERE locale = 'fr' RETURNING id")
    await house.says("RAS", CHW)
    await house.rows("UPDATE contact SET training = 0 WHERE locale = 'fr' RETURNING id")
    await told(pusher)
    assert ministry.values == {}


async def test_a_wrong_id_that_was_mended_in_the_mapping_is_sent_no_more(pushing, tmp_path):
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza", CHW)
    wrong = MAPPING.replace(MALARIA, "WrongElem01").replace(UNIT, "WrongUnit01")
    right, pusher.plan = pusher.plan, replace(pusher.plan, mapped=mapped(tmp_path, wrong))
    assert (await told(pusher)).dead == 1
    pusher.plan = replace(right, mapped=mapped(tmp_path, wrong.replace("WrongUnit01", UNIT)))
    ministry.instead = [web.Response(status=409)]
    assert (await told(pusher)).dead == 1
    pusher.plan = right
    assert (await told(pusher)).sent == 1
    assert await house.rows(ROWS) == [(UNIT, "sent", 1, None)]
    assert not any(element == "WrongElem01" for _unit, _week, element in ministry.values)
    assert ministry.values[UNIT, WEEK, MALARIA] == "3"


@pytest.mark.parametrize("taken_out", ["unit", "element"])
async def test_what_is_taken_out_of_the_mapping_stays_in_dhis2(pushing, taken_out):
    """A line lost from the file, or a unit that another program tells of now, deletes nothing."""
    house, ministry, pusher = pushing
    await house.says("palu 3 douentza")
    assert (await told(pusher)).sent == 1
    mapped = pusher.plan.mapped
    if taken_out == "unit":
        rest = {area: unit for area, unit in mapped.units.items() if unit != UNIT}
        fewer = replace(mapped, units=rest)
    else:
        fewer = replace(mapped, elements=tuple(e for e in mapped.elements if e.risk != "malaria"))
    pusher.plan = replace(pusher.plan, mapped=fewer)
    await told(pusher)
    assert ministry.values[UNIT, WEEK, MALARIA] == "3"
    pusher.plan = replace(pusher.plan, mapped=mapped)
    await told(pusher)
    assert ministry.values[UNIT, WEEK, MALARIA] == "3"
