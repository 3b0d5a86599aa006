"""Addresses: one way to write each number, however people wrote it."""

from __future__ import annotations

import pytest

from bot.address import Address, sender, tel
from bot.errors import InvalidAddress


@pytest.mark.parametrize(
    "written",
    [
        "70000001", "70 00 00 01", "70.00.00.01", "70-00-00-01", "(70) 000001",
        "+22370000001", "+223 70 00 00 01", "+223 (70) 00-00-01", "0022370000001",
        "00223 70 00 00 01", "22370000001", "tel:+223-70-00-00-01", "  +22370000001\n",
        "７００００００１", "＋２２３７００００００１",
        "\u202a+22370000001\u202c", "\u200e70000001", "+223\u00a070\u00a000\u00a000\u00a001",
        "٧٠٠٠٠٠٠١",
    ],
)  # fmt: skip
def test_a_number_is_one_address_however_it_is_written(written):
    assert str(tel(written)) == "tel:+22370000001"


@pytest.mark.parametrize(
    ("written", "region", "path"),
    [
        ("20000001", "ML", "+22320000001"),
        ("+226 70 00 00 01", "ML", "+22670000001"),
        ("70000001", "BF", "+22670000001"),
        ("+33 6 00 00 00 01", "ML", "+33600000001"),
        ("06 00 00 00 01", "FR", "+33600000001"),
    ],
)
def test_a_number_without_a_country_is_of_the_region(written, region, path):
    assert tel(written, region) == Address("tel", path)


@pytest.mark.parametrize(
    "written",
    ["", " ", "Orange", "36061", "15", "7000000", "700000011", "+223 70", "+999 70 00 00 01",
     "70000001 or 70000002", "+", "\0", "\ud800", "7" * 300],
)  # fmt: skip
def test_what_cannot_be_a_number_is_refused_without_being_repeated(written):
    with pytest.raises(InvalidAddress) as caught:
        tel(written)
    assert str(caught.value) in ("not a phone number", "not a possible phone number")


@pytest.mark.parametrize(
    ("written", "path", "answerable"),
    [
        ("+22370000001", "+22370000001", True),
        ("70 00 00 01", "+22370000001", True),
        ("36061", "36061", False),
        ("Orange", "Orange", False),
        ("  Orange ", "Orange", False),
        ("", "unknown", False),
        ("+36061", "+36061", False),
    ],
)
def test_machines_have_an_address_and_are_never_answered(written, path, answerable):
    found = sender(written)
    assert (found, found.answerable) == (Address("tel", path), answerable)


@pytest.mark.parametrize(("path", "answerable"), [("+22370000001", True), ("70000001", False)])
def test_on_whatsapp_people_have_phone_numbers_in_full(path, answerable):
    assert Address("whatsapp", path).answerable == answerable


def test_other_schemes_are_answered():
    assert Address("telegram", "42").answerable


@pytest.mark.parametrize("address", [Address("tel", "+22370000001"), Address("telegram", "42")])
def test_an_address_is_read_back_from_its_text(address):
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "tel", "tel:", ":+22370000001", "+22370000001"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(InvalidAddress):
        Address.parse(text)
