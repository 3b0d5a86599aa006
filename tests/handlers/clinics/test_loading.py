"""The agenda is read in steps, and only what changed is made anew."""

import asyncio
from datetime import timedelta

from handlers.clinics.data import clinic_data, visit_data
from handlers.clinics.loading import AT_ONCE, Loading
from handlers.clinics.records import _packed
from tests.handlers.clinics.conftest import CLINICS, TUESDAY, VISITS


def rows(visits):
    return [_packed(visit_data(each), None) for each in visits]


async def test_what_is_as_it_was_stays_the_same_object():
    loading, clinics = Loading(), [_packed(clinic_data(each), None) for each in CLINICS]
    first = await loading.agenda(clinics, rows(VISITS[:3]), [], 1)
    assert (first.clinics, first.visits, first.version) == (CLINICS, VISITS[:3], 1)
    changed = [{**rows(VISITS[:1])[0], "ends": "15:00"}, *rows(VISITS[1:3])]
    second = await loading.agenda(clinics, changed, [], 2)
    assert [a is b for a, b in zip(first.visits, second.visits, strict=True)] == [False, True, True]
    assert [a is b for a, b in zip(first.clinics, second.clinics, strict=True)] == [True] * 5
    assert len((await loading.agenda([], [], [], 3)).visits) == 0


async def test_others_get_their_turn_while_thousands_are_read():
    turns = 0

    async def other():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    many = [
        {**rows(VISITS[:1])[0], "number": n, "first_on": (TUESDAY + timedelta(days=n)).isoformat()}
        for n in range(5 * AT_ONCE)
    ]
    task = asyncio.create_task(other())
    await Loading().agenda([], many, [], 1)
    task.cancel()
    assert turns >= 5
