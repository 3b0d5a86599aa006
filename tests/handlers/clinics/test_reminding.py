"""The day before a visit its followers are reminded: once, in time, of what then still holds."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import asyncio
import os
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.jobs import LEASE, Jobs
from bot.paths import LOCALES
from bot.reacting import react
from bot.sms import foldings, measure
from bot.store.store import SQLStore
from handlers import JOBS, REACTIONS
from handlers.clinics import records
from handlers.clinics.events import VisitChanged
from handlers.clinics.model import Change, Visit
from handlers.clinics.recurrence import Rule
from handlers.clinics.reminding import Reminding, first
from tests.conftest import BY_KEY, knowledge
from tests.handlers.clinics.conftest import TUESDAY, VISITS, WEEK, spot

RESIDENT, BAMBARA, COORDINATOR = (
    BY_KEY["resident-koro"],
    BY_KEY["resident-bm"],
    BY_KEY["coordinator"],
)
MONDORO = "Rappel. Clinique mobile : mar. 1er déc. 9h-14h, Mondoro, à moins de 1 km (nutrition, vaccination). Plus de rappels : RAPPELS NON"
REMINDED = "SELECT visit_number, visit_on FROM reminder"
REMINDERS = tuple(job for job in JOBS if job.name.startswith("remind"))
PLANNED = "SELECT name, key FROM job ORDER BY name, key"


def process(house, **options) -> Jobs:
    """A process of its own that does jobs on the same database."""
    known = replace(knowledge(), shelf={}, options={"reminders": options} if options else {})
    return Jobs(SQLStore(house.database), house.database, REMINDERS, REACTIONS, known, house.clock)


async def at(house, moment: datetime, *jobs: Jobs) -> None:
    """It is that moment, and every process looks for work."""
    house.clock.now = moment
    for each in jobs or (process(house),):
        await each.begin()
        while await each.run_due():
            pass


async def keep(house, *visits: Visit) -> None:
    async with SQLStore(house.database).batch() as session:
        await records.keep_visits(session, visits)
        await records.next_version(session)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, in Bamako, which is on UTC."""
    return datetime(2026, 11, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)


@pytest.fixture
async def followed(open_clinics):
    """Somebody follows Mondoro, and the days are planned."""
    await open_clinics.says("suivre mondoro", RESIDENT)
    await at(open_clinics, on(24, 8))
    return open_clinics


async def test_the_day_before_at_the_hour_and_once(followed):
    await at(followed, on(30, 15, 59))
    assert await followed.hears(RESIDENT) == []
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == [MONDORO]
    for hour in range(17, 24):
        await at(followed, on(30, hour))
    await at(followed, on(31, 8))
    assert await followed.hears(RESIDENT) == []
    await at(followed, on(37, 16))
    [again] = await followed.hears(RESIDENT)
    assert "mar. 8 déc. 9h-14h" in again


async def test_each_in_their_language_and_from_where_they_are(followed):
    await keep(followed, replace(VISITS[0], spot=spot("Mondoro", 0.05)))
    await followed.says("follow mondoro", COORDINATOR)
    await at(followed, on(30, 16))
    await followed.hears(RESIDENT)
    assert followed.sent_to(COORDINATOR)[-1] == (
        "Reminder. Mobile clinic: Tue 1 Dec 9h-14h, Mondoro, 6 km to the north "
        "(nutrition, vaccination). No more of these: REMINDERS NO"
    )
    assert "6 km au nord" in followed.sent_to(RESIDENT)[-1]


async def test_who_follows_two_places_near_it_is_told_once_of_the_nearer(followed):
    await keep(followed, replace(VISITS[0], spot=spot("Koro", 0.05)))
    await followed.says("suivre koro", RESIDENT)
    await at(followed, on(30, 16))
    [told] = await followed.hears(RESIDENT)
    assert "Koro, 6 km au nord" in told


async def test_what_is_farther_than_its_reach_concerns_nobody(followed):
    """In the east too, where a degree is shorter than to the north."""
    north, east = spot("Mondoro").point
    far = replace(spot("Mondoro"), point=(north, east + 0.18))
    await keep(followed, replace(VISITS[0], spot=far))
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == []
    await keep(followed, replace(VISITS[0], spot=spot("Mondoro", 0.15)))
    await at(followed, on(37, 16))
    assert await followed.hears(RESIDENT) == []


async def test_the_reach_can_be_set(followed):
    await keep(followed, replace(VISITS[0], spot=spot("Mondoro", 0.15)))
    await at(followed, on(37, 16), process(followed, within_km=20.0))
    assert len(await followed.hears(RESIDENT)) == 1


@pytest.mark.parametrize("how", ["rappels non", "ne plus suivre mondoro", "stop"])
async def test_who_does_not_want_it_is_not_reminded(followed, how):
    await followed.says(how, RESIDENT)
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == []


async def test_stop_silences_and_start_brings_them_back(followed):
    await followed.says("stop", RESIDENT)
    await at(followed, on(30, 16))
    await followed.says("start", RESIDENT)
    assert "Mondoro" in (await followed.says("mes suivis", RESIDENT))[0]
    await at(followed, on(37, 16))
    [told] = await followed.hears(RESIDENT)
    assert "mar. 8 déc." in told


async def test_stop_after_it_was_queued_silences_it_too(followed):
    await at(followed, on(30, 16))
    await followed.dispatcher.receive(followed.message("stop", RESIDENT))
    [answer] = await followed.hears(RESIDENT)
    assert answer.startswith("Vous ne recevrez plus")


async def test_the_configuration_turns_them_off_and_sets_the_hour(followed):
    off, early = process(followed, send=False), process(followed, hour="07:30")
    await at(followed, on(30, 16), off)
    assert await followed.hears(RESIDENT) == []
    assert await followed.rows(PLANNED) == []
    await at(followed, on(37, 7, 29), early)
    assert await followed.hears(RESIDENT) == []
    await at(followed, on(37, 7, 30), early)
    assert len(await followed.hears(RESIDENT)) == 1


@pytest.mark.parametrize(
    ("change", "day", "said"),
    [
        (Change(date(2026, 12, 1), "cancelled", "rain"), 30, None),
        (Change(date(2026, 12, 1), "moved", to_on=date(2026, 12, 3)), 30, None),
        (Change(date(2026, 12, 1), "moved", to_on=date(2026, 12, 3)), 32, "jeu. 3 déc. 9h-14h, Mondoro"),
        (Change(date(2026, 12, 1), "moved", begins=time(7), ends=time(9)), 30, "mar. 1er déc. 7h-9h"),
        (Change(date(2026, 12, 1), "moved", spot=spot("Bamako")), 30, None),
        (Change(date(2026, 11, 28), "extra", begins=time(10), ends=time(11)), 27, "sam. 28 nov. 10h-11h"),
    ],
)  # fmt: skip
async def test_days_that_are_not_as_the_rule_says(followed, change, day, said):
    await keep(followed, VISITS[0].changed(change))
    await at(followed, on(day, 16))
    heard = await followed.hears(RESIDENT)
    assert [said in each for each in heard] == ([True] if said else [])


async def test_moved_after_it_was_told_the_new_day_is_told_too(followed):
    await at(followed, on(30, 16))
    assert len(await followed.hears(RESIDENT)) == 1
    moved = Change(date(2026, 12, 1), "moved", to_on=date(2026, 12, 2))
    await keep(followed, VISITS[0].changed(moved))
    await at(followed, on(31, 16))
    [told] = await followed.hears(RESIDENT)
    assert "mer. 2 déc. 9h-14h" in told


async def test_a_suspended_visit_and_what_ended_meanwhile_is_not_told(followed):
    await keep(followed, replace(VISITS[0], status="closed"))
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == []


async def test_cancelled_between_planning_and_telling_it_is_not_told(followed):
    """Hidden until six in the evening: planned at four, cancelled at five."""
    await keep(followed, replace(VISITS[0], hidden=15))
    await at(followed, on(30, 16))
    cancelled = Change(date(2026, 12, 1), "cancelled", "insecurity")
    await keep(followed, replace(VISITS[0], hidden=15, changes=(cancelled,)))
    await at(followed, on(30, 20))
    assert await followed.hears(RESIDENT) == []
    assert [name for name, _key in await followed.rows(PLANNED)] == ["reminders"]


@pytest.mark.parametrize(
    ("hidden", "before", "told"),
    [
        (48, on(30, 15, 59), on(30, 16)),  # visible long before
        (15, on(30, 17, 59), on(30, 18)),  # the evening before
        (2, on(31, 6, 59), on(31, 7)),  # the same morning
    ],
)
async def test_a_hidden_visit_is_told_when_its_window_opens(followed, hidden, before, told):
    await keep(followed, replace(VISITS[0], hidden=hidden))
    await at(followed, on(30, 15, 59))
    await at(followed, before)
    assert await followed.hears(RESIDENT) == []
    await at(followed, told)
    assert await followed.hears(RESIDENT) == [MONDORO]


async def test_hidden_more_after_it_was_planned_it_waits_for_its_window(followed):
    await keep(followed, replace(VISITS[0], hidden=15))
    await at(followed, on(30, 16))
    await keep(followed, replace(VISITS[0], hidden=2))
    await at(followed, on(30, 20))
    assert await followed.hears(RESIDENT) == []
    await at(followed, on(31, 7))
    assert await followed.hears(RESIDENT) == [MONDORO]


async def test_a_visit_that_is_hidden_until_it_begins_is_never_told(followed):
    await keep(followed, replace(VISITS[0], hidden=0))
    for moment in (on(30, 16), on(31, 8), on(31, 9), on(31, 10)):
        await at(followed, moment)
    assert await followed.hears(RESIDENT) == []


async def test_of_a_village_only_the_village_is_told_and_decides_whom_it_concerns(followed):
    """The exact point is 20 km off: nobody can tell from who is reminded."""
    hidden = replace(spot("Mondoro", 0.18), place_id=spot("Mondoro").place_id)
    await keep(followed, replace(VISITS[0], spot=hidden, precision="village"))
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == [MONDORO]
    place = followed.channel.sent[-1][0].reply.place
    assert (place.location.latitude, place.location.longitude) == spot("Mondoro").point


async def test_of_an_area_all_of_the_area_are_told_and_no_point(followed):
    await followed.says("suivre douentza", BAMBARA)
    await keep(followed, replace(VISITS[0], precision="area"))
    await at(followed, on(30, 16))
    [told] = await followed.hears(RESIDENT)
    same_area = spot("Mondoro").area_id == spot("Douentza").area_id
    assert len(followed.sent_to(BAMBARA)) == 1 + same_area
    assert "km" not in told
    assert followed.channel.sent[-1][0].reply.place is None
    stored = await followed.rows("SELECT reply FROM outbound WHERE urgency = 2")
    point = spot("Mondoro").point
    assert stored
    assert all(str(degrees) not in reply for (reply,) in stored for degrees in point)


async def test_it_is_not_delivered_after_the_visit_began(followed):
    """Held back by whatever it was: at nine the visit begins, and it is dropped."""
    await at(followed, on(30, 16))
    followed.clock.now = on(31, 9)
    assert await followed.hears(RESIDENT) == []
    [(status,)] = await followed.rows("SELECT status FROM outbound WHERE urgency = 2")
    assert status == "failed"


async def test_after_a_night_without_power_it_is_told_in_the_morning(followed):
    await at(followed, on(29, 20))
    await at(followed, on(31, 7))
    assert await followed.hears(RESIDENT) == [MONDORO]


async def test_after_weeks_away_only_what_is_still_to_come_is_told(followed):
    await at(followed, on(51, 20))  # Monday evening, four weeks later
    [told] = await followed.hears(RESIDENT)
    assert "mar. 22 déc." in told
    assert len(await followed.rows(PLANNED)) == 1


async def test_too_late_it_is_not_told_at_all(followed):
    await at(followed, on(29, 20))
    await at(followed, on(31, 9))
    assert await followed.hears(RESIDENT) == []


async def test_without_hours_it_is_told_until_noon(followed):
    await keep(followed, replace(VISITS[0], begins=None, ends=None))
    await at(followed, on(29, 20))
    await at(followed, on(31, 11, 59))
    [told] = await followed.hears(RESIDENT)
    assert "(heures à confirmer)" in told
    await at(followed, on(36, 20))
    await at(followed, on(38, 12))
    assert await followed.hears(RESIDENT) == []


async def test_two_processes_remind_everybody_once(followed):
    one, two = process(followed), process(followed)
    followed.clock.now = on(30, 16)
    await asyncio.gather(*(at(followed, on(30, 16), each) for each in (one, two, one, two)))
    assert await followed.hears(RESIDENT) == [MONDORO]
    assert [name for name, _key in await followed.rows(PLANNED)] == ["reminders"]


class Dying(SQLStore):
    """The store of a process that dies just before it commits."""

    def batch(self):
        return _Dying(super().batch())


class _Dying:
    def __init__(self, batch):
        self._batch = batch

    async def __aenter__(self):
        return await self._batch.__aenter__()

    async def __aexit__(self, *_error):
        error = asyncio.CancelledError()
        await self._batch.__aexit__(type(error), error, None)
        raise error


async def test_killed_between_claim_and_commit_it_is_told_once_by_another(followed):
    dying = Jobs(Dying(followed.database), followed.database, JOBS, REACTIONS,
                 knowledge(), followed.clock)  # fmt: skip
    followed.clock.now = on(30, 16)
    for _each in range(2):  # the plan of the day, then the reminder itself
        with pytest.raises(asyncio.CancelledError):
            await dying.run_due()
        assert await followed.hears(RESIDENT) == []
        assert not await process(followed).run_due()  # the lease is not over
        followed.clock.advance(seconds=LEASE.total_seconds())
        if _each == 0:
            assert await process(followed).run_due()
    await at(followed, followed.clock.now)
    assert await followed.hears(RESIDENT) == [MONDORO]


PROGRAM = """
import asyncio, sys
from pathlib import Path
from bot.store.sqlite import SQLiteDatabase
from tests.handlers.clinics.test_reminding import on, until_killed
async def main():
    async with SQLiteDatabase.open(Path(sys.argv[1])) as database:
        await until_killed(database, on(30, 16, int(sys.argv[2])))
asyncio.run(main())
"""


async def until_killed(database, moment: datetime) -> None:
    """Be a process that does jobs, and says so just before it commits; then it waits."""

    class Waiting(SQLStore):
        @asynccontextmanager
        async def batch(self):
            async with super().batch() as session:
                yield session
                os.write(sys.stdout.fileno(), b"written, not committed\n")
                await asyncio.sleep(60)

    await Jobs(Waiting(database), database, JOBS, REACTIONS, knowledge(), lambda: moment).run_due()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_killed_by_the_system_before_it_commits_nothing_is_lost_or_told_twice(
    followed, tmp_path
):
    """SIGKILL, twice: while the day is planned, and while its reminder is written."""
    for minutes in (0, 10):
        with subprocess.Popen(  # noqa: ASYNC220
            [sys.executable, "-c", PROGRAM, str(tmp_path / "bot.db"), str(minutes)],
            cwd=LOCALES.parent, stdout=subprocess.PIPE, text=True,
        ) as program:  # fmt: skip
            assert await asyncio.to_thread(program.stdout.readline) == "written, not committed\n"
            program.kill()
        assert await followed.hears(RESIDENT) == []
        assert await followed.rows(REMINDED) == []
        followed.clock.now = on(30, 16, minutes) + LEASE
        if not minutes:
            assert await process(followed).run_due()  # the plan; the reminder is for the next
    await at(followed, on(30, 16, 15))
    assert await followed.hears(RESIDENT) == [MONDORO]


@pytest.mark.parametrize(
    "jumps",
    [
        (on(30, 10), on(30, 16), on(30, 17)),  # an hour set wrong, and right again
        (on(24, 8), on(30, 16)),
        (datetime(1970, 1, 1, tzinfo=UTC), on(30, 17), on(31, 6)),  # a clock without battery
        (datetime(2031, 1, 1, 12, tzinfo=UTC), on(30, 17), on(31, 6)),
    ],
)
async def test_a_clock_that_jumps_reminds_nobody_twice(followed, jumps):
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == [MONDORO]
    for moment in jumps:
        await at(followed, moment, process(followed))
        assert MONDORO not in await followed.hears(RESIDENT)
    await at(followed, on(37, 16))
    assert ["mar. 8 déc." in each for each in await followed.hears(RESIDENT)] == [True]


async def test_a_clock_that_was_years_ahead_stops_nothing(followed):
    """The plan lay in the year 2031; back in the present, the days are planned anew."""
    await at(followed, datetime(2031, 1, 1, 12, tzinfo=UTC))
    await at(followed, on(30, 15))
    await at(followed, on(30, 16))
    assert MONDORO in await followed.hears(RESIDENT)


async def test_who_was_told_is_remembered_for_some_days_only(followed):
    await at(followed, on(30, 16))
    assert await followed.rows(REMINDED) == [(31, "2026-12-01")]
    await at(followed, on(44, 16))
    assert (31, "2026-12-01") not in await followed.rows(REMINDED)


async def test_thousands_of_followers_are_told_in_one_go(followed):
    rows = ", ".join(f"('c{n}', 1)" for n in range(2000))
    await followed.rows(f"INSERT INTO contact (id, last_seen_at) VALUES {rows} RETURNING id")
    rows = ", ".join(
        f"('tel:+22371{n:06d}', 'c{n}', 'fake', '+22370000000', 1)" for n in range(2000)
    )
    await followed.rows(
        "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at) "
        f"VALUES {rows} RETURNING address"
    )
    north, east = spot("Mondoro").point
    rows = ", ".join(f"('c{n}', 'place:m', 'Mondoro', {north}, {east}, 1, 1)" for n in range(2000))
    await followed.rows(
        "INSERT INTO follow (contact_id, topic, name, latitude, longitude, reminded, since) "
        f"VALUES {rows} RETURNING topic"
    )
    await at(followed, on(30, 16))
    [(queued,)] = await followed.rows("SELECT count(*) FROM outbound WHERE urgency = 2")
    assert queued == 2001


def test_the_first_day_is_the_one_whose_hour_is_to_come():
    day = Reminding().due(TUESDAY, knowledge().zone)
    assert day == on(23, 16)
    assert first(on(24, 8), knowledge()).key == "2026-11-25"
    assert first(on(24, 16), knowledge()).key == "2026-11-26"
    assert first(on(24, 15, 59), knowledge()).due_at == on(24, 16)


def test_a_long_reminder_fits_two_segments_and_a_usual_one_fits_one():
    folded = foldings(LOCALES)["fr"].apply(MONDORO)
    assert measure(folded).segments == 1


async def test_a_reminder_of_many_services_fits_two(followed):
    many = frozenset({"breast_screening", "cervix_screening", "malaria", "palliative", "nutrition"})
    visit = Visit(
        77, "E", spot("Mondoro", 0.05), Rule(TUESDAY, WEEK), time(9, 30), time(14, 30), many
    )
    await keep(followed, visit)
    await at(followed, on(30, 16))
    for said in await followed.hears(RESIDENT):
        assert measure(foldings(LOCALES)["fr"].apply(said)).segments <= 2


async def test_a_visit_added_in_the_evening_for_tomorrow_is_told_at_once(followed):
    await at(followed, on(30, 16))
    await followed.hears(RESIDENT)
    followed.clock.now = on(30, 18)
    await followed.says("add visit mondoro tomorrow 15h-17h", COORDINATOR)
    assert await followed.says("1", COORDINATOR)
    await at(followed, on(30, 18, 1))
    [told] = await followed.hears(RESIDENT)
    assert told.startswith("Rappel. Clinique mobile : mar. 1er déc. 15h-17h, Mondoro")
    await at(followed, on(30, 19))
    assert await followed.hears(RESIDENT) == []


async def test_a_day_moved_to_tomorrow_in_the_evening_is_told_and_what_was_told_is_not(followed):
    await at(followed, on(30, 16))
    assert await followed.hears(RESIDENT) == [MONDORO]
    for text in ("move visit 31 2026-12-01 10h-12h", "1", "3"):  # told by who changed it, or not
        await followed.says(text, COORDINATOR)
    for text in ("move visit 32 to 01/12", "1", "3"):
        await followed.says(text, COORDINATOR)
    await at(followed, on(30, 18))
    assert await followed.hears(RESIDENT) == []  # 31 was told, 32 is far away


async def test_a_hidden_visit_added_in_the_evening_waits_for_its_window(followed):
    await at(followed, on(30, 16))
    await followed.hears(RESIDENT)
    new = Visit(
        50, "Equipe N", spot("Mondoro"), Rule(date(2026, 12, 1)), time(12), time(14), hidden=2
    )
    changed = VisitChanged(None, new, None, None, on(30, 18))
    async with SQLStore(followed.database).batch() as session:
        await react(session, REACTIONS, [changed], on(30, 18), knowledge())
    await at(followed, on(30, 19))
    assert await followed.hears(RESIDENT) == []
    await at(followed, on(31, 10))
    [told] = await followed.hears(RESIDENT)
    assert "12h-14h, Mondoro" in told


async def test_who_follows_only_in_the_evening_is_told_and_nobody_twice(followed):
    await at(followed, on(30, 16))
    await followed.hears(RESIDENT)
    await followed.says("follow mondoro", COORDINATOR)
    await at(followed, on(30, 20))
    assert await followed.hears(RESIDENT) == []
    assert "Reminder. Mobile clinic: Tue 1 Dec" in followed.sent_to(COORDINATOR)[-1]
    before = len(followed.sent_to(COORDINATOR))
    for text in ("unfollow mondoro", "follow mondoro"):
        await followed.says(text, COORDINATOR)
    await at(followed, on(30, 21))
    assert len(followed.sent_to(COORDINATOR)) == before + 2
