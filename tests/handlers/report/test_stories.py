"""What is promised to health workers and residents, message by message."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR

FRENCH = """
    > rougole 3f dountsa
    < No 1 : rougeole, 3 cas féminins, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
    > palu 2f 1m 4ans koro
    < No 2 : paludisme, 3 cas (2 F, 1 M), 4 ans, Koro. Erreur ? ANNULER 2
    > sumaya 5 dont 1 mort
    < No 3 : paludisme, 5 cas, 1 décès, Douentza. Erreur ? ANNULER 3
    > 1#2#1
    < No 4 : rougeole, 1 cas féminin, moins de 5 ans, Douentza. Superviseur prévenu. Erreur ? ANNULER 4
    > palu 5 rougeole 1
    < Reçu : no 5 paludisme 5, no 6 rougeole 1. Superviseur prévenu. Erreur ? ANNULER 5
    > RAS
    < No 7 : semaine 48, rien à signaler. Merci. S’il y a des cas, envoyez-les.
    > palu 2 xyzt
    < No 8 : paludisme, 2 cas, Douentza. Pas compris : xyzt. Si c’est un lieu : CORRIGER 8 palu 2 LIEU
"""  # noqa: E501

ENGLISH = """
    > measels 3 girls ansongo
    < No 1: measles, 3 female cases, Ansongo. Coordinator told. Wrong? CANCEL 1
    > malaria 2 cases 1 died yesterday
    < No 2: malaria, 2 cases, 1 death, since Mon 23 Nov, Ansongo. Wrong? CANCEL 2
    > nothing to report
    < No 3: week 48, nothing to report. Thank you. If there are cases, send them.
"""

BAMBARA = """
    > sumaya saba
    < No 1: sumaya, banabagatɔ 3, Koro. Fili? ANNULER 1
    > nyoninsan muso 2 koro
    < No 2: ɲɔnin, muso 2, Koro. Superviseur prévenu. Fili? ANNULER 2
"""


@pytest.mark.parametrize(
    ("who", "story"),
    [("chw-douentza", FRENCH), ("chw-ansongo", ENGLISH), ("chw-koro", BAMBARA)],
    ids=["fr", "en", "bm"],
)
async def test_a_health_worker_reports(staffed, who, story):
    await staffed.plays(story, BY_KEY[who])


async def test_the_supervisor_is_told_of_an_immediate_risk_only(staffed):
    await staffed.says("rougeole 3 f douentza", CHW)
    await staffed.says("palu 2 koro", CHW)
    assert staffed.sent_to(SUPERVISOR) == [
        "URGENT no 1 : rougeole, 3 cas féminins, Douentza. Signalé par un agent de santé."
    ]


async def test_two_readings_are_asked_about_and_both_answers_are_taken(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 1
        < No 1 : paludisme, 3 cas masculins, Douentza. Erreur ? ANNULER 1
        > palu 3m boni
        < 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 2
        < No 2 : paludisme, 1 cas, 3 mois, Boni. Erreur ? ANNULER 2
    """)


async def test_a_question_is_repeated_with_help_then_left_politely(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmm
        < Répondez par un des numéros. 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmmm
        < Répondez par un des numéros. 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmmmm
        < Rien n’est enregistré. Vous pouvez renvoyer le rapport avec d’autres mots.
    """)
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_an_answer_a_day_later_is_no_answer(staffed):
    await staffed.says("palu 3m")
    staffed.clock.advance(hours=25)
    await staffed.says("1")
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_a_report_instead_of_an_answer_is_taken(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 3 garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > palu 3 garcons boni
        < No 1 : paludisme, 3 cas masculins, Boni. Erreur ? ANNULER 1
    """)


async def test_the_same_text_within_minutes_is_asked_about(staffed):
    await staffed.plays("""
        > palu 2 a koro
        < No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1
        > palu 2 a koro
        < Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non
        > non
        < Compté une seule fois, no 1. Merci.
        > palu 2 a koro
        < Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non
        > OUI.
        < No 2 : paludisme, 2 cas, Koro. Erreur ? ANNULER 2
    """)
    staffed.clock.advance(minutes=11)
    assert await staffed.says("palu 2 a koro") == [
        "No 3 : paludisme, 2 cas, Koro. Erreur ? ANNULER 3"
    ]


async def test_a_report_is_withdrawn_and_corrected_and_nothing_is_deleted(staffed):
    await staffed.plays("""
        > palu 2 koro
        < No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1
        > CORRIGER 1 palu 4 boni
        < No 2 : paludisme, 4 cas, Boni (remplace 1). Erreur ? ANNULER 2
        > annuler 1
        < Le no 1 est remplacé par le no 2. Pour l’annuler : ANNULER 2
        > annuler
        < Annuler le no 2 : paludisme, 4 cas ? 1 oui 2 non
        > 1
        < Annulé : no 2, paludisme, 4 cas. Pour le renvoyer, écrivez tout le rapport.
        > annuler 2
        < Le no 2 est déjà annulé.
        > annuler 77
        < Je ne trouve pas de rapport 77 de votre part. Envoyez ANNULER et le numéro reçu.
    """)
    assert await staffed.rows("SELECT number, status FROM report ORDER BY number") == [
        (1, "superseded"),
        (2, "withdrawn"),
    ]
    assert await staffed.rows("SELECT number, what FROM report_change ORDER BY number") == [
        (1, "superseded"),
        (2, "withdrawn"),
    ]


async def test_nobody_withdraws_the_report_of_another(staffed):
    await staffed.says("palu 2 koro", CHW)
    answer = await staffed.says("annuler 1", BY_KEY["chw-ansongo"])
    assert answer == ["No report 1 of yours was found. Send CANCEL and the number we gave you."]
    assert await staffed.rows("SELECT status FROM report") == [("filed",)]


async def test_a_resident_is_heard_and_somebody_is_asked_to_verify(staffed):
    await staffed.plays(
        """
        > bonjour
        < Bienvenue à Kunnafoni, la santé par SMS. Votre langue ? 1 Français 2 Bamanankan 3 English
        > 1
        < Je répondrai en français. Envoyez AIDE pour voir ce que vous pouvez faire, LANGUE pour changer.
        > mon enfant a la rougeole
        < Merci. Noté, no 1 : rougeole, 1 cas. Un agent de santé est prévenu. Où ? Envoyez le nom du village.
        > duentza
        < Merci. Lieu noté : Douentza.
        """,  # noqa: E501
        STRANGER,
    )
    assert await staffed.rows("SELECT signal, place_id FROM report") == [(1, "place-douentza")]
    told = staffed.sent_to(BY_KEY["coordinator"])
    assert told == ["To verify, no 1: a resident reports measles, 1 case."]
    assert staffed.sent_to(SUPERVISOR) == [
        "À vérifier, no 1 : un habitant signale des malades à Douentza."
    ]


async def test_danger_is_answered_first(staffed):
    [answer] = await staffed.says("mon enfant convulse il est chaud", BY_KEY["resident-koro"])
    assert answer.startswith("URGENT. Allez tout de suite au centre de santé le plus proche")
    assert answer.endswith("Urgences : 15")


async def test_a_guided_report(staffed):
    await staffed.plays("""
        > rapport
        < Quelle maladie ? Choisissez, ou écrivez-en une autre. 1 rougeole, 2 paludisme, 3 paludisme grave, 4 diarrhée aiguë ou choléra, 5 diarrhée avec sang, 6 méningite
        > 2
        < paludisme : combien de cas ?
        > beaucoup
        < Envoyez un seul nombre. paludisme : combien de cas ?
        > 3
        < Où ? Envoyez le nom du village, ou 1. 1 ma zone : Douentza
        > hombori
        < No 1 : paludisme, 3 cas, Hombori. Erreur ? ANNULER 1
    """)  # noqa: E501


async def test_a_breakdown_is_stored_with_its_totals(staffed):
    await staffed.says("1#0#4#1#2")
    assert await staffed.rows("SELECT cases, female, male, sex_unknown FROM report") == [
        (7, 3, 4, 0)
    ]
    rows = await staffed.rows(
        "SELECT sex, age_group, count FROM report_case ORDER BY sex, age_group"
    )
    assert rows == [("female", "over5", 2), ("female", "under5", 1), ("male", "over5", 4)]


@pytest.mark.parametrize("text", ["3", "12", "7."])
async def test_bare_digits_are_never_a_report(staffed, text):
    await staffed.says(text)
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]
