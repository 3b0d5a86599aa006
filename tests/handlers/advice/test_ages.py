"""Ages and days of birth as people tell them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paths import LOCALES
from bot.understanding import Lexicons
from handlers.advice.ages import Ages, Born, Unread

SPOKEN = ("fr", "bm", "en")
AGES = Ages(Lexicons(LOCALES, SPOKEN), SPOKEN)
ON = date(2026, 11, 22)  # a Sunday


def told(text, locale="fr", on=ON):
    return AGES.read(text, on, locale)


def born(first, last=None):
    return Born(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("9 mois", 9), ("9mois", 9), ("neuf mois", 9), ("sept mois", 7), ("9 m", 9), ("0 mois", 0),
        ("1 an", 12), ("1 an et demi", 18), ("un an et demi", 18), ("1,5 an", 18), ("2,5 ans", 30),
        ("1 an 6 mois", 18), ("2 ans et 3 mois", 27), ("10 ans", 120), ("80 ans", 960),
        ("18 months", 18), ("2 years", 24), ("she is 4 months old", 4), ("agé de 4 mois", 4),
        ("mon enfant de 9 mois a de la fièvre depuis 3 jours", 9),
        ("fièvre depuis 3 jours, enfant de 9 mois", 9),
        ("vaccine for 6 month baby", 6),
        ("899 mois", 899), ("fievre 3 jours 9 mois", 9), ("palu 2f 1m 4 ans", 48),
    ],
)  # fmt: skip
def test_ages_in_months_and_years(text, months):
    found = told(text)
    assert found.months(ON) == months
    assert Born(found.earliest, found.earliest).months(ON) == months
    assert Born(found.earliest - timedelta(1), found.earliest - timedelta(1)).months(ON) > months
    assert Born(found.latest, found.latest + timedelta(1)).months(ON) == months - 1 or months == 0


@pytest.mark.parametrize(("text", "months"), [("kalo 9", 9), ("san 2", 24)])
def test_bambara_says_the_unit_first(text, months):
    assert told(text, "bm").months(ON) == months


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 semaines", born("2026-10-05", "2026-10-11")),
        ("aged 6 weeks", born("2026-10-05", "2026-10-11")),
        ("15 jours", born("2026-11-07")),
        ("bébé de 10 jours", born("2026-11-12")),
        ("né il y a 3 semaines", born("2026-10-26", "2026-11-01")),
        ("né hier", born("2026-11-21")),
        ("born today", born("2026-11-22")),
        ("née lundi", born("2026-11-16")),
        ("né le 12/03/2026", born("2026-03-12")),
        ("ne le 12/03/2026", born("2026-03-12")),
        ("vaccin ne le 12/02/2026", born("2026-02-12")),
        ("12/03/26", born("2026-03-12")),
        ("12.03.2026", born("2026-03-12")),
        ("born 2026-03-12", born("2026-03-12")),
        ("born 12-03-2026", born("2026-03-12")),
        ("03/25/2026", born("2026-03-25")),  # no month 25
        ("ne le 12/3", born("2026-03-12")),
        ("ne le 12/12", born("2025-12-12")),  # the latest that was
        ("née le 12 mars", born("2026-03-12")),
        ("née le 12 mars 2025", born("2025-03-12")),
        ("31 décembre", born("2025-12-31")),
        ("born on March 12", born("2026-03-12")),
        ("born March 12, 2025", born("2025-03-12")),
        ("ne en mars", born("2026-03-01", "2026-03-31")),
        ("né en mars 2025", born("2025-03-01", "2025-03-31")),
        ("born in march", born("2026-03-01", "2026-03-31")),
        ("né en décembre", born("2025-12-01", "2025-12-31")),
        ("né en novembre", born("2026-11-01", "2026-11-22")),  # not after today
        ("mars", born("2026-03-01", "2026-03-31")),
        ("né en 2025", born("2025-01-01", "2025-12-31")),
        ("date de naissance: 01.02.2026", born("2026-02-01")),
        ("né le 29/02/2024", born("2024-02-29")),
        ("ne le 29/02", born("2024-02-29")),
        ("son frère a 4 ans, lui est né le 12/03/2026", born("2026-03-12")),
    ],
)  # fmt: skip
def test_days_of_birth(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("900 mois", "too_old"), ("né le 12/03/2027", "future"), ("né en 2027", "future"),
        ("né le 31/02/2026", "impossible"), ("né le 13/14/2026", "impossible"),
        ("121 ans", "too_old"), ("99999999 mois", "too_old"), ("500 semaines", "too_old"),
        ("né le 01/01/1901", "too_old"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_asked_again(text, problem):
    assert told(text) == Unread(problem)


@pytest.mark.parametrize(
    "text",
    ["", "5", "douentza", "fièvre depuis 3 jours", "ne tete plus depuis hier", "depuis hier",
     "my child may be sick", "depuis le 12/11/2026", "vaccin", "9 a Koro"],
)  # fmt: skip
def test_what_is_no_age(text):
    assert told(text) is None


@given(st.text(max_size=80) | st.from_regex(r"(né le |ne en |born )?\d{1,4}[ /.-]?\w{0,6}"))
def test_every_text_has_an_answer_and_nobody_is_born_tomorrow(text):
    found = told(text)
    if isinstance(found, Born):
        assert date(1900, 1, 1) < found.earliest <= found.latest <= ON


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(0, 300))
def test_an_age_in_months_is_that_age_on_every_day(on, months):
    found = told(f"{months} mois", on=on)
    assert found.months(on) == months
