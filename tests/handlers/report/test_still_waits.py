"""What is asked about one report is never lost by what is said of another."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House
from tests.handlers.report.test_unanswered import ASKED, later, state

HOW_MANY = "rougeole : combien de cas en tout ? 1 un cas, 2 deux cas, 3 trois cas, 4 autre chose"


async def counted(house: House) -> list[tuple]:
    return await house.rows(
        "SELECT number, risk, cases FROM report WHERE status = 'filed' ORDER BY number"
    )


async def test_a_question_about_another_disease_takes_no_ones_place(staffed):
    """`palu 3m`, where measles was asked about: the supervisor still hears of the measles."""
    await staffed.says("rougeole boni")
    assert await staffed.says("palu 3m") == [
        ASKED,
        "Non enregistré : rougeole boni. Renvoyez-le, s’il vous plaît.",
    ]
    assert await state(staffed) == [
        ('["measles"]', "count", False, False, False, False),
        ('["malaria"]', "details", False, False, False, False),
    ]
    _mine, [theirs] = await later(staffed, minutes=70)
    assert theirs.startswith("URGENT, pas clair : rougeole, Boni, ")
    assert await later(staffed, hours=1) == [[f"Pas encore enregistré : palu 3m. {ASKED}"], []]
    [filed] = await staffed.says("1")
    assert filed.endswith("paludisme, 3 cas masculins, Douentza. Erreur ? ANNULER 1")
    assert [closed for *_rest, closed in await state(staffed)] == [False, True]
    mine, [theirs] = await later(staffed, hours=24)
    assert mine[0].startswith("Pas compté, faute de réponse : rougeole boni.")
    assert theirs.startswith("Pas compté : rougeole, Boni.")


async def test_nobody_is_no_answer_to_who_it_is(staffed):
    """`0`, asked what `3m` means: no three cases."""
    await staffed.says("palu 3m")
    assert await staffed.says("0") == [f"Répondez par un des numéros. {ASKED}"]
    assert await counted(staffed) == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("la rougeole c'est 4", [(1, "malaria", 3), (4, "measles", 4)]),
        ("rougeole 4", [(1, "malaria", 3), (4, "measles", 4)]),
        ("rougeole 4 boni", [(1, "malaria", 3), (4, "measles", 4)]),
        ("palu 7 sevare", [(1, "malaria", 3), (2, "measles", 2), (4, "malaria", 7)]),
        ("rougeole 4 mopti", [(1, "malaria", 3), (2, "measles", 2), (4, "measles", 4)]),
    ],
)
async def test_what_is_right_may_be_told_where_it_is_asked_which(staffed, said, kept):
    await staffed.says("palu 3 koro")
    await staffed.says("rougeole 2 boni")
    assert await staffed.says("il y a une erreur") == [
        "De quel rapport s’agit-il ? 1 no 2 rougeole 2, Boni, 2 no 1 paludisme 3, Koro"
    ]
    [filed] = await staffed.says(said)
    assert await counted(staffed) == kept
    if len(kept) == 2:
        assert "rougeole, 4 cas, Boni (remplace 2)." in filed


@pytest.mark.parametrize("said", ["le 1", "no 1", "le palu", "celui de Koro", "palu 3 koro", "2"])
async def test_which_one_it_is_may_be_said_in_words(staffed, said):
    await staffed.says("palu 3 koro")
    await staffed.says("rougeole 2 boni")
    await staffed.says("elle est décédée")
    [filed] = await staffed.says(said)
    assert filed.startswith("No 4 : paludisme, 3 cas, 1 décès, Koro (remplace 1).")


async def test_the_whole_report_as_it_would_be_changed_says_yes(staffed):
    await staffed.says("rougeole 2 boni")
    [asked] = await staffed.says("elle est décédée")
    assert asked.startswith("Changer le no 1 en : rougeole, 2 cas, 1 décès, Boni ?")
    [filed] = await staffed.says("rougeole 2 boni 1 décès")
    assert filed.startswith("No 3 : rougeole, 2 cas, 1 décès, Boni (remplace 1).")
    assert await counted(staffed) == [(3, "measles", 2)]


async def test_of_a_code_that_may_be_none_no_disease_is_told(staffed):
    """`5 cas` may be code 5: the supervisor does not hear of bloody diarrhoea by it."""
    await staffed.says("5 cas")
    assert await state(staffed) == [("[]", "risk", False, False, False, False)]
    mine, [theirs] = await later(staffed, hours=25)
    assert mine[-1].startswith("Pas compté, faute de réponse : 5 cas.")
    assert theirs == (
        "Pas compté : maladie non connue, Douentza. Envoyé par un agent, sans réponse : "
        "quelle maladie ? Faites-le renvoyer."
    )


@pytest.mark.parametrize("said", ["CORRIGER 1", "corriger le 1"])
async def test_to_correct_and_nothing_more_asks_what_is_right(staffed, said):
    """What follows is in its place, and not counted beside it."""
    await staffed.says("rougeole 3 boni")
    [asked] = await staffed.says(said)
    assert asked.startswith("No 1 : rougeole, 3 cas. Qu’est-ce qui est juste ?")
    [filed] = await staffed.says("rougeole 2 boni")
    assert filed.startswith("No 3 : rougeole, 2 cas, Boni (remplace 1).")
    assert await counted(staffed) == [(3, "measles", 2)]


@pytest.mark.parametrize(
    ("asked", "said", "filed"),
    [
        ("rougeole boni", "2 enfants", "rougeole, 2 cas, Boni"),
        ("rougeole boni", "c'est 2 cas", "rougeole, 2 cas, Boni"),
        ("palu 3m boni", "c'est 3 garçons", "paludisme, 3 cas masculins, Boni"),
        ("jaunisse 2 boni", "c'est la fièvre jaune", "fièvre jaune, 2 cas, Boni"),
    ],
)
async def test_a_late_answer_may_be_words(staffed, asked, said, filed):
    await staffed.says(asked)
    await later(staffed, hours=25)
    [answer] = await staffed.says(said)
    assert answer.startswith(f"No 1 : {filed}.")


@pytest.mark.parametrize("said", ["3 malades", "rougeole", "palu 3m", "2 cas hier"])
async def test_what_may_be_of_somebody_else_is_no_late_answer(staffed, said):
    await staffed.says("méningite boni")
    await later(staffed, hours=25)
    await staffed.says(said)
    assert await counted(staffed) == []
    first, *_others = await state(staffed)
    assert not first[-1]  # it waits still


@pytest.mark.parametrize(
    "said", ["annuler", "ANNULER", "annulez la méningite", "laisse tomber", "non rien"]
)
async def test_what_was_not_counted_may_be_taken_back_late(staffed, said):
    """The supervisor, who was told of it, hears that; and no zero report is kept."""
    if said != "laisse tomber":  # may be about the report: it is asked
        await staffed.says("palu 3 koro")
    staffed.clock.advance(minutes=5)
    await staffed.says("méningite boni")
    await later(staffed, hours=25)
    before = len(staffed.channel.sent)
    [answer] = await staffed.says(said)
    assert answer.startswith("Rien n’est enregistré.")
    assert staffed.sent_to(SUPERVISOR, before) == [
        "Retiré par son auteur : méningite, Boni, qui n’était pas clair."
    ]
    assert not [report for report in await counted(staffed) if report[1] != "malaria"]
    assert await staffed.rows("SELECT count(*) FROM zero_report") == [(0,)]


async def test_a_report_that_was_sent_since_is_asked_about_first(staffed):
    await staffed.says("méningite boni")
    await later(staffed, hours=25)
    await staffed.says("palu 3 koro")
    assert await staffed.says("annuler") == ["Annuler le no 1 : paludisme, 3 cas ? 1 oui 2 non"]


async def test_a_correction_stays_in_its_village(staffed):
    await staffed.says("rougeole 3 boni")
    [filed] = await staffed.says("CORRIGER 1 rougeole 2")
    assert filed.startswith("No 3 : rougeole, 2 cas, Boni (remplace 1).")
    [filed] = await staffed.says("CORRIGER 3 palu 2 koro")
    assert filed.startswith("No 4 : paludisme, 2 cas, Koro (remplace 3).")


async def test_what_came_twice_and_comes_again_later_is_asked_about_still(staffed):
    await staffed.says("palu 3 boni")
    asked = ["Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non"]
    assert await staffed.says("palu 3 boni") == asked
    staffed.clock.advance(minutes=30)
    [again] = await staffed.says("Palu 3 Boni.")
    assert again.endswith(asked[0])
    assert await counted(staffed) == [(1, "malaria", 3)]
    await staffed.says("oui")
    assert await counted(staffed) == [(1, "malaria", 3), (2, "malaria", 3)]


@pytest.mark.parametrize(
    ("said", "filed"),
    [
        ("2", "rougeole, 2 cas, Boni"),
        ("c'est 4 cas", "rougeole, 4 cas, Boni"),
        ("koro", "rougeole, 3 cas, Koro"),
        ("2 filles 1 garçon", "rougeole, 3 cas (2 F, 1 M), Boni"),
        ("4#2#1", "diarrhée aiguë ou choléra, 1 cas féminin, moins de 5 ans, Boni"),
    ],
)
async def test_behind_corriger_what_is_right_may_be_said_alone(staffed, said, filed):
    await staffed.says("rougeole 3 boni")
    [answer] = await staffed.says(f"CORRIGER 1 {said}")
    assert answer.startswith(f"No 3 : {filed}"), answer
    assert "(remplace 1)" in answer
    assert len(await counted(staffed)) == 1


PAST = "Ce bouton est d’une question passée. Répondez à la dernière."


async def test_the_button_of_a_question_finds_it_late_too(staffed):
    """On Telegram; also where several wait, and no button of another question does."""
    await staffed.says("palu 3m boni")
    mark = staffed.channel.sent[-1][0].reply.asked
    await later(staffed, hours=25)
    await staffed.says("rougeole 4m")
    other = staffed.channel.sent[-1][0].reply.asked
    assert await staffed.says("", choice="male", asked=mark) == [PAST]  # another one waits
    await later(staffed, hours=25)
    assert await staffed.says("", choice="male", asked="0000000000000000") == [PAST]
    assert await staffed.says("", choice="male") == [PAST]
    [filed] = await staffed.says("", choice="male", asked=mark)
    assert filed.startswith("No 1 : paludisme, 3 cas masculins, Boni.")
    assert await staffed.says("", choice="male", asked=mark) == [PAST]
    [filed] = await staffed.says("", choice="months", asked=other)
    assert filed.startswith("No 2 : rougeole, 1 cas, 4 mois, Douentza.")


@pytest.mark.parametrize("said", ["aucun décès", "personne n'est mort", "pas de mort"])
async def test_that_nobody_died_counts_no_case_of_what_waits(staffed, said):
    """Neither at once, nor where the question was put aside for another."""
    await staffed.says("rougeole boni")
    await staffed.says(said)
    assert await counted(staffed) == []
    await staffed.says("palu 3m")
    await staffed.says("1")
    await staffed.says(said)
    assert [risk for _number, risk, _cases in await counted(staffed)] == ["malaria"]
