"""What is promised to health workers and residents, message by message."""

from __future__ import annotations

import pytest

from bot.message import Urgency
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR

FRENCH = """
    > rougole 3f dountsa
    < No 1 : rougeole, 3 cas féminins, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
    > palu 2f 1m 4ans koro
    < No 3 : paludisme, 3 cas (2 F, 1 M), 4 ans, Koro. Erreur ? ANNULER 3
    > sumaya 5 dont 1 mort
    < No 4 : paludisme, 5 cas, 1 décès, Douentza. Erreur ? ANNULER 4
    > 1#2#1
    < No 5 : rougeole, 1 cas féminin, moins de 5 ans, Douentza. Superviseur prévenu. Erreur ? ANNULER 5
    > palu 5 rougeole 1
    < Reçu : no 7 paludisme 5, no 8 rougeole 1. Superviseur prévenu. Erreur ? ANNULER 7
    > RAS
    < No 9 : semaine 47, rien à signaler. Merci. S’il y a des cas, envoyez-les. Erreur ? ANNULER 9
    > palu 2 xyzt
    < No 10 : paludisme, 2 cas, Douentza. Pas compris : xyzt. Si c’est un lieu : CORRIGER 10 palu 2 LIEU
"""  # noqa: E501

ENGLISH = """
    > measels 3 girls ansongo
    < No 1: measles, 3 female cases, Ansongo. Coordinator told. Wrong? CANCEL 1
    > malaria 2 cases 1 died yesterday
    < No 3: malaria, 2 cases, 1 death, Ansongo. Wrong? CANCEL 3
    > nothing to report
    < No 4: week 47, nothing to report. Thank you. If there are cases, send them. Wrong? CANCEL 4
"""

BAMBARA = """
    > sumaya saba
    < No 1: sumaya, banabagatɔ 3, Koro. Fili? ANNULER 1
    > nyoninsan muso 2 koro
    < No 2: ɲɔnin, muso 2, Koro. Superviseur ladɔnniyara. Fili? ANNULER 2
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
        (
            "URGENT no 1 : rougeole, 3 cas féminins, Douentza. Vrai : OK 1. "
            "Faux : NON 1 et pourquoi. Alerte 2 : OK 2 ou NON 2 et pourquoi."
        )
    ]


async def test_two_readings_are_asked_about_and_both_answers_are_taken(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 1
        < No 1 : paludisme, 3 cas masculins, Douentza. Erreur ? ANNULER 1
        > palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 2
        < No 2 : paludisme, 1 cas, 3 mois, Boni. Erreur ? ANNULER 2
    """)


async def test_a_question_is_repeated_with_help_then_left_politely(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmm
        < Répondez par un des numéros. 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmmm
        < Répondez par un des numéros. 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > hmmmm
        < Rien n’est enregistré. Vous pouvez renvoyer le rapport avec d’autres mots.
    """)
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_an_answer_days_later_is_no_answer(staffed):
    await staffed.says("palu 3m")
    staffed.clock.advance(days=8)
    await staffed.says("1")
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_a_correction_without_a_number_is_of_the_last_report_of_that_disease(staffed):
    """Of another village it is asked; where there was none, it is a report."""
    await staffed.plays("""
        > rougeole 6 koro
        < No 1 : rougeole, 6 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 1
        > Rectificatif Koro : ce n'est pas 6 mais 4 cas de rougeole.
        < No 3 : rougeole, 4 cas, Koro (remplace 1). Superviseur prévenu. Erreur ? ANNULER 3
        > je rectifie : à Boni c'est 3 cas de rougeole et non 2
        < Corriger le no 3 : rougeole, 4 cas ? 1 oui, 2 non, un nouveau rapport
        > euh
        < Répondez par un des numéros. Corriger le no 3 : rougeole, 4 cas ? 1 oui, 2 non, un nouveau rapport
        > 2
        < No 4 : rougeole, 3 cas, Boni. Superviseur prévenu. Erreur ? ANNULER 4
        > Correction: Boni has 5 measles cases not 3
        < No 6 : rougeole, 5 cas, Boni (remplace 4). Superviseur prévenu. Erreur ? ANNULER 6
        > corriger 3 cas de rougeole boni
        < No 7 : rougeole, 3 cas, Boni (remplace 6). Superviseur prévenu. Erreur ? ANNULER 7
        > correction palu 2 koro
        < No 8 : paludisme, 2 cas, Koro. Erreur ? ANNULER 8
        > Boni : 4 palu. Correction : 5 palu
        < No 9 : paludisme, 5 cas, Boni. Erreur ? ANNULER 9
        > corriger palu
        < Envoyez CORRIGER, le numéro et le bon rapport : CORRIGER 123 ROUGEOLE 2 KORO
        > je rectifie, rougeole 7 hombori
        < Corriger le no 7 : rougeole, 3 cas ? 1 oui, 2 non, un nouveau rapport
        > 1
        < No 10 : rougeole, 7 cas, Hombori (remplace 7). Superviseur prévenu. Erreur ? ANNULER 10
    """)  # noqa: E501


async def test_a_correction_of_last_week_is_not_of_the_report_of_this_one(staffed):
    await staffed.plays("""
        > S47 palu 38 koro
        < No 1 : paludisme, 38 cas, Koro, semaine 47. Erreur ? ANNULER 1
        > palu 5 koro
        < No 2 : paludisme, 5 cas, Koro. Erreur ? ANNULER 2
        > Rectificatif S47 Koro : palu 39
        < No 3 : paludisme, 39 cas, Koro, semaine 47 (remplace 1). Erreur ? ANNULER 3
        > Rectificatif S46 Koro : palu 7
        < Corriger le no 3 : paludisme, 39 cas ? 1 oui, 2 non, un nouveau rapport
        > non
        < No 4 : paludisme, 7 cas, Koro, semaine 46. Erreur ? ANNULER 4
    """)


async def test_what_follows_what_is_taken_back_is_reported_instead(staffed):
    """A week is no number of a report, and nothing behind the first sentence is lost."""
    await staffed.plays("""
        > palu 38 koro
        < No 1 : paludisme, 38 cas, Koro. Erreur ? ANNULER 1
        > annuler mon dernier message. palu 39 koro
        < No 2 : paludisme, 39 cas, Koro (remplace 1). Erreur ? ANNULER 2
        > Annuler mon message d'avant. S47 koro : palu 37, dysenterie 2
        < Annuler le no 2 : paludisme, 39 cas ? 1 oui 2 non
        > oui
        < Annulé : no 2, paludisme, 39 cas. Pour le renvoyer, écrivez tout le rapport.
        < Reçu : no 3 paludisme 37, no 4 diarrhée avec sang 2. Koro. Semaine 47. Erreur ? ANNULER 3
        > annuler mon message. palu 36 koro
        < No 6 : paludisme, 36 cas, Koro (remplace 3). Erreur ? ANNULER 6
        > annuler S3 palu 2
        < Annuler le no 6 : paludisme, 36 cas ? 1 oui 2 non
        > non
        < Gardé : no 6.
        > annuler mon sms. rougeole 1 koro
        < Annuler le no 6 : paludisme, 36 cas ? 1 oui 2 non
        > oui
        < Annulé : no 6, paludisme, 36 cas. Pour le renvoyer, écrivez tout le rapport.
        < No 7 : rougeole, 1 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 7
        > annuler no. 4
        < Annulé : no 4, diarrhée avec sang, 2 cas. Pour le renvoyer, écrivez tout le rapport.
    """)


async def test_a_report_instead_of_an_answer_is_taken(staffed):
    await staffed.plays("""
        > palu 3m
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
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


async def test_who_was_told_of_a_report_hears_that_it_was_a_mistake(staffed):
    await staffed.plays("""
        > rougeole 3 f douentza
        < No 1 : rougeole, 3 cas féminins, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
        > annuler 1
        < Annulé : no 1, rougeole, 3 cas. Pour le renvoyer, écrivez tout le rapport.
        > rougeole 2 douentza
        < No 3 : rougeole, 2 cas, Douentza. Superviseur prévenu. Erreur ? ANNULER 3
        > corriger 3 palu 2 douentza
        < No 5 : paludisme, 2 cas, Douentza (remplace 3). Erreur ? ANNULER 5
        > annuler 5
        < Annulé : no 5, paludisme, 2 cas. Pour le renvoyer, écrivez tout le rapport.
    """)
    assert staffed.sent_to(SUPERVISOR) == [
        (
            "URGENT no 1 : rougeole, 3 cas féminins, Douentza. Vrai : OK 1. "
            "Faux : NON 1 et pourquoi. Alerte 2 : OK 2 ou NON 2 et pourquoi."
        ),
        "Annulé par son auteur : no 1, rougeole, 3 cas.",
        (
            "URGENT no 3 : rougeole, 2 cas, Douentza. Vrai : OK 3. Faux : NON 3 et pourquoi. "
            "Alerte 4 : OK 4 ou NON 4 et pourquoi."
        ),
        (
            "Alerte 4 terminée : ses signalements sont annulés ou non retenus (rougeole, 2 cas, "
            "Douentza)."
        ),
        (
            "Corrigé : le no 5 remplace 3 : paludisme, 2 cas, Douentza. Vrai : OK 5. "
            "Faux : NON 5 et pourquoi."
        ),
    ]


async def test_a_correction_to_another_area_is_told_in_both(staffed):
    await staffed.says("rougeole 3 douentza")
    await staffed.says("corriger 1 rougeole 3 koro")
    told = "Corrigé : le no 3 remplace 1 : rougeole, 3 cas, Koro. C’est maintenant une autre zone"
    assert staffed.sent_to(SUPERVISOR)[-1].startswith(told)
    elsewhere = [text for out, text in everything(staffed) if out not in (CHW, SUPERVISOR)]
    assert [text.partition(" ")[0] for text in elsewhere] == ["Corrigé"]


def everything(house):
    return [(out.address, rendered.text) for out, rendered in house.channel.sent]


async def test_reports_of_a_training_alarm_nobody_whatever_becomes_of_them(staffed):
    await staffed.rows("UPDATE contact SET training = 1")
    for text in ("rougeole 3 douentza", "corriger 1 rougeole 2 koro", "annuler 2"):
        await staffed.says(text)
    said = [text for address, text in everything(staffed) if address != CHW]
    assert {text.partition(",")[0] for text in said} == {"Formation seulement"}
    assert await staffed.rows("SELECT * FROM alert") == []
    assert await staffed.rows("SELECT training, status FROM report ORDER BY number") == [
        (1, "superseded"),
        (1, "withdrawn"),
    ]


async def test_a_supervisor_who_reports_is_not_alarmed_by_it_but_somebody_is(staffed):
    [answer] = await staffed.says("rougeole 1 douentza", SUPERVISOR)
    assert answer.startswith("No 1 : rougeole, 1 cas, Douentza.")
    assert staffed.sent_to(SUPERVISOR) == [answer]
    [told] = staffed.sent_to(BY_KEY["coordinator"])
    assert told.startswith("URGENT no 1: measles, 1 case, Douentza.")


async def test_a_correction_that_can_be_read_in_two_ways_is_asked_about(staffed):
    await staffed.plays("""
        > palu 2 boni
        < No 1 : paludisme, 2 cas, Boni. Erreur ? ANNULER 1
        > corriger 1 palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 2
        < No 2 : paludisme, 1 cas, 3 mois, Boni (remplace 1). Erreur ? ANNULER 2
        > corriger 2 palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > palu 3 garcons boni
        < No 3 : paludisme, 3 cas masculins, Boni (remplace 2). Erreur ? ANNULER 3
        > corriger 3 palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > annuler 3
        < Annulé : no 3, paludisme, 3 cas. Pour le renvoyer, écrivez tout le rapport.
        > 1
        < 1 : de quoi s’agit-il ? Envoyez la maladie avec le nombre, par exemple ROUGEOLE 1 KORO.
    """)
    statuses = await staffed.rows("SELECT status, supersedes FROM report ORDER BY number")
    assert statuses == [("superseded", None), ("superseded", 1), ("withdrawn", 2)]


@pytest.mark.parametrize("nothing", ["0", "RAS", "zéro palu"])
async def test_a_correction_to_nothing_is_a_withdrawal_if_it_is_meant(staffed, nothing):
    await staffed.says("palu 2 boni")
    [asked] = await staffed.says(f"corriger 1 {nothing}")
    assert asked == "Annuler le no 1 : paludisme, 2 cas ? 1 oui 2 non"
    await staffed.says("1")
    assert await staffed.rows("SELECT status FROM report") == [("withdrawn",)]
    assert await staffed.rows("SELECT count(*) FROM zero_report") == [(0,)]


@pytest.mark.parametrize("rest", ["bonjour", "vhf 2 boni rougeole 1 boni", "abc"])
async def test_a_correction_that_says_no_one_report_changes_nothing(staffed, rest):
    await staffed.says("palu 2 boni")
    [answer] = await staffed.says(f"corriger 1 {rest}")
    assert "CORRIGER" in answer or "Qu’est-ce qui est juste ?" in answer
    assert await staffed.rows("SELECT number, status FROM report") == [(1, "filed")]


async def test_an_ambiguous_message_sent_again_is_not_counted_twice_either(staffed):
    await staffed.plays("""
        > palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 1
        < No 1 : paludisme, 3 cas masculins, Boni. Erreur ? ANNULER 1
        > palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 1
        < Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non
        > 1
        < No 2 : paludisme, 3 cas masculins, Boni. Erreur ? ANNULER 2
        > palu 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 2
        < No 3 : paludisme, 1 cas, 3 mois, Boni. Erreur ? ANNULER 3
    """)


async def test_several_reports_with_a_question_about_one_are_filed_together(staffed):
    await staffed.plays("""
        > palu 5 rougeole 3m boni
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        > 1
        < Reçu : no 1 paludisme 5, no 2 rougeole 3. Boni. Superviseur prévenu. Erreur ? ANNULER 1
    """)
    assert await staffed.rows("SELECT risk, cases, male FROM report ORDER BY number") == [
        ("malaria", 5, 0),
        ("measles", 3, 3),
    ]


async def test_a_guided_report_is_left_politely_after_three_answers_of_no_use(staffed):
    await staffed.says("rapport")
    await staffed.says("2")
    said = [(await staffed.says(text))[0] for text in ("beaucoup", "trop", "assez")]
    assert said[0].startswith("Envoyez un seul nombre.")
    assert said[1] == said[0]
    assert said[2].startswith("Nous en restons là.")
    assert await staffed.rows("SELECT count(*) FROM conversation") == [(0,)]
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_an_answer_within_the_day_is_still_one(staffed):
    await staffed.says("palu 3m boni")
    staffed.clock.advance(hours=23, minutes=59)
    [answer] = await staffed.says("1")
    assert answer.startswith("No 1 : paludisme, 3 cas masculins")


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
        < Merci. Lieu noté : Douentza. 1 que faire
        """,  # noqa: E501
        STRANGER,
    )
    assert await staffed.rows("SELECT signal, place_id FROM report") == [(1, "place-douentza")]
    told = staffed.sent_to(BY_KEY["coordinator"])
    assert told == [
        "To verify, no 1: a resident reports measles, 1 case. True: OK 1. False: NO 1 and why."
    ]
    assert staffed.sent_to(SUPERVISOR) == [
        (
            "À vérifier, no 1 : un habitant signale rougeole, 1 cas, Douentza. Vrai : OK 1. "
            "Faux : NON 1 et pourquoi."
        )
    ]
    sent = [outbound for outbound, _rendered in staffed.channel.sent]
    assert {each.urgency for each in sent if each.address == SUPERVISOR} == {Urgency.URGENT}


async def test_children_who_were_vaccinated_are_no_cases_unless_it_is_said_so(staffed):
    await staffed.plays("""
        > vaccination rougeole 200 enfants koro
        < Signalez-vous : rougeole, 200 cas ? 1 oui, 2 autre chose
        > 2
        < Envoyez la maladie, combien de cas et où. Exemple : ROUGEOLE 3 KORO
        > vaccination rougeole 20 enfants koro
        < Signalez-vous : rougeole, 20 cas ? 1 oui, 2 autre chose
        > 1
        < No 1 : rougeole, 20 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 1
    """)


GO = "URGENT. Allez tout de suite au centre de santé"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("palu 2 enfants convulsions koro", [("severe_malaria", 2)]),
        ("palu 12 cas convulsions koro", [("malaria", 12)]),
        ("meningite 3 convulsion boni", [("meningitis", 3)]),
        ("rougeole 1 koro, inconscient", [("measles", 1)]),
    ],
)
async def test_danger_in_a_report_is_answered_first_and_the_report_is_kept(staffed, text, kept):
    urgent, acknowledged = await staffed.says(text)
    assert urgent.startswith(GO)
    assert acknowledged.startswith("No 1 : ")
    assert await staffed.rows("SELECT risk, cases FROM report") == kept


async def test_danger_in_a_report_that_leaves_a_doubt_is_answered_first_too(staffed):
    urgent, asked = await staffed.says("meningite convulsions")
    assert urgent.startswith(GO)
    assert asked.startswith("méningite : combien de cas en tout ?")
    assert (await staffed.says("1"))[0].startswith("No 1 : méningite, 1 cas")


async def test_a_resident_in_danger_is_heard_and_sent_to_the_centre_at_once(staffed):
    who = BY_KEY["resident-koro"]
    urgent, noted = await staffed.says("mon enfant de 2 ans a la rougeole et convulse, boni", who)
    assert urgent.startswith(GO)
    assert noted.startswith("Merci. Noté, no 1 : rougeole, 1 cas")
    assert "s’aggrave" not in noted


@pytest.mark.parametrize(
    "text",
    [
        "aide moi palu 2 koro",
        "palu 2 koro aidez nous",
        "besoin d'aide: 2 cas de palu koro",
        "palu 2 koro village bambara",
        "palu 2 francais koro",
        "info palu 2 koro",
        "stop palu 2 koro",
        "menu palu 2 koro",
        "palu 2 koro clinique",
        "docteur palu 2 koro, où est la clinique",
    ],
)
async def test_a_whole_report_is_kept_whatever_words_go_with_it(staffed, text):
    [answer] = await staffed.says(text)
    assert answer.startswith("No 1 : paludisme, 2 cas, Koro.")
    assert await staffed.rows("SELECT risk, cases, place_id FROM report") == [
        ("malaria", 2, "place-koro")
    ]


@pytest.mark.parametrize("text", ["aide rougeole", "AIDE", "aide palu svp"])
async def test_who_asks_for_help_reports_nothing(staffed, text):
    [answer] = await staffed.says(text)
    assert answer.startswith("Cas : ROUGEOLE 3 F DOUENTZA.")
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


@pytest.mark.parametrize(
    "text", ["annuler palu 2", "annuler 2 cas de palu", "palu 2 koro annuler", "annuler 2 filles"]
)
async def test_a_number_of_cases_is_not_the_number_of_a_report(staffed, text):
    await staffed.plays("""
        > palu 3 boni
        < No 1 : paludisme, 3 cas, Boni. Erreur ? ANNULER 1
        > rougeole 1 boni
        < No 2 : rougeole, 1 cas, Boni. Superviseur prévenu. Erreur ? ANNULER 2
        > palu 2 boni
        < No 4 : paludisme, 2 cas, Boni. Erreur ? ANNULER 4
    """)
    assert await staffed.says(text) == ["Annuler le no 4 : paludisme, 2 cas ? 1 oui 2 non"]
    assert await staffed.rows("SELECT count(*) FROM report WHERE status <> 'filed'") == [(0,)]


@pytest.mark.parametrize(
    "text",
    ["ANNULER 1", "annuler no 1", "annuler n°1", "annuler le rapport numero 1", "Annulez: 1.",
     "je veux annuler le rapport 1", "annuler1", "anuler 1", "CANCEL 1", "annuler #1"],
)  # fmt: skip
async def test_a_report_is_withdrawn_however_it_is_said(staffed, text):
    await staffed.says("palu 3 boni")
    [answer] = await staffed.says(text)
    assert answer.startswith("Annulé : no 1, paludisme, 3 cas.")


async def test_another_number_may_be_named_instead_of_an_answer(staffed):
    await staffed.says("palu 3 boni")
    await staffed.says("palu 4 boni")
    assert (await staffed.says("annuler"))[0].startswith("Annuler le no 2")
    assert (await staffed.says("annuler 1"))[0].startswith("Annulé : no 1")
    assert await staffed.rows("SELECT status FROM report ORDER BY number") == [
        ("withdrawn",),
        ("filed",),
    ]


async def test_what_was_not_understood_is_named_among_several_reports_too(staffed):
    [answer] = await staffed.says("palu 5 rougeole 1 xyzq")
    assert answer == (
        "Reçu : no 1 paludisme 5, no 2 rougeole 1. Pas compris : xyzq. Superviseur prévenu. "
        "Erreur ? ANNULER 1"
    )


async def test_the_example_leaves_out_all_that_was_not_understood(staffed):
    [answer] = await staffed.says("palu 3 gxls dntza.")
    assert answer.endswith("CORRIGER 1 palu 3 LIEU")


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


NOBODY_THERE = """
    > rougeole {cases} ansongo
    < No {number} : rougeole, {cases} cas, Ansongo. {told} Erreur ? ANNULER {number}
"""


async def test_where_nobody_is_responsible_ones_own_supervisor_hears(staffed):
    """A health worker on the road reports what nobody there is told of."""
    async with staffed.database.transaction() as connection:
        await connection._raw.execute("DELETE FROM assignment WHERE role = 'coordinator'")
    await staffed.plays(NOBODY_THERE.format(number=1, cases=2, told="Superviseur prévenu."), CHW)
    [told] = staffed.sent_to(SUPERVISOR)
    assert told.startswith("URGENT no 1 : rougeole, 2 cas, Ansongo.")
    async with staffed.database.transaction() as connection:
        await connection._raw.execute("DELETE FROM assignment WHERE role = 'supervisor'")
    call = "Appelez votre centre de santé."
    await staffed.plays(NOBODY_THERE.format(number=3, cases=5, told=call), CHW)


@pytest.mark.parametrize(
    ("told", "noted"),
    [
        ("palu 5 f douentza", "paludisme, 5 cas féminins, Douentza"),
        ("5 palu", "paludisme, 5 cas"),
        ("c le palu", "paludisme, 3 cas, Koro"),
        ("palu", "paludisme, 3 cas, Koro"),
    ],
)
async def test_a_whole_report_instead_of_the_name_of_the_disease(staffed, told, noted):
    [asked] = await staffed.says("3 malades koro")
    assert asked.startswith("malades : quelle maladie ?")
    [answer] = await staffed.says(told)
    assert noted in answer


@pytest.mark.parametrize(
    "text",
    [
        "5 tdr positifs Douentza",
        "palu grave 2 fil Douentza dp hier non vacinee",
        "nourrisson 8 mois PB 108 mm Douentza",
        "bebe de 6 jours ne tete plus, son corps est raide, Douentza",
        "une femme du village est morte apres l accouchement lundi Douentza",
    ],
)
async def test_what_a_health_worker_sees_is_a_report_though_no_word_says_so(staffed, text):
    said = await staffed.says(text, CHW)
    assert any("ANNULER" in each for each in said), said


async def test_a_death_that_a_resident_tells_of_is_kept(staffed):
    text = "une femme du village est morte apres l accouchement lundi Madougou"
    said = await staffed.says(text, STRANGER)
    assert any("Noté" in each for each in said), said


async def test_a_disease_that_is_not_known_is_asked_for_and_not_taken_for_a_vaccine(staffed):
    [asked] = await staffed.says("ruojole 2 fil dountza dp hier non vacinee", CHW)
    assert "ruojole" in asked
    assert "rougeole" in asked, asked


async def test_a_death_is_kept_also_where_a_village_was_asked_for(staffed):
    asked = await staffed.says("mon fils a la rougole", STRANGER)
    assert any("village" in each for each in asked), asked
    said = await staffed.says("ma voisine est morte apres accouchement koro", STRANGER)
    assert any("décès maternel" in each for each in said), said


async def test_how_many_is_answered_by_any_number(staffed):
    """One, two and three are offered; twelve is an answer too, and a thousand is none."""
    [asked] = await staffed.says("des animaux meurent a koro")
    assert "1 un cas" in asked
    [again] = await staffed.says("1000")
    assert asked in again
    [kept] = await staffed.says("12")
    assert kept.startswith("No 1 : animaux malades ou morts, 12 animaux, 12 décès, Koro")


async def test_of_two_numbers_the_one_that_is_written_is_meant(staffed):
    [asked] = await staffed.says("meningite 4 cas ou 14 koro")
    assert "1 quatre cas, 2 14 cas" in asked
    [kept] = await staffed.says("14")
    assert "méningite, 14 cas, Koro" in kept


async def test_who_has_said_how_many_is_not_asked_whether_they_are(staffed):
    [asked] = await staffed.says("je sais pas combien de malades de cholera a koro")
    assert "combien de cas en tout" in asked
    [kept] = await staffed.says("15")
    assert "15 cas, Koro" in kept


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_of_a_number_that_was_not_counted_the_correction_is_shown_and_works(staffed):
    [said] = await staffed.says("rougeole Douentza 2 nouveaux cas, total 7")
    assert said == (
        "No 1 : rougeole, 2 cas, Douentza. Pas compris : 7. Un autre nombre ? "
        "CORRIGER 1 ro 7 Douentza"
    )
    [said] = await staffed.says("CORRIGER 1 ro 7 Douentza")
    assert said.startswith("No 3 : rougeole, 7 cas, Douentza (remplace 1).")


@pytest.mark.parametrize("text", ["koro 3 f", "3 f koro", "2 garçons boni hier"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_health_worker_who_leaves_out_the_disease_is_asked_for_it(staffed, text):
    [asked] = await staffed.says(text)
    assert "quelle maladie" in asked
    await staffed.says("rougole")
    assert await staffed.rows("SELECT risk FROM report") == [("measles",)]


async def test_who_is_told_where_is_told_of_what_and_how_many(staffed):
    await staffed.says("2 enfants de mon voisin sont morts de palu", STRANGER)
    await staffed.says("douentza", STRANGER)
    [told] = staffed.sent_to(SUPERVISOR)
    assert told.startswith(
        "À vérifier, no 1 : un habitant signale paludisme, 2 cas, 2 décès, Douentza. Vrai : OK 1."
    )


async def test_a_signal_that_was_taken_back_has_no_place_to_be_told(staffed):
    await staffed.says("mon enfant a la rougeole", STRANGER)
    await staffed.rows("UPDATE report SET status = 'withdrawn' RETURNING number")
    assert (await staffed.says("douentza", STRANGER))[0].startswith("Merci. Lieu noté : Douentza.")
    assert staffed.sent_to(SUPERVISOR) == []


async def test_the_same_zero_report_is_one(staffed):
    again = (
        "Déjà reçu sous le no 1 : semaine 47, rien à signaler. Merci. Pour cette semaine : ZERO S48"
    )
    [said] = await staffed.says("zero")
    assert said.startswith("No 1 : semaine 47, rien à signaler.")
    assert await staffed.says("0") == await staffed.says("RAS") == [again]
    [said] = await staffed.says("zero S46")
    assert said.startswith("No 2 : semaine 46, rien à signaler.")
    assert await staffed.says("Zero.") == [again]
    assert await staffed.rows("SELECT week FROM zero_report ORDER BY number") == [(47,), (46,)]
    staffed.clock.advance(minutes=11)
    assert await staffed.says("zero") == [again]
    staffed.clock.advance(days=1)  # week 47 is due
    [said] = await staffed.says("zero")
    assert said.startswith("No 3 : semaine 48, rien à signaler.")


@pytest.mark.parametrize("again", ["palu 2 koro.", "PALU 2 KORO", "Palu 2 koro !"])
async def test_the_same_text_in_capitals_or_with_a_stop_is_the_same(staffed, again):
    await staffed.says("palu 2 koro")
    [said] = await staffed.says(again)
    assert said == "Déjà reçu sous le no 1. Nouveau cas ? 1 oui 2 non"


async def test_small_things_that_are_said_of_a_report(staffed):
    """Another disease is asked about by its name; a refused number is not suggested."""
    await staffed.plays(
        """
        > dengue 3 koro
        < dengue n’est pas dans la liste. Est-ce : 1 groupe de cas inhabituel, 2 décès inexpliqués, 3 autre chose
        > 1
        < No 1 : groupe de cas inhabituel, 3 cas, Koro. Superviseur prévenu. Erreur ? ANNULER 1
        > palu 2 koro 1000
        < No 3 : paludisme, 2 cas, Koro. Pas compris : 1000. Erreur ? ANNULER 3
        > corriger 99 palu 2 koro
        < Je ne trouve pas de rapport 99 de votre part. Envoyez CORRIGER, le numéro reçu et le bon rapport.
        """  # noqa: E501
    )
