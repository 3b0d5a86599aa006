"""The schedule in the database: kept whole, read anew when it changed, undone within minutes."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.store.store import SQLStore
from handlers.clinics import records
from handlers.clinics.data import visit_of, whole_visit
from handlers.clinics.events import ClinicChanged, FollowChanged, VisitChanged
from handlers.clinics.hours import ALWAYS, read_hours
from handlers.clinics.model import Change, Clinic, Spot, Visit
from handlers.clinics.recurrence import Rule
from tests.conftest import knowledge

TUESDAY = date(2026, 11, 24)
KORO = Spot("Koro", (14.0669, -3.0842), "starter-koro", "district-koro")
CLINIC = Clinic(
    12, "CSCom Koro", "cscom", KORO, frozenset({"vaccination"}), read_hours("lun-ven 8h-16h"),
    "+22370000000", source="starter",
)  # fmt: skip
VISIT = Visit(
    31, "Equipe A", KORO, Rule(TUESDAY, "FREQ=WEEKLY"), time(9), time(14),
    frozenset({"vaccination", "nutrition"}), 12, "village", "open",
    (Change(TUESDAY, "cancelled", "insecurity"),
     Change(date(2026, 12, 1), "moved", to_on=date(2026, 12, 2), spot=KORO)),
)  # fmt: skip


@pytest.fixture
def store(house):
    knowledge().shelf.clear()
    return SQLStore(house.database)


async def agenda(store):
    async with store.batch() as session:
        return await records.agenda_of(session, knowledge())


async def test_what_is_kept_comes_back_as_it_was(house, store):
    async with store.batch() as session:
        added = ClinicChanged(None, CLINIC, None, house.clock())
        await records.keep_clinic_changes(session, [added])
        await records.keep_visit_changes(
            session, [VisitChanged(None, VISIT, None, None, house.clock())]
        )
    found = await agenda(store)
    assert found.clinics == (CLINIC,)
    assert found.visits == (VISIT,)
    bare = Clinic(1, "Poste", "post", KORO)
    assert visit_of(whole_visit(VISIT)) == VISIT
    async with store.batch() as session:
        await records.keep_clinics(session, [bare, replace(bare, number=2, hours=ALWAYS)])
        await records.next_version(session)
    assert (await agenda(store)).clinics == (bare, replace(bare, number=2, hours=ALWAYS), CLINIC)


async def test_the_agenda_is_read_anew_only_when_it_changed(house, store):
    first = await agenda(store)
    assert await agenda(store) is first
    async with store.batch() as session:
        again = await records.agenda_of(session, knowledge())
        assert again is first
        await records.keep_visit_changes(
            session, [VisitChanged(None, VISIT, None, None, house.clock())]
        )
        inside = await records.agenda_of(session, knowledge())
        assert inside.visits == (VISIT,), "who changed it sees it in the same turn"
    assert (await agenda(store)).visits == (VISIT,)


async def changed(house, store, was, now, who="ann", undone=False):
    async with store.batch() as session:
        event = VisitChanged(was, now, TUESDAY, who, house.clock(), undone=undone)
        await records.keep_visit_changes(session, [event])


async def latest(house, store, who="ann"):
    async with store.batch() as session:
        return await records.latest_change(session, who, house.clock())


async def test_a_change_can_be_taken_back_for_ten_minutes_and_once(house, store):
    await changed(house, store, None, VISIT, who=None)
    house.clock.advance(minutes=1)
    ended = replace(VISIT, status="closed")
    await changed(house, store, VISIT, ended)
    house.clock.advance(minutes=9)
    row = await latest(house, store)
    assert visit_of(row["before"]) == VISIT
    assert await latest(house, store, "bob") is None
    house.clock.advance(minutes=2)
    assert await latest(house, store) is None


async def test_what_somebody_changed_since_is_not_taken_back(house, store):
    await changed(house, store, None, VISIT)
    house.clock.advance(minutes=1)
    await changed(house, store, VISIT, replace(VISIT, status="closed"), who="bob")
    assert await latest(house, store) is None
    assert await latest(house, store, "bob") is not None


async def test_what_was_taken_back_is_marked_and_kept(house, store):
    await changed(house, store, None, VISIT)
    house.clock.advance(minutes=1)
    ended = replace(VISIT, status="closed")
    await changed(house, store, VISIT, ended)
    house.clock.advance(minutes=1)
    await changed(house, store, ended, VISIT, undone=True)
    rows = await house.rows("SELECT undone_at IS NOT NULL FROM schedule_history ORDER BY at")
    assert [bool(row[0]) for row in rows] == [False, True, True]
    assert (await agenda(store)).visits == (VISIT,)


async def test_who_follows_a_place_is_found_by_where_it_is(house, store):
    await house.says("hello")
    [(contact_id,)] = await house.rows("SELECT id FROM contact")

    def follow(follows, reminded=True):
        return FollowChanged(
            contact_id, "place:koro", "Koro", KORO.point, follows, reminded, house.clock()
        )

    async def around():
        async with store.batch() as session:
            rows = await session.fetch(
                records.QUERIES, "followers", south=14, north=15, west=-4, east=-3
            )
            mine = await records.follows(session, contact_id)
        return [row["contact_id"] for row in rows], [row["name"] for row in mine]

    async with store.batch() as session:
        await records.change_follows(session, [follow(True), follow(True, reminded=False)])
    assert await around() == ([contact_id], ["Koro"])
    await house.says("STOP")
    assert await around() == ([], ["Koro"])
    async with store.batch() as session:
        await records.change_follows(session, [follow(False)])
    assert await around() == ([], [])
