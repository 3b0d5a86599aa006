"""How many of the sick died is never guessed: where the words do not say it, it is asked."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import asked, one, reading

VAGUE = [
    *(("fr", said) for said in (
        "rougeole 4 douentza, des morts", "palu 10 koro, beaucoup de morts", "palu 3 dont xx morts",
        "palu 10 koro, quelques décès", "palu 10 koro, plusieurs sont morts", "palu 3 koro, morts",
        "palu 3 dont 1000 morts", "rougeole 4 avec des décès", "3 cas de rougeole avec décès",
        "palu 5 dont décès", "rougeole 4 koro, ils sont morts", "palu 4, beaucoup d'enfants morts",
        "rougeole: 12 malades, des morts à déplorer",
    )),
    *(("en", said) for said in (
        "measles 4 koro, some died", "measles 4 koro, several deaths", "measles 4 koro, many died",
        "measles 4 koro, deaths",
    )),
    ("bm", "nyɔnisan 4 koro, mɔgɔ caman sara"),
]  # fmt: skip
SAID = [
    ("fr", "palu 3, tous morts", 3, 3),
    ("fr", "palu 3 koro, les 3 sont morts", 3, 3),
    ("fr", "3 rougeole Koro. Les trois sont morts.", 3, 3),
    ("fr", "palu 2 koro, les deux sont décédés", 2, 2),
    ("fr", "palu 2 enfants décédés koro", 2, 2),
    ("fr", "décès de deux enfants à Koro, rougeole", 2, 2),
    ("fr", "deux hommes du marché de Koro sont morts du choléra", 2, 2),
    ("fr", "rougeole 7, 2 d'entre elles sont mortes", 7, 2),
    ("fr", "palu 1 koro, morts", 1, 1),
    ("fr", "palu 3 koro, mort", 3, 1),
    ("en", "measles 4 koro, all died", 4, 4),
    ("en", "3 measles at Koro. The three died.", 3, 3),
]


@pytest.mark.parametrize(("locale", "text"), VAGUE)
def test_deaths_without_a_number_are_asked_about(locale, text):
    question = reading(text, locale).question
    assert question is not None
    assert question.text.msgid == "{cases}: how many died?"
    assert [
        found.deaths for option in question.options[:1] for found in option.reading.reports
    ] == [1]


@pytest.mark.parametrize(("locale", "text", "cases", "deaths"), SAID)
def test_deaths_that_are_told_are_not_asked_about(locale, text, cases, deaths):
    found = one(text, locale)
    assert (found.count, found.deaths) == (cases, deaths)


@pytest.mark.parametrize(
    "text", ["palu 3 dont 5 graves", "palu 3 dont 5 morts", "choléra 3 dont 5 TDR positifs"]
)
def test_some_of_them_that_are_more_than_all_are_asked_about(text):
    assert asked(text) == ["five cases", "eight cases", "something else"]


@pytest.mark.parametrize(
    ("text", "word"),
    [("palu 10 koro, certains graves", "graves"), ("palu 10 koro, des cas graves", "cas graves")],
)
def test_severe_cases_without_a_number_are_named_as_not_understood(text, word):
    assert one(text).severe == 0
    assert reading(text).not_understood == (word,)


@pytest.mark.parametrize(
    ("answer", "cases", "deaths"),
    [
        ("2", 9, 2),
        ("3", 9, 3),
        ("7", 9, 7),
        ("tous", 9, 9),
        ("tous les 9", 9, 9),
        ("aucun", 9, 0),
        ("0", 9, 0),
        ("personne n'est mort", 9, 0),
        ("pas de décès", 9, 0),
        ("2 sont morts", 9, 2),
        ("quatre enfants", 9, 4),
        ("un seul est mort", 9, 1),
        ("3 morts de rougeole", 9, 3),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_how_many_died_is_answered_in_any_words(staffed, answer, cases, deaths):
    [question] = await staffed.says("rougeole 9 koro, des morts")
    assert question == (
        "rougeole, 9 cas : combien de décès ? 1 un décès, 2 deux décès, 3 trois décès, "
        "4 autre chose"
    )
    await staffed.says(answer)
    assert await staffed.rows("SELECT risk, cases, deaths FROM report") == [
        ("measles", cases, deaths)
    ]


async def test_how_many_died_is_asked_openly_and_again(staffed):
    await staffed.plays(
        """
        > rougeole 9 koro, des morts
        < rougeole, 9 cas : combien de décès ? 1 un décès, 2 deux décès, 3 trois décès, 4 autre chose
        > je ne sais pas
        < Répondez par un des numéros. rougeole, 9 cas : combien de décès ? 1 un décès, 2 deux décès, 3 trois décès, 4 autre chose
        > 4
        < rougeole, 9 cas : combien de décès ?
        > 5
        < No 1 : rougeole, 9 cas, 5 décès, Koro. Superviseur prévenu. Erreur ? ANNULER 1
        """  # noqa: E501
    )
