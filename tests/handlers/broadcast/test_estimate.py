"""What it would be: people, segments, money, time. By tables."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.message import Reply
from bot.pacing import Allowance, Pacing
from bot.postage import Postage
from bot.prices import Prices
from bot.text import verbatim
from handlers.broadcast.estimate import Group, estimated

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHORT, LONG, DEAR = "a" * 160, "a" * 161, "ŋ" * 71
NUMBER = "+22370000000"


def sms(people: int, locale: str = "fr", **fields) -> Group:
    return Group(locale, people, **{"channel": "sms", "sender": NUMBER, **fields})


def postage(catalogs, **fields) -> Postage:
    return Postage(catalogs, **fields)


def of(groups, texts, known, now=NOON, *, urgent=False):
    replies = {locale: Reply(verbatim(words)) for locale, words in texts.items()}
    return estimated(groups, replies, known, now, urgent=urgent)


@pytest.mark.parametrize(
    ("words", "segments"), [(SHORT, 10), (LONG, 20), (DEAR, 20), ("a" * 307, 30)]
)
def test_segments_are_counted_for_each_reader(catalogs, words, segments):
    found = of([sms(10)], {"fr": words}, postage(catalogs))
    assert (found.people, found.segments, found.cost) == (10, segments, segments * 25.0)


def test_telegram_costs_nothing_and_whatsapp_what_is_said(catalogs):
    prices = Prices(25, "XOF", {"+2237": 20, "whatsapp": 4})
    groups = [
        sms(10, head="tel:+22370"),
        sms(5, channel="telegram", head="telegram:1"),
        sms(3, channel="whatsapp", head="whatsapp:+"),
    ]
    found = of(groups, {"fr": LONG}, postage(catalogs, prices=prices))
    assert found.cost == 10 * 2 * 20 + 3 * 4
    assert found.segments == 20
    assert found.by_way == {"tel": 10, "telegram": 5, "whatsapp": 3}


def test_who_is_left_out_and_why(catalogs):
    groups = [
        sms(10), sms(4, "bm"), sms(2, why="stopped"), sms(1, why="address"), sms(3, "en"),
    ]  # fmt: skip
    found = of(groups, {"fr": SHORT, "bm": SHORT}, postage(catalogs))
    assert found.people == 14
    assert found.by_locale == {"fr": 10, "bm": 4}
    assert found.left_out == {"stopped": 2, "address": 1, "text": 3}


def test_it_takes_as_long_as_the_slowest_of_our_numbers(catalogs):
    zone = ZoneInfo("Africa/Bamako")
    quiet = (time(21), time(6, 30))
    lines = {NUMBER: Allowance(per_second=2.0, a_day=100, quiet=quiet)}
    known = postage(catalogs, pacings={"sms": Pacing(by_sender=lines, zone=zone)})
    groups = [sms(300), sms(50, sender="+22370000001")]
    found = of(groups, {"fr": SHORT}, known)
    assert (found.seconds, found.days, found.opens_at) == (150.0, 3, None)
    night = datetime(2026, 11, 24, 22, tzinfo=UTC)
    opens = of(groups, {"fr": SHORT}, known, night).opens_at
    assert opens == datetime(2026, 11, 25, 6, 30, tzinfo=zone)
    assert of(groups, {"fr": SHORT}, known, night, urgent=True).opens_at is None


def test_nobody_is_nobody(catalogs):
    found = of([], {"fr": SHORT}, postage(catalogs))
    assert (found.people, found.segments, found.cost, found.seconds) == (0, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("prices", "head"),
    [({}, 10), ({"+2237": 20}, 10), ({"+22370000": 2}, 13), ({"whatsapp": 4}, 10)],
)
def test_no_more_of_a_number_is_looked_at_than_its_price_asks(catalogs, prices, head):
    assert postage(catalogs, prices=Prices(by_prefix=prices)).head == head
