"""Who writes, from which number, in which week: no part of a report, and not named as unread."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import reading


@pytest.mark.parametrize(
    "text",
    [
        "palu 3 koro tel 70000012",
        "palu 3 koro, tél : 70 00 00 12",
        "palu 3 koro call 70 00 00 12",
        "contact 70000012 palu 3 koro",
        "palu 3 koro semaine 47",
        "semaine 47 palu 3 koro",
        "palu 3 semaine 47 koro",
        "S47 palu 3 koro",
        "SE 47: palu 3 koro",
        "week 47 palu 3 koro",
        "rapport hebdo palu 3 koro",
        "situation hebdomadaire palu 3 koro",
        "Adama ASC palu 3 koro",
        "Awa Diarra ASC Koro: palu 3",
        "bonjour Adama ASC palu 3 koro",
        "palu 3 koro. Adama Diarra ASC",
        "palu 3 koro ASC Adama Diarra",
        "je suis Adama Diarra, palu 3 koro",
        "palu 3 koro scurite",
    ],
)
def test_what_is_said_beside_a_report(text: str) -> None:
    found = reading(text)
    assert found.question is None
    assert found.not_understood == ()
    [report] = found.reports
    assert (report.risk, report.count, report.age_months, report.onset) == (
        "malaria", 3, None, None,
    )  # fmt: skip
    assert report.place is not None
    assert report.place.name == "Koro"


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("palu 3 koro 70000012", "70000012"),  # a mere number may be anything
        ("palu 3 Tintarabe ASC Adama", "Tintarabe"),  # where, not who
        ("ASC Tintarabe palu 3", "Tintarabe"),
        ("palu 3 à Tintarabe ASC Adama", "Tintarabe"),
        ("palu 3 koro tel", None),
        ("palu 3 koro semaine 99", "99"),
    ],
)
def test_what_may_be_a_place_or_a_count_is_named(text: str, unread: str | None) -> None:
    found = reading(text)
    assert [report.count for report in found.reports] == [3]
    said = found.not_understood
    assert unread is None or any(unread in words for words in said)


@pytest.mark.parametrize(
    ("text", "count"),
    [("palu koro semaine 47", None), ("palu s 3 koro", 3), ("enfant 3 semaines palu 2", 2)],
)
def test_a_number_is_a_week_only_where_it_is_said(text: str, count: int | None) -> None:
    found = reading(text)
    assert [report.count for report in found.reports] == ([count] if count else [])
    assert (found.question is None) == (count is not None)


@pytest.mark.parametrize("text", ["zrtkx ASC koro 3", "je suis zrtkx"])
def test_without_a_disease_a_word_may_be_one(text: str) -> None:
    found = reading(text)
    assert found.question is not None or found.not_understood
