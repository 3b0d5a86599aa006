"""A report that was asked about is not lost in silence where something else is said."""

from __future__ import annotations

import pytest

ASKED = "3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose"
LOST = "Non enregistré : palu 3m koro. Renvoyez-le, s’il vous plaît."


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("rougeole 2 koro", "No 1 : rougeole, 2 cas, Koro."),
        ("mon enfant convulse il est chaud", "URGENT."),
        ("annuler 5", "Je ne trouve pas de rapport 5"),
        ("corriger 5 palu 2 koro", "Je ne trouve pas de rapport 5"),
        ("START", "Vous recevrez à nouveau nos messages."),
    ],
)
async def test_what_waits_is_asked_again(staffed, said, answer):
    [asked] = await staffed.says("palu 3m koro")
    assert asked == ASKED
    first, again = await staffed.says(said)
    assert first.startswith(answer)
    assert again == ASKED
    [filed] = await staffed.says("1")
    assert "paludisme, 3 cas masculins, Koro." in filed


async def test_a_code_that_joins_asks_again(staffed):
    await staffed.says("palu 3m koro")
    assert ASKED in await staffed.says("REJOINDRE K7M2PX4Q")
    [filed] = await staffed.says("1")
    assert filed == "No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1"


@pytest.mark.parametrize("said", ["AIDE", "STOP", "langue français"])
async def test_what_waits_is_kept(staffed, said):
    await staffed.says("palu 3m koro")
    await staffed.says(said)
    [filed] = await staffed.says("1")
    assert filed == "No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1"


@pytest.mark.parametrize("said", ["LANGUE", "rougeole 3m koro", "choléra 4m bankass"])
async def test_another_question_says_that_the_first_was_not_recorded(staffed, said):
    await staffed.says("palu 3m koro")
    _question, lost = await staffed.says(said)
    assert lost == LOST


async def test_it_is_not_asked_for_ever(staffed):
    await staffed.plays(
        f"""
        > palu 3m koro
        < {ASKED}
        > rougeole 2 koro
        < No 1 : rougeole, 2 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 1
        < {ASKED}
        > méningite 1 koro
        < No 3 : méningite, 1 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 3
        < {ASKED}
        > mas 1 koro
        < No 4 : malnutrition sévère, 1 cas, Koro. Erreur ? ANNULER 4
        < {LOST}
        """
    )


async def test_the_same_report_in_other_words_is_an_answer(staffed):
    await staffed.says("palu 3m koro")
    answer = await staffed.says("palu 3 garçons koro")
    assert answer == ["No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1"]


async def test_a_command_of_two_words_is_answered_and_the_question_asked_again(staffed):
    await staffed.says("palu 3m koro")
    clinic, asked = await staffed.says("clinique koro")
    assert "clinique" in clinic
    assert asked == f"Répondez par un des numéros. {ASKED}"
    [filed] = await staffed.says("1")
    assert filed == "No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1"


async def test_which_report_is_corrected_may_be_left_open(staffed):
    await staffed.says("palu 2 koro")
    await staffed.says("palu 5 rougeole 3 bankass")
    [asked] = await staffed.says("corriger")
    assert asked.startswith("De quel rapport s’agit-il ?")
    [left] = await staffed.says("annuler")
    assert not left.startswith("Répondez par")
    assert await staffed.rows("SELECT DISTINCT status FROM report") == [("filed",)]


AGAIN = "Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non"


@pytest.mark.parametrize(
    ("said", "asked", "filed"),
    [
        (
            "rougeole 4 douentza, des morts",
            "rougeole, 4 cas : combien de décès ?",
            "rougeole, 4 cas, 1 décès",
        ),
        ("choléra 3m boni", "3m : 1 trois garçons", "diarrhée aiguë ou choléra, 3 cas masculins"),
        ("palu 3m boni", "3m : 1 trois garçons", "paludisme, 3 cas masculins, Boni"),
    ],
)
async def test_a_report_that_is_asked_about_takes_the_place_of_whether_cases_are_new(
    staffed, said, asked, filed
):
    await staffed.says("palu 2 koro")
    assert await staffed.says("palu 2 koro") == [AGAIN]
    question, once = await staffed.says(said)
    assert question.startswith(asked)
    assert once == "Compté une seule fois, no 1. Merci."
    [said] = await staffed.says("1")
    assert said.startswith(f"No 2 : {filed}")


@pytest.mark.parametrize(
    ("said", "answer"), [("mon enfant convulse", "URGENT."), ("rougeole 2 boni", "No 2 : rougeole")]
)
async def test_whether_cases_are_new_is_asked_once_more(staffed, said, answer):
    await staffed.says("palu 2 koro")
    await staffed.says("palu 2 koro")
    first, again = await staffed.says(said)
    assert first.startswith(answer)
    assert again == AGAIN
    [filed] = await staffed.says("1")
    assert "paludisme, 2 cas, Koro." in filed


async def test_the_same_text_a_third_time_is_asked_about_as_before(staffed):
    await staffed.says("palu 2 koro")
    await staffed.says("palu 2 koro")
    assert await staffed.says("palu 2 koro") == [AGAIN]


@pytest.mark.parametrize(
    ("said", "filed"),
    [
        ("mon voisin a la méningite", "méningite, 1 cas masculin, Koro."),
        ("une femme est morte en accouchant à boni", "décès maternel, 1 cas féminin, 1 décès"),
        ("palu 2f boni", "paludisme, 2 cas féminins, Boni."),
    ],
)
async def test_another_report_without_a_digit_or_of_another_village(staffed, said, filed):
    await staffed.says("palu 3m koro")
    first, again = await staffed.says(said)
    assert first.startswith(f"No 1 : {filed}")
    assert again == ASKED
    [waited] = await staffed.says("1")
    assert "paludisme, 3 cas masculins, Koro." in waited


async def test_who_mends_the_village_reports_once(staffed):
    await staffed.says("palu 3m koro")
    [filed] = await staffed.says("pardon, 2 garçons à boni")
    assert filed == "No 1 : paludisme, 2 cas masculins, Boni. Erreur ? ANNULER 1"


async def test_what_was_answered_to_a_number_alone_is_named_where_it_is_lost(staffed):
    await staffed.says("1")
    assert await staffed.says("palu 3m koro") == [ASKED]
    assert await staffed.says("rougeole 3m boni") == [ASKED, LOST]


async def test_a_whole_report_that_is_asked_about_is_what_was_right(staffed):
    await staffed.says("palu 2 koro")
    await staffed.says("CORRIGER")
    [asked] = await staffed.says("rougeole 4 douentza, des morts")
    assert asked.startswith("rougeole, 4 cas : combien de décès ?")
    [filed] = await staffed.says("1")
    assert filed.startswith("No 2 : rougeole, 4 cas, 1 décès, Douentza (remplace 1).")


LET_GO = "Rien n’est enregistré. Vous pouvez renvoyer le rapport avec d’autres mots."


@pytest.mark.parametrize(
    "said",
    [
        "ANNULER",
        "annulez le palu",
        "annulez le palu de koro",
        "je veux annuler ce rapport",
        "annulez le dernier rapport svp",
        "annulez le rapport que je viens d'envoyer",
        "supprimer",
        "je retire, c'est des boutons de chaleur",
    ],
)
async def test_who_cancels_while_it_is_asked_about_drops_that_report(staffed, said):
    await staffed.says("rougeole 2 koro")
    assert await staffed.says("palu 3m koro") == [ASKED]
    assert await staffed.says(said) == [LET_GO]
    assert await staffed.rows("SELECT risk, status FROM report") == [("measles", "filed")]
    assert await staffed.rows("SELECT handler FROM conversation") == []
    assert await staffed.rows("SELECT 1 FROM asked_report WHERE closed_at IS NULL") == []


@pytest.mark.parametrize(
    "said", ["annulez la rougeole", "annulez le premier rapport", "annulez les deux"]
)
async def test_who_cancels_an_earlier_report_is_told_that_the_other_is_not_recorded(staffed, said):
    await staffed.says("rougeole 2 koro")
    await staffed.says("palu 3m koro")
    assert await staffed.says(said) == ["Annuler le no 1 : rougeole, 2 cas ? 1 oui 2 non", LOST]


async def test_who_cancels_what_came_twice_or_a_correction_reads_what_stands(staffed):
    await staffed.plays(
        f"""
        > palu 2 koro
        < No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1
        > palu 2 koro
        < {AGAIN}
        > annuler
        < Compté une seule fois, no 1. Merci. Erreur ? ANNULER 1
        > corriger 1 palu 3m koro
        < {ASKED}
        > annuler
        < Le no 1 n’a pas changé. Écrivez tout le rapport : CORRIGER 1 ROUGEOLE 2 KORO
        """
    )
