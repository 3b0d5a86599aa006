"""A past that was imported: the malaria thresholds speak from the first week on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.areas import Area, Areas, starter
from bot.epiweek import EpiWeek, WeekStart
from bot.errors import BadFile
from bot.reacting import settle
from handlers import REACTIONS
from handlers.alerts.bringing import bring, take_back
from handlers.alerts.comparing import rules_in
from handlers.alerts.imported import Span, Total, far_below, spans, total
from handlers.alerts.known import known_of
from handlers.alerts.past_file import PastWeek, read_past
from handlers.weeks.calendar import weekly_of
from tests.conftest import House
from tests.handlers.alerts.test_comparing import FOUND, LATER, history, wednesday
from tests.handlers.alerts.test_weeks_again import USUAL, late

HEADER = "area_id,risk,year,week,cases\n"
YEARS = {2021: 10, 2022: 12, 2023: 20, 2024: 14, 2025: 16}  # third quartile 16, mean 14.4
NOW = EpiWeek(2026, 48)
W46, W47 = EpiWeek(2026, 46), EpiWeek(2026, 47)
COMPARED = "SELECT week FROM comparison ORDER BY week"
DISTRICT = "district-douentza"


def five_years(area: str = DISTRICT) -> list[PastWeek]:
    """The same in each week of a year."""
    lines = (
        f"{area},malaria,{year},{week},{cases}\n"
        for year, cases in YEARS.items()
        for week in range(1, 53)
    )
    return read(lines)


def read(lines: Iterable[str]) -> list[PastWeek]:
    areas, text = {area.id for area in with_parts()}, HEADER + "".join(lines)
    return read_past(text, areas=areas, risks={"malaria", "measles"}, now=NOW)


def weeks(*cases: tuple[EpiWeek, int], area: str = DISTRICT) -> list[PastWeek]:
    return [PastWeek(area, "malaria", week, count) for week, count in cases]


def with_parts() -> Areas:
    """Two health areas in a district, and a third in another."""
    parts = [
        Area("boni", "Boni", "health_area", DISTRICT),
        Area("hombori", "Hombori", "health_area", DISTRICT),
        Area("dinangourou", "Dinangourou", "health_area", "district-koro"),
    ]
    return Areas([*starter(), *parts])


async def brings(house: House, found: list[PastWeek]) -> tuple[int, int, int]:
    async with house.jobs._store.batch() as session:
        done = await bring(session, found, house.clock(), house.knowledge)
        await settle(session, REACTIONS, done.outcome, house.clock(), house.knowledge)
    return len(done.new), len(done.changed), done.same


async def forgets(house: House, area: str, risk: str | None = None) -> int:
    async with house.jobs._store.batch() as session:
        gone, outcome = await take_back(session, area, risk, house.clock(), house.knowledge)
        await settle(session, REACTIONS, outcome, house.clock(), house.knowledge)
    return len(gone)


async def known(house: House, area: str = DISTRICT):
    """The counts of an area, and the weeks of them that were imported."""
    knowledge = replace(house.knowledge, areas=with_parts())
    [rule] = rules_in(area, knowledge)
    async with house.jobs._store.batch() as session:
        week = EpiWeek(2026, 47, weekly_of(knowledge).start)
        found = await known_of(session, rule, area, week, knowledge)
    return dict(found.counts), found.imported


async def test_five_imported_years_are_the_third_quartile_and_an_alarm(staffed):
    assert await brings(staffed, five_years()) == (260, 0, 0)
    await history(staffed, 17, 18)
    assert await wednesday(staffed) == [
        (
            "Alerte 1 : paludisme, 18 cas en semaine 47, Douentza. D’après le passé au plus 16. "
            "Vrai : OK 1. Faux : NON 1 et pourquoi."
        )
    ]
    assert await staffed.rows(FOUND) == [("malaria-high", DISTRICT, 47, "third_quartile", 1)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("cases", [(16, 18), (17, 16), (16, 16)])
async def test_the_third_quartile_is_to_be_passed_two_weeks_in_a_row(staffed, cases):
    await brings(staffed, five_years())
    await history(staffed, *cases)
    assert await wednesday(staffed) == []
    assert await staffed.rows(FOUND) == [("malaria-high", DISTRICT, 47, "third_quartile", 0)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("cases", "alarm"), [(15, 1), (14, 0)])
async def test_in_the_north_it_is_the_c_sum(staffed, cases, alarm):
    await brings(staffed, five_years("district-ansongo"))
    await history(staffed, cases, area="district-ansongo")
    await wednesday(staffed)
    assert await staffed.rows(FOUND) == [("malaria-low", "district-ansongo", 47, "csum", alarm)]


async def test_weeks_that_were_compared_already_are_compared_again_with_the_new_past(staffed):
    await history(staffed, 17, 18)
    assert await wednesday(staffed) == []
    assert await staffed.rows(FOUND) == [("malaria-high", DISTRICT, 47, None, 0)]
    await brings(staffed, five_years())
    [told] = await late(staffed)
    assert "18 cas en semaine 47" in told
    assert await staffed.rows(FOUND) == [("malaria-high", DISTRICT, 47, "third_quartile", 1)]


async def test_what_is_taken_back_leaves_ears_and_the_alert_ends(staffed):
    await history(staffed, *USUAL, 4, 5)
    await brings(staffed, weeks(*((each.week, 3) for each in five_years())))
    first, *_grown = await wednesday(staffed)
    assert "D’après le passé au plus 3." in first
    assert await forgets(staffed, "region-gao") == 0
    assert await forgets(staffed, "region-douentza", "measles") == 0
    assert await forgets(staffed, "region-douentza", "malaria") == 260
    [told] = await late(staffed)
    assert told.startswith("Alerte 1 terminée")
    assert ("malaria-high", DISTRICT, 47, "ears_c2", 0) in await staffed.rows(FOUND)
    assert "third_quartile" not in [row[3] for row in await staffed.rows(FOUND)]
    assert await forgets(staffed, "region-douentza") == 0


async def test_an_imported_week_replaces_what_was_reported_for_it(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    counts, imported = await known(staffed)
    assert (counts[W46], counts[W47], imported) == (30, 35, frozenset())
    await brings(staffed, weeks((W46, 5)))
    counts, imported = await known(staffed)
    assert (counts[W46], counts[W47], imported) == (5, 35, {W46})
    assert await wednesday(staffed) == []  # only one week in a row is above its past
    assert await staffed.rows(COMPARED) == [(43,), (44,), (45,), (47,)]


async def test_an_imported_week_raises_nothing(staffed):
    await brings(staffed, [*five_years(), *weeks((W46, 500), (W47, 500))])
    await history(staffed, 3, 400, 450)
    assert await wednesday(staffed) == []
    compared = [week for (week,) in await staffed.rows(COMPARED)]
    assert compared[-2:] == [44, 45]
    assert await staffed.rows("SELECT number FROM alert") == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_an_alert_whose_weeks_are_imported_afterwards_stays_for_a_person(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    assert len(await wednesday(staffed)) == 1
    await brings(staffed, weeks((W46, 5), (W47, 5)))
    assert await late(staffed) == []
    assert await staffed.rows("SELECT status, cases FROM alert") == [("open", 35)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_where_nobody_ever_reported_no_week_is_compared(staffed):
    await brings(staffed, five_years())
    assert await wednesday(staffed) == []
    assert await staffed.rows(COMPARED) == []


async def test_importing_again_changes_nothing_and_says_what_was_changed(staffed):
    await brings(staffed, five_years())
    before = sorted(await staffed.rows("SELECT * FROM past_week"))
    staffed.clock.advance(days=1)
    await staffed.rows("DELETE FROM job RETURNING name")
    assert await brings(staffed, five_years()) == (0, 0, 260)
    assert sorted(await staffed.rows("SELECT * FROM past_week")) == before
    assert await staffed.rows("SELECT name FROM job") == []
    more = weeks((EpiWeek(2025, 52), 99), (W46, 0), (EpiWeek(2025, 51), 16))
    assert await brings(staffed, more) == (1, 1, 1)
    async with staffed.database.reading() as connection:
        assert await spans(connection, NOW.start) == [
            Span(DISTRICT, "malaria", EpiWeek(2021, 1), W46, 261)
        ]
    changed = "SELECT cases FROM past_week WHERE year = 2025 AND week >= 51 ORDER BY week"
    assert await staffed.rows(changed) == [(16,), (99,)]


async def test_what_would_be_is_told_and_nothing_written(staffed):
    async with staffed.jobs._store.batch() as session:
        found = await bring(session, five_years(), LATER, staffed.knowledge, dry=True)
    assert (len(found.new), found.changed, found.same, found.outcome.jobs) == (260, (), 0, ())
    assert await staffed.rows("SELECT * FROM past_week") == []
    await brings(staffed, five_years())
    async with staffed.jobs._store.batch() as session:
        gone, outcome = await take_back(session, DISTRICT, None, LATER, staffed.knowledge, dry=True)
    assert (len(gone), outcome.jobs) == (260, ())
    assert await staffed.rows("SELECT count(*) FROM past_week") == [(260,)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("area", "risk", "week", "planned"),
    [
        (DISTRICT, "malaria", EpiWeek(2021, 3), [(DISTRICT, 52)]),
        (DISTRICT, "malaria", EpiWeek(2026, 40), [(DISTRICT, 7)]),
        ("boni", "malaria", EpiWeek(2026, 40), [(DISTRICT, 7)]),
        (DISTRICT, "measles", EpiWeek(2021, 3), []),
        ("region-douentza", "malaria", EpiWeek(2021, 3), []),
    ],
)
async def test_it_is_compared_again_there_and_above_a_year_back_at_most(
    staffed, area, risk, week, planned
):
    staffed.knowledge = replace(staffed.knowledge, areas=with_parts())
    later = PastWeek(area, risk, week + 1, 3)
    async with staffed.jobs._store.batch() as session:
        found = await bring(session, [later, replace(later, week=week)], LATER, staffed.knowledge)
    jobs = [(job.data["area_id"], job.data["back"]) for job in found.outcome.jobs]
    assert jobs == planned


async def test_of_areas_below_the_sum_is_the_past(staffed):
    await history(staffed, 30, 35)
    old = EpiWeek(2021, 47)
    parts = [*weeks((old, 4), (W46, 6), (W47, 6), area="boni"), *weeks((old, 5), area="hombori")]
    await brings(staffed, [*parts, *weeks((old, 100), area="dinangourou")])
    counts, imported = await known(staffed)
    assert counts[old] == 9
    assert (counts[W46], counts[W47]) == (30, 35)  # only a part is imported: who reported is heard
    assert imported == {old}
    await brings(staffed, weeks((W46, 0), area="hombori"))
    counts, imported = await known(staffed)
    assert (counts[W46], counts[W47], imported) == (6, 35, {old, W46})
    await brings(staffed, weeks((old, 50)))
    counts, _imported = await known(staffed)
    assert counts[old] == 50


def test_an_area_stands_for_those_below_it_and_nothing_is_counted_twice():
    parts = {"region": ["north", "south"], "north": ["a", "b"], "south": ["c"]}
    assert total("region", {"region": 5, "north": 3, "a": 9}, parts) == Total(5, whole=True)
    assert total("region", {"north": 3, "a": 9, "c": 2}, parts) == Total(5, whole=True)
    assert total("region", {"a": 9, "c": 2}, parts) == Total(11, whole=False)
    assert total("region", {"a": 9, "b": 0, "c": 2}, parts) == Total(11, whole=True)
    assert total("c", {}, parts) == Total(0, whole=False)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_weeks_that_begin_on_another_day_are_those_of_the_deployment(staffed):
    staffed.knowledge = replace(staffed.knowledge, options={"weeks": {"begins": "friday 12:00"}})
    friday = WeekStart(4, 12)
    await brings(staffed, weeks((EpiWeek(2021, 47, friday), 8)))
    counts, imported = await known(staffed)
    assert counts == {EpiWeek(2021, 47, friday): 8}
    assert imported == counts.keys()


def test_a_week_that_is_not_over_is_no_past():
    assert read([f"{DISTRICT},malaria,2026,47,3\n"])[0].week == W47
    for week, year in ((48, 2026), (53, 2026), (1, 2027)):
        with pytest.raises(BadFile, match=f"line 2: week {year}-W{week:02d} is not over yet"):
            read([f"{DISTRICT},malaria,{year},{week},3\n"])


@pytest.mark.parametrize(("cases", "said"), [(1, True), (2, False), (9, False)])
async def test_a_past_of_other_peoples_cases_is_noticed(staffed, cases, said):
    """By `kunnafoni doctor`: eight weeks beside 16 each, far below or as it may be."""
    await history(staffed, *[cases] * 8)
    await brings(staffed, five_years())
    await wednesday(staffed)
    async with staffed.database.reading() as connection:
        found = await far_below(connection)
    assert [dict(row) for row in found] == (
        [{"area_id": DISTRICT, "risk": "malaria", "observed": 8, "upper": 128}] if said else []
    )
