"""Fever with a rash, row by row; and what always holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.advice import danger
from handlers.advice.danger import URGENCIES
from handlers.advice.measles import Rash, advise, contagious, load, protect_until

FACTS = load()
SIGNS = [sign.code for sign in danger.load()]
RASH_ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("row", "told", "urgency", "reasons", "report"),
    [
        ("fever + rash", Rash(True, True), "today", "suspected_measles", True),
        ("somebody says measles", Rash(named=True), "today", "suspected_measles", True),
        ("rash alone", Rash(rash=True), "today", "rash", False),
        ("fever alone", Rash(fever=True), "today", "fever", False),
        ("neither", Rash(), "watch", "", False),
        ("blistering rash: separate", Rash(True, True, blisters=True), "today", "blisters", False),
        ("measles with blisters", Rash(named=True, blisters=True), "today", "blisters", False),
        ("infant <2 months", Rash(True, True, age_months=1), "now",
         "infant_fever suspected_measles", True),
        ("infant of 2 months", Rash(True, True, age_months=2), "today", "suspected_measles", True),
        ("pregnant", Rash(True, True, pregnant=True), "now",
         "pregnant_fever suspected_measles", True),
        ("danger sign", Rash(True, True, signs=("cloudy_eye",)), "now",
         "cloudy_eye suspected_measles", True),
        ("danger sign alone", Rash(signs=("breathing",)), "now", "breathing", False),
    ],
)  # fmt: skip
def test_recognising(row, told, urgency, reasons, report):
    found = advise(told, FACTS)
    assert (found.triage.urgency, " ".join(found.triage.reasons)) == (urgency, reasons), row
    assert found.report == report, row


@pytest.mark.parametrize(
    "code",
    [sign.code for sign in danger.load() if "measles" in sign.of],
)
def test_row_urgent_referral(code):
    found = advise(Rash(True, True, signs=(code,)), FACTS).triage
    assert (found.urgency, found.advice) == ("now", ("measles.go_now",))


@pytest.mark.parametrize(
    ("told", "first"),
    [
        (Rash(True, True), "measles.health_worker_today"),
        (Rash(rash=True), "measles.show_rash_today"),
        (Rash(True, True, blisters=True), "measles.show_rash_today"),
        (Rash(fever=True), "malaria.test_today"),
        (Rash(), "measles.when_to_go"),
    ],
)
def test_the_first_advice_is_what_to_do_first(told, first):
    assert advise(told, FACTS).triage.advice[0] == first


def test_row_contagious_four_days_before_and_after():
    assert contagious(RASH_ON, FACTS) == (date(2026, 11, 16), date(2026, 11, 24))
    assert advise(Rash(True, True, rash_on=RASH_ON), FACTS).home_until == date(2026, 11, 24)
    assert advise(Rash(True, True), FACTS).home_until is None
    assert advise(Rash(rash=True, rash_on=RASH_ON), FACTS).home_until is None


def test_row_contact_vaccination_within_72_hours():
    assert protect_until(date(2026, 11, 20), FACTS) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("vaccinated_on", "expected"),
    [("2026-11-15", False), ("2026-11-14", True), ("2026-11-08", True), ("2026-11-07", False)],
)
def test_row_after_vaccine_six_to_twelve_days(vaccinated_on, expected):
    told = Rash(True, True, rash_on=RASH_ON, vaccinated_on=date.fromisoformat(vaccinated_on))
    found = advise(told, FACTS)
    assert ("after_vaccine" in found.triage.reasons) == expected
    assert ("measles.after_vaccine" in found.triage.advice) == expected
    assert found.report  # all the same
    assert found.triage.urgency == "today"


def test_what_a_health_worker_collects():
    assert FACTS.collect == (
        "age", "vaccinated", "rash_on", "cough_runny_nose_red_eyes", "contact_or_travel"
    )  # fmt: skip


TOLD = st.builds(
    Rash,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(-1, 1500),
    st.booleans(),
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.lists(st.sampled_from(SIGNS), max_size=3).map(tuple),
)


@given(TOLD, st.sampled_from(SIGNS))
def test_adding_a_danger_sign_never_lowers_urgency(told, sign):
    before = advise(told, FACTS)
    after = advise(replace(told, signs=(*told.signs, sign)), FACTS)
    assert after.triage.urgency == "now"
    assert URGENCIES.index(before.triage.urgency) <= URGENCIES.index(after.triage.urgency)
    assert (before.report, before.home_until) == (after.report, after.home_until)


@given(TOLD)
def test_every_input_has_an_answer_that_says_what_to_do(told):
    found = advise(told, FACTS)
    assert found.triage.advice
    assert found.home_until is None or found.home_until >= told.rash_on
    if found.triage.urgency == "watch":
        assert not any((told.fever, told.rash, told.signs))
