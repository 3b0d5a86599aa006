"""`no deaths`, and nothing else: it is asked whether nobody is ill either, in every language."""

from __future__ import annotations

import pytest

from handlers.report.no_deaths import denies
from tests.conftest import BY_KEY, CHW, knowledge

ENGLISH, BAMBARA = BY_KEY["chw-ansongo"], BY_KEY["chw-koro"]
ASKED = ["Et aucun malade non plus cette semaine ? 1 oui, 2 autre chose"]
IN_ENGLISH = ["Is nobody ill either this week? 1 yes, 2 something else"]
IN_BAMBARA = "Et aucun malade non plus cette semaine ?"


@pytest.mark.parametrize(
    "said",
    [
        "no deaths", "No death.", "nobody died", "no one died", "no deaths this week",
        "no new deaths",
        "no deaths in Ansongo", "there were no deaths", "zero deaths", "0 deaths",
    ],
)  # fmt: skip
async def test_in_english(staffed, said):
    assert await staffed.says(said, ENGLISH) == IN_ENGLISH
    assert await staffed.rows("SELECT number FROM zero_report") == []


@pytest.mark.parametrize(
    "said",
    [
        "aucun décès", "pas de mort", "pas de morts", "pas de décès cette semaine", "zéro mort",
        "toujours pas de décès", "il n'y a pas eu de décès à koro", "personne n'est mort",
    ],
)  # fmt: skip
async def test_in_french(staffed, said):
    assert await staffed.says(said) == ASKED


async def test_in_bambara_it_is_no_week_without_sick_people(staffed):
    [said] = await staffed.says("mɔgɔ si ma sa", BAMBARA)
    assert said.startswith(IN_BAMBARA)


async def test_both_answers_are_taken(staffed):
    await staffed.plays(
        """
        > no deaths
        < Is nobody ill either this week? 1 yes, 2 something else
        > yes
        < No 1: week 47, nothing to report. Thank you. If there are cases, send them. Wrong? CANCEL 1
        """,  # noqa: E501
        ENGLISH,
    )
    await staffed.plays("""
        > pas de mort
        < Et aucun malade non plus cette semaine ? 1 oui, 2 autre chose
        > palu 3 boni
        < No 2 : paludisme, 3 cas, Boni. Erreur ? ANNULER 2
    """)


async def test_after_a_report_of_the_day_it_is_said_that_it_tells_of_none(staffed):
    await staffed.plays("""
        > palu 3 boni
        < No 1 : paludisme, 3 cas, Boni. Erreur ? ANNULER 1
        > pas de mort
        < No 1 : paludisme, 3 cas, aucun décès. Merci.
    """)
    staffed.clock.advance(hours=30)
    assert await staffed.says("pas de mort") == ASKED


async def test_where_a_death_was_told_it_is_asked(staffed):
    await staffed.says("palu 3 dont 1 mort boni", CHW)
    [said] = await staffed.says("aucun décès", CHW)
    assert said.startswith("Changer le no 1 en : paludisme, 3 cas, Boni ?")


@pytest.mark.parametrize("said", ["no deaths", "pas de mort", "nobody died", "aucun décès"])
async def test_asked_how_many_died_it_is_the_answer(staffed, said):
    await staffed.says("rougeole 10 boni des morts")
    [filed] = await staffed.says(said)
    assert filed.startswith("No 1 : rougeole, 10 cas, Boni.")


@pytest.mark.parametrize(
    "said",
    [
        "no he died", "2 died", "died", "no", "no deaths?", "no malaria deaths", "elle est morte",
        "pas de mort mais 3 malades", "no, one died", "aucun décès maternel", "3 cas, aucun décès",
    ],
)  # fmt: skip
def test_what_tells_more_is_something_else(said):
    assert not denies(knowledge().lexicons.understand(said, "en"))
