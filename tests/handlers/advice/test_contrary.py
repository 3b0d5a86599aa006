"""What contradicts itself about who is ill is asked, kindly; what is urgent either way is not."""

import pytest

from handlers.advice.sick import Sick
from tests.handlers.advice import ILL, ON_SQLITE, RESIDENT
from tests.handlers.advice.test_ill_talk import AGE, DAYS, SIGNS, URGENT_WHERE

WHICH = "Quel âge a le malade ? 1 âge 2 mois, 2 âge 3 ans"
PREGNANT = "La personne malade est-elle enceinte ? 1 oui 2 non"


async def test_two_ages_that_cannot_both_be(open_clinics):
    await open_clinics.plays(
        f"""
        > {ILL}
        < {SIGNS}
        > aucun
        < {AGE}
        > 2 mois
        < {DAYS}
        > 3 ans
        < {WHICH}
        > je ne sais plus
        < Répondez par un des numéros. {WHICH}
        > 2
        < {DAYS}
        """,
        RESIDENT,
    )
    assert (await open_clinics.says("hier", RESIDENT))[0].startswith("Fièvre : faites un test")


@ON_SQLITE
@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2 mois", "3 ans", WHICH),
        ("2 mois", "pardon, 3 ans", DAYS),  # a correction
        ("2 mois", "je me suis trompée, 3 ans", DAYS),
        ("2 ans", "24 mois", f"Répondez par un des numéros. {DAYS}"),  # the same, and no answer
        ("2 ans", "26 mois", DAYS),  # nearly
        ("2 mois", "1 mois", URGENT_WHERE),  # urgent by it: nothing is asked
        ("3 ans", "2 mois", "Quel âge a le malade ? 1 âge 3 ans, 2 âge 2 mois"),
    ],
)
async def test_an_age_told_anew(open_clinics, first, then, said):
    for each in (ILL, "7", first):
        await open_clinics.says(each, RESIDENT)
    assert (await open_clinics.says(then, RESIDENT))[0] == said


@ON_SQLITE
@pytest.mark.parametrize(
    ("told", "answers", "said"),
    [
        ("mon fils 5 ans a de la fièvre", ("7", "enceinte"), PREGNANT),
        ("mon fils 5 ans a de la fièvre", ("7", "enceinte", "non"), DAYS),
        ("mon fils a de la fièvre", ("7", "enceinte", "oui"), URGENT_WHERE),
        ("ma fille 2 ans a de la fièvre je suis enceinte", (), PREGNANT),
        ("ma fille 2 ans a de la fièvre je suis enceinte", ("2",), SIGNS),
        ("ma fille 2 ans a de la fièvre je suis enceinte", ("1",), URGENT_WHERE),
        ("ma fille 2 ans a de la fièvre et convulse, je suis enceinte", (), URGENT_WHERE),
        ("ma femme est enceinte et a de la fièvre", (), URGENT_WHERE),
        ("enceinte 25 ans fièvre", (), URGENT_WHERE),
    ],
)
async def test_a_child_or_a_man_that_is_pregnant(open_clinics, told, answers, said):
    found = await open_clinics.says(told, RESIDENT)
    for each in answers:
        found = await open_clinics.says(each, RESIDENT)
    assert found[0] == said


def test_a_conversation_of_before_has_no_such_question():
    assert Sick.remembered({"illness": "fever", "age_months": 9}).ages == ()
