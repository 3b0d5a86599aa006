"""Our lines by which people are told: what works, the prefix, the preferred channel, the last."""

from __future__ import annotations

import pytest

from bot.address import Address
from bot.errors import AddressStopped
from bot.message import Notice, Reply, Urgency
from bot.outbox import Outbox
from bot.store.routes import Route, keep_routes
from bot.text import verbatim
from tests.conftest import CHW

PHONE = "tel:+22376000001"
CHAT = "telegram:42"
ORANGE = Route("+2237", "orange", "+22370000000")
MOOV = Route("+2236", "moov", "+22360000000")
FINER = Route("+22376", "second", "+22376000000")
LAST = ("fake", "+22370000009")


async def known(house, *addresses):
    """A person with these addresses, each last used later than the one before."""
    async with house.database.transaction():
        pass
    await house.rows("INSERT INTO contact (id, last_seen_at) VALUES ('c', 1) RETURNING id")
    for seen, (address, channel, recipient) in enumerate(addresses, 1):
        await house.rows(
            "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at) "
            f"VALUES ('{address}', 'c', '{channel}', '{recipient}', {seen}) RETURNING address"
        )


async def configured(house, *routes, prefer=()):
    async with house.database.transaction() as connection:
        ranks = {name: rank for rank, name in enumerate(prefer)}
        await keep_routes(connection, routes, ranks)


async def in_trouble(house, *channels):
    for name in channels:
        await house.rows(
            "INSERT INTO trouble (channel, kind, since, told_at) "
            f"VALUES ('{name}', 'silent', 1, 1) RETURNING channel"
        )


async def told(house, urgency=Urgency.ORDINARY, at=None):
    """By which channel, from which number and to which address a notice is queued."""
    async with house.dispatcher._store.batch() as session:
        said = Notice("c", Reply(verbatim("x")), urgency, at=Address.parse(at) if at else None)
        await session.notify([said], house.clock())
    return await house.rows("SELECT channel, sender, address FROM outbound ORDER BY id")


SMS = (PHONE, *LAST)
TELEGRAM = (CHAT, "telegram", "")


@pytest.mark.parametrize(
    ("addresses", "routes", "prefer", "troubled", "way"),
    [
        # nothing is configured: the address last used, from the number it wrote to
        ([SMS], [], [], [], (*LAST, PHONE)),
        ([SMS, TELEGRAM], [], [], [], ("telegram", "", CHAT)),
        ([TELEGRAM, SMS], [], [], [], (*LAST, PHONE)),
        # the prefix says through which phone; the longest counts
        ([SMS], [ORANGE, MOOV], [], [], ("orange", "+22370000000", PHONE)),
        ([SMS], [MOOV], [], [], (*LAST, PHONE)),
        ([SMS], [ORANGE, FINER], [], [], ("second", "+22376000000", PHONE)),
        ([SMS, TELEGRAM], [ORANGE], [], [], ("telegram", "", CHAT)),
        # the preferred channel goes before the last used
        ([SMS, TELEGRAM], [], ["fake", "telegram"], [], (*LAST, PHONE)),
        ([TELEGRAM, SMS], [], ["telegram"], [], ("telegram", "", CHAT)),
        ([SMS, TELEGRAM], [ORANGE], ["orange"], [], ("orange", "+22370000000", PHONE)),
        ([SMS, TELEGRAM], [ORANGE], ["fake"], [], ("telegram", "", CHAT)),
        # what is in trouble is passed over while something else works
        ([SMS], [ORANGE], [], ["orange"], (*LAST, PHONE)),
        ([SMS], [ORANGE, FINER], [], ["second"], ("orange", "+22370000000", PHONE)),
        ([SMS], [ORANGE, Route("+2237", "moov", "+22360000000")], [], ["orange"],
         ("moov", "+22360000000", PHONE)),
        ([TELEGRAM, SMS], [], [], ["fake"], ("telegram", "", CHAT)),
        ([TELEGRAM, SMS], [], ["fake"], ["fake"], ("telegram", "", CHAT)),
        # and when nothing works, messages wait where they belong
        ([SMS], [ORANGE], [], ["orange", "fake"], ("orange", "+22370000000", PHONE)),
        ([SMS], [], [], ["fake"], (*LAST, PHONE)),
    ],
)  # fmt: skip
async def test_a_notice_takes_the_best_way_to_a_person(
    house, addresses, routes, prefer, troubled, way
):
    await known(house, *addresses)
    await configured(house, *routes, prefer=prefer)
    await in_trouble(house, *troubled)
    assert await told(house) == [way]


async def test_an_answer_that_is_a_notice_goes_where_the_person_last_wrote_from(house):
    await known(house, TELEGRAM, SMS)
    await configured(house, ORANGE, prefer=["telegram"])
    await in_trouble(house, "fake")
    assert await told(house, Urgency.ANSWER) == [(*LAST, PHONE)]
    assert (await told(house, Urgency.ANSWER, CHAT))[1:] == [("telegram", "", CHAT)]


async def test_a_notice_for_one_address_takes_the_best_way_to_that(house):
    await known(house, SMS, TELEGRAM)
    await configured(house, ORANGE, prefer=["telegram"])
    assert await told(house, at=PHONE) == [("orange", "+22370000000", PHONE)]


async def test_addresses_and_people_who_stopped_are_left_alone(house):
    await known(house, SMS, TELEGRAM)
    await configured(house, ORANGE, prefer=["telegram"])
    await house.rows(
        f"UPDATE contact_address SET stopped_at = 1 WHERE address = '{CHAT}' RETURNING address"
    )
    assert await told(house) == [("orange", "+22370000000", PHONE)]
    await house.rows("UPDATE contact SET stopped_at = 1 RETURNING id")
    assert len(await told(house)) == 1


async def test_an_answer_leaves_from_the_number_that_was_written_to_whatever_is_configured(house):
    await configured(house, Route("+2237", "orange", "+22370000000"), prefer=["orange"])
    await in_trouble(house, "fake")
    await house.says("aide")
    rows = await house.rows("SELECT channel, sender, address FROM outbound")
    assert rows == [("fake", "+22370000000", str(CHW))]


async def test_what_an_address_refuses_takes_the_best_other_way(house):
    await known(house, SMS, TELEGRAM)
    await configured(house, ORANGE)
    house.outbox = Outbox(house.mail, {"telegram": house.channel}, house.catalogs, house.clock)
    await told(house)
    house.channel.failures = [AddressStopped("blocked")]
    await house.outbox.deliver()
    rows = await house.rows("SELECT channel, sender, address, status FROM outbound")
    assert rows == [("orange", "+22370000000", PHONE, "queued")]


async def test_routes_are_those_of_the_last_start(house):
    await known(house, SMS)
    await configured(house, ORANGE, FINER, prefer=["orange"])
    await configured(house, MOOV)
    assert await told(house) == [(*LAST, PHONE)]
