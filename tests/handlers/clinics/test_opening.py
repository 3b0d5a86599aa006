"""Opening hours and a phone number inside a short message."""

import pytest

from handlers.clinics.hours import show_hours
from handlers.clinics.opening import opening_in

DAYS = ("lundi", "mardi", "vendredi", "samedi", "monday", "friday", "ntɛnɛ", "juma")


@pytest.mark.parametrize(
    ("text", "hours", "phone", "rest"),
    [
        ("cscom koro lun-ven 8h-16h", "lun-ven 8h-16h", "", "cscom koro"),
        ("CSCom Koro LUN-VEN 8H-16H SAM 8H-12H", "lun-ven 8h-16h; sam 8h-12h", "", "CSCom Koro"),
        ("cscom koro lun-ven 8h-16h; sam 8h-12h 70000000", "lun-ven 8h-16h; sam 8h-12h", "70000000",
         "cscom koro"),
        ("cscom koro du lundi au vendredi 8h-16h", "lun-ven 8h-16h", "", "cscom koro"),
        ("cscom koro monday to friday 8h to 16h", "lun-ven 8h-16h", "", "cscom koro"),
        ("csref koro 24h/24", "24h/24", "", "csref koro"),
        ("csref koro 24/24 +223 70 00 00 01", "24h/24", "+22370000001", "csref koro"),
        ("poste markala 8h-18h", "lun-dim 8h-18h", "", "poste markala"),
        ("poste marena 7h30-15h30", "lun-dim 7h30-15h30", "", "poste marena"),
        ("cscom koro ntɛnɛ-juma 8h-16h", "lun-ven 8h-16h", "", "cscom koro"),
        ("cscom koro 8h-12h, 14h-17h vaccination", "lun-dim 8h-12h, 14h-17h", "",
         "cscom koro vaccination"),
        ("cscom koro", "", "", "cscom koro"),
    ],
)  # fmt: skip
def test_hours_and_phone_are_taken_out_of_a_message(text, hours, phone, rest):
    found = opening_in(text, DAYS)
    assert (show_hours(found.hours), found.phone) == (hours, phone)
    assert " ".join(found.rest.split()) == rest
    assert not found.wrong


@pytest.mark.parametrize("text", ["cscom koro 25h-26h", "cscom koro lun-ven 8h-77h"])
def test_hours_that_cannot_be_are_named(text):
    assert opening_in(text, DAYS).wrong.endswith(("25h-26h", "lun-ven 8h-77h"))
