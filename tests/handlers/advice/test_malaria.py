"""How urgent a fever is, row by row; and what always holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.advice import danger
from handlers.advice.danger import URGENCIES
from handlers.advice.malaria import Fever, doubts, prevention, triage
from handlers.advice.malaria_facts import Round, load

FACTS = load()
SIGNS = [sign.code for sign in danger.load()]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("fever", [True, False])
def test_row_any_danger_sign_go_now(sign, fever):
    found = triage(Fever(20, fever=fever, signs=(sign,)), FACTS)
    assert found.urgency == "now"
    assert found.reasons[0] == sign
    assert found.advice[0] == "malaria.go_now"


@pytest.mark.parametrize(
    ("row", "told", "urgency", "reasons"),
    [
        ("infant <2 months with fever", Fever(0), "now", "infant_fever fever"),
        ("infant <2 months with fever", Fever(1), "now", "infant_fever fever"),
        ("infant of 2 months: refer, today", Fever(2), "today", "young_infant_fever fever"),
        ("infant <4 months", Fever(3), "today", "young_infant_fever fever"),
        ("child of 4 months", Fever(4), "today", "fever"),
        ("infant without fever", Fever(1, fever=False), "watch", "no_fever"),
        ("pregnant with fever", Fever(300, pregnant=True), "now", "pregnant_fever fever"),
        ("pregnant without fever", Fever(300, pregnant=True, fever=False), "watch", "no_fever"),
        ("fever: a test within 24 hours", Fever(20), "today", "fever"),
        ("fever since today", Fever(20, fever_days=0), "today", "fever"),
        ("fever of 7 days", Fever(20, fever_days=7), "today", "fever"),
        ("fever >7 days", Fever(20, fever_days=8), "today", "long_fever fever"),
        ("after a negative test", Fever(20, negative_test=True), "today", "negative_test fever"),
        ("an adult", Fever(480), "today", "fever"),
        ("nobody said the age", Fever(), "today", "fever"),
        ("no fever", Fever(20, fever=False), "watch", "no_fever"),
        ("no fever, but for three days", Fever(20, fever=False, fever_days=3), "today", "fever"),
    ],
)
def test_fever(row, told, urgency, reasons):
    found = triage(told, FACTS)
    assert (found.urgency, " ".join(found.reasons)) == (urgency, reasons), row


@pytest.mark.parametrize(
    ("told", "advice"),
    [
        (Fever(20), "malaria.test_today"),
        (Fever(3), "malaria.health_centre"),
        (Fever(20, fever_days=9), "malaria.health_centre"),
        (Fever(20, fever=False), "malaria.when_to_go"),
        (Fever(300, pregnant=True, fever=False), "malaria.when_to_go"),
    ],
)
def test_the_first_advice_is_what_to_do_first(told, advice):
    assert triage(told, FACTS).advice[0] == advice


def test_an_unknown_age_is_told_that_babies_go_now():
    assert "malaria.baby_goes_now" in triage(Fever(), FACTS).advice
    assert "malaria.baby_goes_now" in triage(Fever(fever=False), FACTS).advice
    assert "malaria.baby_goes_now" not in triage(Fever(20), FACTS).advice
    assert "malaria.antenatal_visit" in triage(Fever(pregnant=True, fever=False), FACTS).advice


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Fever(20), ""),
        (Fever(0), ""),
        (Fever(1440), ""),
        (Fever(1441), "age"),
        (Fever(-1), "age"),
        (Fever(20, fever_days=-1), "fever_days"),
        (Fever(20, fever_days=367), "fever_days"),
        (Fever(20, fever=False, fever_days=3), "no_fever_days"),
        (Fever(20, fever=False, fever_days=0), ""),
        (Fever(20, pregnant=True), "pregnant_age"),
        (Fever(108, pregnant=True), ""),
        (Fever(pregnant=True), ""),
        (Fever(20, pregnant=True, signs=("convulsions",)), ""),  # whatever is said: go now
        (Fever(-1, pregnant=True, signs=("convulsions",)), "age"),
    ],
)
def test_what_contradicts_itself_is_asked_again(told, expected):
    assert " ".join(doubts(told)) == expected


FEVERS = st.builds(
    Fever,
    st.none() | st.integers(-5, 2000),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(-5, 2000),
    st.lists(st.sampled_from([*SIGNS, "?"]), max_size=4).map(tuple),
    st.booleans(),
)


def rank(told):
    return URGENCIES.index(triage(told, FACTS).urgency)


@given(FEVERS, st.sampled_from(SIGNS))
def test_adding_a_danger_sign_never_lowers_urgency(told, sign):
    more = replace(told, signs=(*told.signs, sign))
    assert rank(more) >= rank(told)
    assert triage(more, FACTS).urgency == "now"


@given(FEVERS)
def test_fever_pregnancy_and_more_days_never_lower_urgency(told):
    assert rank(replace(told, fever=True)) >= rank(told)
    assert rank(replace(told, pregnant=True)) >= rank(told)
    assert rank(replace(told, fever_days=(told.fever_days or 0) + 10)) >= rank(told)
    assert rank(replace(told, negative_test=True)) >= rank(told)


@given(FEVERS)
def test_every_input_has_an_answer_that_says_what_to_do(told):
    found = triage(told, FACTS)
    assert found.reasons
    first = {"now": "malaria.go_now", "watch": "malaria.when_to_go"}.get(found.urgency)
    assert first in (None, found.advice[0])
    if found.urgency == "today":
        assert {"malaria.test_today", "malaria.signs"} <= set(found.advice)


ROUNDS = (
    Round("koutiala", date(2026, 7, 15), date(2026, 7, 19)),
    Round("koutiala", date(2026, 8, 15), date(2026, 8, 19)),
)
WITH_ROUNDS = replace(FACTS, rounds=ROUNDS)


@pytest.mark.parametrize(
    ("row", "months", "advised"),
    [("under 3 months", 2, False), ("3 months", 3, True), ("59 months", 59, True),
     ("60 months", 60, False), ("nobody said", None, False)],
)  # fmt: skip
def test_row_seasonal_chemoprevention_3_to_59_months(row, months, advised):
    found = prevention(WITH_ROUNDS, date(2026, 7, 16), age_months=months, areas=("Koutiala",))
    assert ("malaria.smc_round" in found.advice) == advised, row
    assert (found.round == ROUNDS[0]) == advised
    without = prevention(FACTS, date(2026, 7, 16), age_months=months, areas=("Koutiala",))
    assert ("malaria.smc_ask" in without.advice) == advised
    assert without.round is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-07-01", 0),
        ("2026-07-19", 0),
        ("2026-07-20", 1),
        ("2026-08-19", 1),
        ("2026-08-20", -1),
    ],
)
def test_the_round_that_is_on_or_the_next(on, expected):
    found = prevention(WITH_ROUNDS, date.fromisoformat(on), age_months=20, areas=("KOUTIALA",))
    assert found.round == (None if expected < 0 else ROUNDS[expected])
    elsewhere = prevention(WITH_ROUNDS, date.fromisoformat(on), age_months=20, areas=("Koro",))
    assert elsewhere.round is None


@pytest.mark.parametrize(
    ("region", "high", "low"),
    [
        ("Sikasso", (6, 9, 12), (1, 5)),
        ("Ségou", (7, 11), (6, 12)),
        ("Bandiagara", (8,), (2,)),
        ("Tombouctou", (8, 12), (7, 1)),
    ],
)
def test_row_season_by_region(region, high, low):
    for months, expected in ((high, "high"), (low, "low")):
        for month in months:
            found = prevention(FACTS, date(2026, month, 10), areas=(region,))
            assert found.season == expected
            assert "malaria.any_month" in found.advice  # never: no malaria now


def test_prevention_by_person():
    nobody = prevention(FACTS, date(2026, 3, 1))
    assert (nobody.season, nobody.advice[0]) == ("unknown", "malaria.net")
    assert "malaria.antenatal_visit" in prevention(FACTS, date(2026, 3, 1), pregnant=True).advice
    assert "malaria.vaccine" in prevention(FACTS, date(2026, 3, 1), vaccine=True).advice
    assert "malaria.vaccine" not in nobody.advice
