"""Prices by destination: the longest beginning counts."""

from __future__ import annotations

import pytest

from bot.address import Address
from bot.config import Settings
from bot.prices import Prices

PRICES = Prices(25, "XOF", {"+223": 20, "+2237": 15.5, "+1": 90, "whatsapp": 4, "telegram:9": 1})


@pytest.mark.parametrize(
    ("address", "segments", "cost"),
    [
        (Address("tel", "+22370000001"), 1, 15.5),
        (Address("tel", "+22370000001"), 3, 46.5),
        (Address("tel", "+22360000001"), 2, 40),
        (Address("tel", "+22670000001"), 2, 50),
        (Address("tel", "+15005550006"), 1, 90),
        (Address("tel", "36061"), 1, 25),
        (Address("tel", "+22370000001"), 0, 0),
        (Address("whatsapp", "+22370000001"), 1, 4),
        (Address("telegram", "42"), 1, 0),
    ],
)
def test_the_longest_beginning_that_fits_says_the_price(address, segments, cost):
    assert PRICES.of(address, segments) == cost


def test_without_prefixes_every_sms_costs_the_same_and_nothing_else_costs():
    assert Prices(25).of(Address("tel", "+22370000001"), 2) == 50
    assert Prices(25).of(Address("whatsapp", "+22370000001"), 2) == 0


@pytest.mark.parametrize("prefix", ["whatsapp:+223", "whatsapp:"])
def test_a_scheme_may_be_named_with_the_number_or_without(prefix):
    assert Prices(by_prefix={prefix: 3, "+223": 9}).of(Address("whatsapp", "+22370000001"), 2) == 6


def test_they_come_from_the_configuration():
    known = Settings(
        sms={"price_per_segment": 30, "currency": "EUR"}, prices={"segment": {"+223": 20}}
    )
    assert known.costs == Prices(30, "EUR", {"+223": 20})
