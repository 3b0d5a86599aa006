"""As long as no person has decided anything, the order in which the same reports arrive through
the whole bot does not change which alerts there are in the end. Hypothesis makes the reports."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.store.sqlite import SQLiteDatabase
from tests.conftest import BY_KEY, Clock, House

EXAMPLES = 120 if os.environ.get("KUNNAFONI_EVERY_CASE") else 7
WHO = BY_KEY["supervisor-douentza"]
_serial = count(1)
# Single cases, clusters by place and by distance, weekly numbers by area, events.
RISKS = ("rougeole", "cholera", "diarrhee sanglante", "meningite", "rage", "grippe grave")
DEADLY = ("rougeole", "cholera", "meningite")
PLACES = ("douentza", "boni", "mondoro", "koro", "hombori", "bamako", "kati")


@dataclass(frozen=True)
class Told:
    """A report, and whether it was wrong and is taken back: `at once`, `late`, or never."""

    text: str
    taken_back: str = ""


def told(risk: str, number: int, place: str, days: int, taken_back: str, dead: str = "") -> Told:
    dead = dead if risk in DEADLY else ""  # of the others somebody is asked what was meant
    return Told(f"{risk} {number} {dead} {place} depuis {days} jours", taken_back)


TOLD = st.builds(
    told,
    st.sampled_from(RISKS),
    st.integers(1, 3),
    st.sampled_from(PLACES),
    st.sampled_from((1, 2, 3, 6, 7, 8, 13, 19, 25, 30, 44, 60)),
    st.sampled_from(("", "", "", "at once", "late")),
    st.sampled_from(("", "", "dont 1 mort")),
)
MANY = st.lists(TOLD, min_size=2, max_size=7, unique_by=lambda each: each.text)
# A chain of days; one in the middle of it was wrong, and it falls into two.
BRIDGE = [
    told("cholera", 1, "douentza", 1, ""),
    told("cholera", 1, "douentza", 13, ""),
    told("cholera", 2, "douentza", 19, ""),
    told("cholera", 1, "douentza", 25, ""),
    told("cholera", 1, "douentza", 7, "late"),
    told("rougeole", 3, "boni", 2, ""),
    told("rougeole", 2, "douentza", 29, ""),
]
# Thirteen kilometres apart, in two areas: only their distance makes them one.
BORDER = [told("rougeole", 2, "bamako", 1, ""), told("rougeole", 3, "kati", 20, "")]
# Long after the window of a cluster: one that is none itself makes two of them one.
AFTER = [told("diarrhee sanglante", n, "boni", days, "") for n, days in ((2, 1), (1, 12), (3, 23))]
WEEKS = [told("meningite", n, "koro", days, "") for n, days in ((2, 1), (1, 8), (3, 13), (2, 25))]
# Too few for an outbreak of the district: an alert that grows stands beside one that does not.
BESIDE = [told("rougeole", 1, place, 1, "") for place in ("douentza", "boni")]
BESIDE.append(told("rougeole", 1, "boni", 2, ""))
GROUPS = """
SELECT a.number, i.text, a.level, a.rules, a.cases, a.signals, a.deaths, a.place_id, a.area_id,
    a.first_on, a.last_on
FROM alert AS a
JOIN alert_report AS m ON m.alert_number = a.number
JOIN report AS r ON r.number = m.report_number JOIN inbound AS i ON i.id = r.inbound_id
WHERE a.status = 'open'
"""


@asynccontextmanager
async def a_house(model, folder, catalogs):
    """A bot of its own, in which nothing was reported yet."""
    file = folder / f"{next(_serial)}.db"
    shutil.copy(model, file)
    async with SQLiteDatabase.open(file) as database:
        house = House(database, catalogs, Clock())
        await house.staff()
        yield house


async def alerts_after(house: House, reports: list[Told]) -> list[list[object]]:
    late = []
    for each in reports:
        answers = await house.says(each.text, WHO)
        number = next(int(a.split()[1]) for a in answers if a.startswith("No "))
        if each.taken_back == "at once":
            await house.says(f"annuler {number}", WHO)
        elif each.taken_back:
            late.append(number)
    for number in late:
        await house.says(f"annuler {number}", WHO)
    return await grouped(house)


async def grouped(house: House) -> list[list[object]]:
    found: dict[int, list[object]] = {}
    for number, text, *said in sorted(await house.rows(GROUPS), key=str):
        found.setdefault(number, said).append(text)
    return sorted(found.values(), key=str)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(MANY, st.randoms(use_true_random=False))
@example(BRIDGE, None)
@example(BORDER, None)
@example(BESIDE, None)
@example(AFTER, None)
@example(WEEKS, None)
async def test_the_same_reports_in_any_order_raise_the_same_alerts(
    model, catalogs, tmp_path, reports, chance
):
    other = reports[::-1]
    if chance is not None:
        chance.shuffle(other)
    ends = []
    for order in (reports, other):
        async with a_house(model, tmp_path, catalogs) as house:
            ends.append(await alerts_after(house, order))
    assert ends[0] == ends[1]


COORDINATOR = BY_KEY["coordinator"]


async def alerts_after_mistakes(house: House, reports: list[Told], chance) -> list[list[object]]:
    """The same, while some of the alerts are dismissed by mistake and opened again at the end."""
    mistaken: list[int] = []
    late = []
    for each in reports:
        answers = await house.says(each.text, WHO)
        number = next(int(a.split()[1]) for a in answers if a.startswith("No "))
        if each.taken_back == "at once":
            await house.says(f"annuler {number}", WHO)
        elif each.taken_back:
            late.append(number)
        rows = await house.rows("SELECT number FROM alert WHERE status = 'open' ORDER BY number")
        if rows and chance.random() < 0.5:
            [(alert,)] = chance.sample(rows, 1)
            house.clock.advance(milliseconds=1)
            await house.says(f"no {alert} by mistake", COORDINATOR)
            mistaken.append(alert)
    for number in late:
        await house.says(f"annuler {number}", WHO)
    for alert in sorted(mistaken):
        await house.says(f"reopen {alert} wrong number", COORDINATOR)
    return await grouped(house)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(MANY, st.randoms(use_true_random=False))
async def test_what_was_dismissed_by_mistake_and_opened_again_is_as_if_it_never_was(
    model, catalogs, tmp_path, reports, chance
):
    async with a_house(model, tmp_path, catalogs) as house:
        plainly = await alerts_after(house, reports)
    async with a_house(model, tmp_path, catalogs) as house:
        assert await alerts_after_mistakes(house, reports, chance) == plainly
