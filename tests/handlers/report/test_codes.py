"""The coded form knows who can be ill of what, and keeps what is said in words behind it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("13#1#2", "{cases}: is that right?"),
        ("dm#1#2", "{cases}: is that right?"),
        ("13#0#2#0#1", "{cases}: is that right?"),
        ("décès maternel 2 hommes", "{cases}: is that right?"),
        ("décès maternel homme koro", "{cases}: is that right?"),
        ("12#1#2", "{risk}: at this age?"),
        ("tn#1#2", "{risk}: at this age?"),
        ("1#1#1 12#1#2", "{risk}: at this age?"),
    ],
)
def test_people_whom_a_risk_cannot_befall_are_asked_about(text, asked):
    question = reading(text).question
    assert question is not None
    assert question.text.msgid == asked.replace("}: at", "} at")
    assert [option.key for option in question.options] == ["yes", "other"]
    [yes, _other] = question.options
    assert yes.reading.reports


def test_each_of_several_codes_is_asked_about():
    first = reading("12#1#2 13#1#2").question
    second = first.options[0].reading.question
    assert [found.risk for found in second.options[0].reading.reports] == [
        "neonatal_tetanus",
        "maternal_death",
    ]


@pytest.mark.parametrize(
    ("text", "cases"), [("13#2#2", 1), ("16#1#1", 1), ("18#0#0#1#2", 3), ("dm#2#2", 1)]
)
def test_a_code_of_a_death_counts_deaths(text, cases):
    found = one(text)
    assert (found.count, found.deaths) == (cases, cases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1#2#1 mort", {"deaths": 1}),
        ("1#2#1 décédée koro", {"deaths": 1, "place": "Koro"}),
        ("1#2#1 4 ans", {"age_months": 48}),
        ("1#2#1 fille 3 ans hier", {"age_months": 36, "onset": date(2026, 11, 23)}),
        ("1#2#1 non vacciné", {"vaccinated": False}),
        ("1#2#1 grave", {"severe": 1}),
        ("1#2#1 pas de décès", {"deaths": 0}),
        ("1*0*4*1*2 dont 2 morts", {"count": 7, "deaths": 2}),
        ("12#1#1 5 jours", {"risk": "neonatal_tetanus", "age_months": 0, "sex": "male"}),
    ],
)
def test_what_is_said_behind_a_code_is_kept_with_it(text, expected):
    found = one(text)
    told = {"risk": "measles", "count": 1, "sex": "female", **expected}
    sex = "male" if found.male == 1 else "female"
    assert found.risk == told.pop("risk")
    assert told.pop("sex") == sex
    place = found.place.name if found.place else None
    assert {name: place if name == "place" else getattr(found, name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("1#2#1 45 ans", "45 ans"),
        ("1#0#4#1#2 des morts", "morts"),
        ("1#2#1 garçon 3 ans", "1#2#1 garçon 3 ans"),
    ],
)
def test_what_contradicts_a_code_is_named_as_not_understood(text, unread):
    assert reading(text).not_understood == (unread,)


async def test_a_code_that_cannot_be_is_asked_about(staffed):
    await staffed.plays(
        """
        > 13#1#2
        < décès maternel, 1 cas masculin : est-ce exact ? 1 oui, 2 autre chose
        > 2
        < Envoyez la maladie, combien de cas et où. Exemple : ROUGEOLE 3 KORO
        > 13#2#2
        < No 1 : décès maternel, 1 cas féminin, 5 ans et plus, 1 décès, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
        """  # noqa: E501
    )
