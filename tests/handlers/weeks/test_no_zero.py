"""`ZERO` of a week that has cases, or has not begun, is no zero report, and that is said."""

from __future__ import annotations

import pytest

from bot.sms import measure
from tests.conftest import SUPERVISOR

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ZEROS = "SELECT number, week FROM zero_report ORDER BY number"
AHEAD = (
    "Rien n'est noté : la semaine 49 n'a pas commencé. Si la semaine 47 était sans malade : "
    "ZERO S47"
)


async def test_of_a_week_with_cases_it_is_said_what_stands_and_how_it_is_taken_back(staffed):
    await staffed.says("s47 palu 3 boni")
    await staffed.plays(
        """
        > zero s47
        < Semaine 47, noté de vous : no 1 paludisme 3. Rien d'autre ? Alors c'est bon. Aucun \
malade ? ANNULER 1, puis ZERO S47
        > s47 rougeole 0
        < Semaine 47, noté de vous : no 1 paludisme 3. Rien d'autre ? Alors c'est bon. Aucun \
malade ? ANNULER 1, puis ZERO S47
        > annuler 1
        < Annulé : no 1, paludisme, 3 cas. Pour le renvoyer, écrivez tout le rapport.
        > zero s47
        < No 2 : semaine 47, rien à signaler. Merci. S’il y a des cas, envoyez-les. Erreur ? \
ANNULER 2
        """.replace("\\\n", "")
    )
    assert await staffed.rows(ZEROS) == [(2, 47)]


@SQLITE
async def test_of_this_week_too(staffed):
    await staffed.says("rougeole 2 f douentza")
    [said] = await staffed.says("zero s48")
    assert said.startswith("Semaine 48, noté de vous : no 1 rougeole 2.")
    assert await staffed.rows(ZEROS) == []


@SQLITE
async def test_a_zero_report_behind_which_cases_came_is_not_said_to_stand(staffed):
    await staffed.says("zero s47")
    await staffed.says("s47 palu 3 boni")
    for text in ("zero s47", "zero", "RAS"):
        [said] = await staffed.says(text)
        assert said.startswith("Semaine 47, noté de vous : no 2 paludisme 3."), text


@SQLITE
async def test_several_fit_one_segment(staffed):
    await staffed.says("s47 palu 3 boni rougeole 1 boni diarrhee sanglante 2 boni")
    [said] = await staffed.says("zero s47")
    assert said.endswith(
        "et 1 autres. Rien d'autre ? Alors c'est bon. Erreur ? ANNULER et son numéro"
    )
    assert measure(said.replace("’", "'")).segments == 1


@SQLITE
async def test_cases_that_were_found_to_be_none_do_not_stand(staffed):
    await staffed.says("s47 palu 3 boni")
    await staffed.says("non 1 erreur de saisie", SUPERVISOR)
    [said] = await staffed.says("zero s47")
    assert said.startswith("No 2 : semaine 47, rien à signaler.")


@SQLITE
@pytest.mark.parametrize(
    "text",
    [
        "zero semaine prochaine", "RAS la semaine prochaine", "rien à signaler semaine prochaine",
        "zero la prochaine semaine", "zero sem prochaine", "zero semaine à venir", "zero next week",
        "nothing to report next week", "zero s49",
    ],
)  # fmt: skip
async def test_a_week_that_has_not_begun_is_no_other(staffed, text):
    assert await staffed.says(text) == [AHEAD]
    assert await staffed.rows(ZEROS) == []


@SQLITE
@pytest.mark.parametrize(
    "text",
    ["RAS cette semaine, à la semaine prochaine", "zero s47, la semaine prochaine je voyage"],
)
async def test_a_week_that_is_named_is_meant(staffed, text):
    [said] = await staffed.says(text)
    assert said.startswith("No 1 : semaine 47, rien à signaler.")
    assert (await staffed.rows(ZEROS)) == [(1, 47)]


@SQLITE
async def test_of_a_week_that_no_year_has_the_week_that_is_due_is_told(staffed):
    assert await staffed.says("zero s60") == [
        "Je ne connais pas cette semaine. Si la semaine 47 était sans malade : ZERO S47"
    ]


@SQLITE
async def test_of_another_year_it_is_said_which(staffed):
    [said] = await staffed.says("zero s47 2025")
    assert said.startswith("No 1 : semaine 47 (2025), rien à signaler.")
    [said] = await staffed.says("zero s47")
    assert said.startswith("No 2 : semaine 47, rien à signaler.")
