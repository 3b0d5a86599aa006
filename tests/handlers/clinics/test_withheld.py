"""What is hidden or withheld of a visit is told on no way out, whoever asks and however often."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from bot.geo import distance
from bot.message import Location
from handlers.clinics import records
from handlers.clinics.announcing import announced
from handlers.clinics.model import Change, Spot, Visit
from handlers.clinics.pages import clinics_geojson
from handlers.clinics.recurrence import Rule
from handlers.clinics.services import load
from handlers.clinics.telling import concerned
from handlers.clinics.writing_ics import Paper, Public, public_ics
from tests.conftest import BY_KEY, House, knowledge
from tests.handlers.clinics.conftest import spot
from tests.handlers.clinics.test_reminding import at, on

WEDNESDAY = date(2026, 11, 25)
RESIDENT, ELSEWHERE = BY_KEY["resident-koro"], BY_KEY["chw-ansongo"]
MONDORO = spot("Mondoro")
CAMP = Spot("Campement Bleu", (14.7312, -1.9047), MONDORO.place_id, "district-douentza")
NEXT = Spot("Campement Vert", (14.7624, -1.9153), MONDORO.place_id, "district-douentza")
VISIT = Visit(
    77,
    "Equipe Zeta",
    CAMP,
    Rule(WEDNESDAY, "FREQ=WEEKLY"),
    time(9),
    time(14),
    frozenset({"covid", "vaccination"}),
)
NEVER = ("Zeta", "Vert")  # the team, and where a later hidden day goes
EXACT = ("Campement", "14.73", "1.904", "14.76", "1.915")
PLACE = ("Mondoro", "14.68", "1.95")
DAY = ("25 nov", "20261125", "2026-11-25")


@dataclass(frozen=True)
class Case:
    """A visit, when somebody looks, and what they may not see of it then."""

    visit: Visit
    when: datetime
    withheld: tuple[str, ...]
    told: bool = True


def moved(visit: Visit, **fields) -> Visit:
    return visit.changed(Change(WEDNESDAY, "moved", None, WEDNESDAY, time(10), time(12), **fields))


HIDDEN = replace(VISIT, hidden=12)
VILLAGE, AREA = (replace(VISIT, precision=each) for each in ("village", "area"))
EVENING, NIGHT = on(24, 20), on(24, 22)
CASES = {
    "all may be told": Case(VISIT, EVENING, ("Zeta",)),
    "hidden": Case(HIDDEN, EVENING, (*EXACT, *DAY, "Zeta", "covid", "COVID"), told=False),
    "hidden until an hour ago": Case(HIDDEN, NIGHT, ("Zeta", "2 déc", "20261202")),
    "hidden, the day cancelled": Case(
        HIDDEN.changed(Change(WEDNESDAY, "cancelled", "insecurity")),
        EVENING, (*EXACT, *DAY, "insécurité"), told=False,
    ),
    "hidden, the day moved": Case(
        moved(HIDDEN, spot=NEXT), on(24, 21, 30), (*EXACT, *DAY, *NEVER), told=False
    ),
    "hidden, an extra day": Case(
        HIDDEN.changed(Change(WEDNESDAY.replace(day=27), "extra", spot=NEXT)),
        NIGHT, ("Zeta", "Vert", "27 nov", "20261127", "14.76"),
    ),
    "the village": Case(VILLAGE, EVENING, ("Zeta", *EXACT)),
    "the village, moved": Case(moved(VILLAGE, spot=NEXT), EVENING, (*NEVER, *EXACT)),
    "the village, of no gazetteer": Case(
        replace(VILLAGE, spot=replace(CAMP, name="Boni", place_id=None)),
        EVENING, ("Zeta", *EXACT),
    ),
    "the area": Case(AREA, EVENING, ("Zeta", *EXACT, *PLACE)),
    "the area, moved": Case(moved(AREA, spot=NEXT), EVENING, (*NEVER, *EXACT, *PLACE)),
    "the area, cancelled": Case(
        AREA.changed(Change(WEDNESDAY, "cancelled", "road")), EVENING, ("Zeta", *EXACT, *PLACE)
    ),
    "the area, hidden": Case(
        replace(AREA, hidden=12), EVENING, (*NEVER, *EXACT, *PLACE, *DAY), told=False
    ),
    "suspended": Case(
        replace(VISIT, status="suspended"), EVENING, (*NEVER, *EXACT, *DAY), told=False
    ),
}  # fmt: skip


async def said(house: House, text: str, who=RESIDENT, **fields) -> str:
    """Everything that reaches them: words, choices, and the place on a map."""
    before = len(house.channel.sent)
    await house.says(text, who, **fields)
    return told_since(house, before, who)


def told_since(house: House, before: int, who) -> str:
    return "\n".join(
        f"{rendered.text} {rendered.choices} {outbound.reply.place}"
        for outbound, rendered in house.channel.sent[before:]
        if outbound.address == who
    )


def without_their_words(found: str) -> str:
    """What they named themselves is said back, and may be followed."""
    for words in ("rès de Mondoro", "suivre Mondoro"):
        found = found.replace(words, "")
    return found


async def by_asking(house: House, text: str) -> str:
    found = [await said(house, each) for each in (text, "suite", "suite")]
    return without_their_words("".join(found))


async def by_programme(house: House) -> str:
    return await by_asking(house, "programme mondoro")


async def by_clinic(house: House) -> str:
    return await by_asking(house, "clinique mondoro")


async def by_service(house: House) -> str:
    return await by_asking(house, "clinique covid mondoro")


async def by_day(house: House) -> str:
    return await by_asking(house, "programme mondoro mercredi")


async def by_the_place_of_last_time(house: House) -> str:
    await house.says("clinique mondoro", RESIDENT)
    return (await by_asking(house, "programme")).replace("Mondoro, comme la", "")


async def by_shared_location(house: House) -> str:
    return await said(house, "", location=Location(14.9, -2.0))


async def by_advice(house: House) -> str:
    """Which vaccines are due, and where the next session is."""
    await house.says("clinique mondoro", RESIDENT)
    found = [await said(house, each) for each in ("vaccin né le 12/02/2026", "aucun")]
    return without_their_words("".join(found))


async def by_trying_to_change_it(house: House) -> str:
    """A resident, and a health worker of elsewhere, write what coordinators write."""
    found = ""
    for who in (RESIDENT, ELSEWHERE):
        for text in ("annuler visite 77", "deplacer visite 77 vendredi"):
            found += await said(house, text, who)
            found += await said(house, "non", who)
    return found


async def by_coordinating_elsewhere(house: House) -> str:
    """A coordinator, but of another area."""
    await house.rows(
        "UPDATE assignment SET role = 'coordinator' WHERE area_id = 'district-ansongo' "
        "RETURNING role"
    )
    texts = (
        "cancel visit 77",
        "cancel visit hombori",
        "move visit 77 to friday",
        "resume visit 77",
    )
    return "".join([await said(house, text, ELSEWHERE) for text in texts])


async def by_reminder(house: House) -> str:
    """To who follows a place near it, at every hour until the moment in question."""
    until = house.clock.now
    house.clock.now = on(24, 8)
    await house.says("suivre mondoro", RESIDENT)
    before = len(house.channel.sent)
    for hour in range(8, until.hour + 1):
        await at(house, on(24, hour))
    house.clock.now = until
    await house.hears(RESIDENT)
    return told_since(house, before, RESIDENT)


async def by_calendar(house: House) -> str:
    async with house.database.reading() as connection:
        agenda = await records.current_agenda(connection, knowledge())
    paper = Paper(knowledge().zone, "here", house.clock.now)
    known = knowledge()
    public = Public(known.places, known.areas, load(), lambda t: house.catalogs.translate(t, "fr"))
    data = public_ics(agenda.visits, paper, public)
    assert Calendar.from_ical(data)
    return data.decode().replace("\r\n ", "")


async def by_map(house: House) -> str:
    async with house.database.reading() as connection:
        agenda = await records.current_agenda(connection, knowledge())
    return clinics_geojson(agenda.clinics, load(), lambda text: text.msgid).decode()


async def by_the_message_of_a_change(house: House) -> str:
    """What people read when the day is cancelled, and around where they are told."""
    async with house.database.reading() as connection:
        [visit] = (await records.current_agenda(connection, knowledge())).visits
    now, known = visit.changed(Change(WEDNESDAY, "cancelled", "rain")), knowledge()
    local = house.clock.now.replace(tzinfo=None)
    found = announced(visit, now, WEDNESDAY, local, known.places, known.areas)
    if found is None:
        return ""
    around, areas = concerned(found.spots, visit, known.places, known.areas)
    assert around or areas
    return f"{house.catalogs.translate(found.text, 'fr')} {around} {areas}"


async def by_following(house: House) -> str:
    """What is answered to who follows, and what they follow."""
    found = [await said(house, each) for each in ("suivre mondoro", "mes suivis", "rappels non")]
    return "".join(found).replace("Mondoro", "")


async def by_the_records_of_the_simulator(house: House) -> str:
    """All answers as they are kept, whoever looks at them."""
    await by_programme(house)
    await by_following(house)
    rows = await house.rows("SELECT reply FROM outbound ORDER BY id")
    return "".join(reply for (reply,) in rows).replace("Mondoro", "")


Way = Callable[[House], Awaitable[str]]
TELLING: tuple[Way, ...] = (
    by_programme, by_clinic, by_service, by_day, by_the_place_of_last_time, by_shared_location,
    by_advice, by_reminder, by_calendar,
)  # fmt: skip
WAYS = (
    *TELLING, by_trying_to_change_it, by_coordinating_elsewhere, by_map, by_following,
    by_the_message_of_a_change, by_the_records_of_the_simulator,
)  # fmt: skip


@pytest.fixture
async def keeping(staffed: House):
    """Keeps one visit, and looks at it at a moment."""

    async def keep(case: Case) -> House:
        async with staffed.database.transaction() as connection:
            await records.keep_visits(connection, [case.visit])
            await records.next_version(connection)
        knowledge().shelf.clear()
        staffed.clock.now = case.when
        return staffed

    return keep


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_no_way_out_tells_what_is_withheld_and_each_what_may_be_told(keeping, case, way):
    """A program that says nothing would withhold it all, too."""
    found = await way(await keeping(case))
    assert [word for word in case.withheld if word in found] == [], found
    cancelled = any(change.kind == "cancelled" for change in case.visit.changes)
    if way in TELLING and not (cancelled and way in (by_reminder, by_advice)):
        assert any(day in found for day in DAY) == case.told, found


@pytest.mark.parametrize("precision", ["village", "area"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_asking_from_many_points_does_not_find_it(keeping, precision):
    """On a circle around the camp: what is told depends on the public point alone."""
    house = await keeping(Case(replace(VISIT, precision=precision), EVENING, ()))
    async with house.database.reading() as connection:
        agenda = await records.current_agenda(connection, knowledge())
    middle = agenda.seen(CAMP, precision)
    assert distance(middle, CAMP.point) > 5
    at = datetime(2026, 11, 24, 20)
    for degrees in range(0, 360, 15):
        here = (
            CAMP.point[0] + 0.45 * math.cos(math.radians(degrees)),
            CAMP.point[1] + 0.46 * math.sin(math.radians(degrees)),
        )
        found = agenda.next_visits(here, at, within=50)
        assert bool(found) == (distance(here, middle) <= 50)
        assert all(near.km == distance(here, middle) for near in found)


def test_a_reader_of_the_calendar_sees_the_same_days_as_who_asks():
    """A rule in the public calendar gives no day that a message would not."""
    paper = Paper(knowledge().zone, "here", datetime(2026, 11, 24, 20, tzinfo=UTC))
    public = Public(knowledge().places, knowledge().areas, load(), lambda text: text.msgid)
    data = public_ics([HIDDEN, replace(VISIT, number=78)], paper, public)
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [("RRULE" in event, str(event["UID"])) for event in events] == [(True, "visit-78@here")]
