"""`ROUVRIR 2`: an alert that was ended by mistake goes on as it was before."""

from __future__ import annotations

import asyncio
import json

import pytest

from handlers import HANDLERS
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House
from tests.handlers.alerts.test_comparing import history, nothing_else, wednesday
from tests.handlers.alerts.test_escalating import looks

COORDINATOR = BY_KEY["coordinator"]
KORO = BY_KEY["supervisor-koro"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ALERTS = "SELECT number, status, cases FROM alert ORDER BY number"
CLOSED = ("ok 2", "clore 2", "3", "0", "0", "rien")


@pytest.fixture
async def dismissed(staffed: House) -> House:
    """Two cases of measles: report 1, alert 2, which nobody had passed on."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    return staffed


@pytest.fixture
async def closed(staffed: House) -> House:
    await staffed.says("rougeole 2 f douentza")
    for text in CLOSED:
        await staffed.says(text, SUPERVISOR)
    assert await staffed.rows(ALERTS) == [(2, "closed", 2)]
    return staffed


async def test_one_that_was_dismissed_by_mistake_is_open_again(dismissed):
    sent = len(dismissed.channel.sent)
    await dismissed.plays(
        """
        > rouvrir 2 mauvais numéro
        < Alerte 2 rouverte. Vraie : OK 2. Fausse : NON 2 et pourquoi.
        > rouvrir 2 mauvais numéro
        < L’alerte 2 est déjà ouverte.
        """,
        SUPERVISOR,
    )
    assert await dismissed.rows(ALERTS) == [(2, "open", 2)]
    assert dismissed.sent_to(COORDINATOR, sent) == [
        (
            "Alert 2 (measles, 2 cases, Douentza) is open again, it was ended by mistake: mauvais "
            "numéro. True: OK 2. False: NO 2 and why."
        )
    ]
    assert dismissed.sent_to(CHW, sent) == [
        (
            "Votre signalement (rougeole, 2 cas, Douentza) est de nouveau suivi : il avait été "
            "clos par erreur."
        )
    ]
    [(what, data)] = await dismissed.rows(
        "SELECT what, data FROM alert_step WHERE contact_id IS NOT NULL AND what = 'reopened'"
    )
    assert (what, json.loads(data)) == (
        "reopened",
        {"words": "mauvais numéro", "was": "dismissed", "status": "open"},
    )


async def test_one_that_was_closed_by_mistake_is_passed_on_again_without_an_outcome(closed):
    sent = len(closed.channel.sent)
    await closed.plays(
        """
        > rouvrir 2
        < No 2 : pourquoi ? Répondez en quelques mots.
        > je voulais clore la 21
        < Alerte 2 rouverte, transmise comme avant. Une fois finie : CLORE 2.
        """,
        SUPERVISOR,
    )
    rows = "SELECT status, outcome, outcome_cases, outcome_deaths FROM alert"
    assert await closed.rows(rows) == [("escalated", None, None, None)]
    assert closed.sent_to(COORDINATOR, sent) == [
        (
            "Alert 2 (measles, 2 cases, Douentza) goes on, it was ended by mistake: je voulais "
            "clore la 21. When it is over: CLOSE 2."
        )
    ]
    assert "de nouveau suivi" in closed.sent_to(CHW, sent)[-1]
    await closed.says("rougeole 1 m douentza")
    assert await closed.rows(ALERTS) == [(2, "escalated", 3)]
    for text in CLOSED[1:]:
        [said] = await closed.says(text, SUPERVISOR)
    assert said.startswith("Alerte 2 close")


@pytest.mark.parametrize("seconds", [0, 1])  # phones send what waited all at once
async def test_one_that_was_passed_on_before_it_was_dismissed_is_passed_on_again(
    dismissed, seconds
):
    for text in ("ok 2", "non 2 allergie", "rouvrir 2 erreur"):
        dismissed.clock.advance(seconds=seconds)
        await dismissed.says(text, SUPERVISOR)
    assert await dismissed.rows(ALERTS) == [(2, "escalated", 2)]


@SQLITE
@pytest.mark.parametrize(
    "text",
    [
        "REOPEN 2 wrong number", "rouvrez alerte 2 erreur", "réouvrir le no 2 erreur",
        "réouverture 2 erreur", "rouvrir alerte n°2 : erreur", "réactiver 2 erreur",
        "rouvrer 2 erreur", "rouvri 2 erreur",
    ],
)  # fmt: skip
async def test_in_the_words_that_people_write(closed, text):
    await closed.says(text, SUPERVISOR)
    assert await closed.rows(ALERTS) == [(2, "escalated", 2)]


@SQLITE
@pytest.mark.parametrize(
    "text", ["il faut rouvrir l'alerte 2", "alerte 2 doit être rouverte", "please reopen alert 2"]
)
async def test_in_a_sentence_the_reason_is_asked(closed, text):
    assert await closed.says(text, SUPERVISOR) == ["No 2 : pourquoi ? Répondez en quelques mots."]
    await closed.says("erreur de numéro", SUPERVISOR)
    assert await closed.rows(ALERTS) == [(2, "escalated", 2)]


@SQLITE
@pytest.mark.parametrize("text", ["1", "attendez", "non"])
async def test_what_is_no_reason_is_asked_again_and_annuler_leaves_it(closed, text):
    await closed.says("rouvrir 2", SUPERVISOR)
    [said] = await closed.says(text, SUPERVISOR)
    assert said.endswith("No 2 : pourquoi ? Répondez en quelques mots.")
    await closed.says("annuler", SUPERVISOR)
    assert await closed.rows(ALERTS) == [(2, "closed", 2)]


@SQLITE
async def test_it_is_undone_by_who_did_it_or_a_coordinator(closed):
    [theirs] = await closed.says("rouvrir 2 erreur", KORO)
    assert theirs == "Le no 2 n’est pas connu dans votre zone."
    [nothing] = await closed.says("rouvrir 2 erreur", CHW)
    assert nothing.startswith("Je n’ai pas compris.")
    [said] = await closed.says("reopen 2 still going on", COORDINATOR)
    assert said == "Alert 2 is passed on again. When it is over: CLOSE 2."
    for text in ("close 2", "4", "0", "0", "nothing"):
        await closed.says(text, COORDINATOR)
    assert await closed.rows(ALERTS) == [(2, "closed", 2)]
    assert await closed.says("rouvrir 2 erreur", SUPERVISOR) == [
        "No 2 : quelqu’un d’autre a déjà décidé. Rien n’a changé."
    ]


@SQLITE
async def test_of_a_report_it_is_said_how_its_check_is_changed(closed):
    await closed.says("non 1 allergie", SUPERVISOR)
    assert await closed.says("rouvrir 1 erreur", SUPERVISOR) == [
        "Le no 1 est un rapport. Pour changer la décision : OK 1, ou NON 1 et pourquoi."
    ]


@SQLITE
async def test_of_one_that_has_no_reports_left_that_is_said(dismissed):
    await dismissed.says("annuler 1")
    [said] = await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
    assert "annulés ou non retenus" in said


async def test_what_came_in_between_is_one_with_it_and_its_number_is_told(dismissed):
    """Alert 4 was raised of the same place meanwhile, for 2 was none."""
    await dismissed.says("rougeole 1 m douentza")
    assert (await dismissed.rows(ALERTS))[1] == (4, "open", 1)
    sent = len(dismissed.channel.sent)
    said = await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
    assert said[0] == (
        "Alerte 2 rouverte. Vraie : OK 2. Fausse : NON 2 et pourquoi. Il y a aussi l’alerte 4."
    )
    assert "L’alerte 4 fait maintenant partie de la 2." in said
    assert "Alert 4 is a part of 2 now." in dismissed.sent_to(COORDINATOR, sent)
    assert await dismissed.rows(ALERTS) == [(2, "open", 3), (4, "joined", 1)]
    assert await dismissed.says("ok 4", SUPERVISOR) == [
        "L’alerte 4 fait maintenant partie de la 2."
    ]


@SQLITE
async def test_one_that_was_open_becomes_a_part_of_a_newer_one_that_was_passed_on(dismissed):
    await dismissed.says("rougeole 1 m douentza")
    await dismissed.says("ok 4", SUPERVISOR)
    said = await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
    assert "L’alerte 2 fait maintenant partie de la 4." in said
    assert await dismissed.rows(ALERTS) == [(2, "joined", 2), (4, "escalated", 3)]


@SQLITE
async def test_two_that_were_passed_on_keep_their_own_and_the_other_is_named(closed):
    await closed.says("rougeole 1 m douentza")
    await closed.says("ok 4", SUPERVISOR)
    [said] = await closed.says("rouvrir 2 erreur", SUPERVISOR)
    assert said.endswith("Une fois finie : CLORE 2. Il y a aussi l’alerte 4.")
    assert await closed.rows(ALERTS) == [(2, "escalated", 2), (4, "escalated", 1)]


@SQLITE
async def test_one_that_is_true_after_all_takes_up_what_came_and_that_is_told(dismissed):
    await dismissed.says("rougeole 1 m douentza")
    said = await dismissed.says("ok 2", SUPERVISOR)
    assert "L’alerte 4 fait maintenant partie de la 2." in said


@SQLITE
async def test_the_cases_of_one_closed_as_not_confirmed_count_again(closed):
    """Three more and two are five in a district: a suspected outbreak."""
    await closed.says("rouvrir 2 erreur", SUPERVISOR)
    await closed.says("rougeole 3 f douentza")
    assert await closed.rows("SELECT level, cases FROM alert") == [("outbreak", 5)]


@SQLITE
async def test_one_that_is_open_again_and_nobody_answers_goes_up_again(dismissed):
    await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
    assert await looks(dismissed, COORDINATOR) == []
    dismissed.clock.advance(minutes=50)
    [said] = await looks(dismissed, COORDINATOR)
    assert said.startswith("Alert 2 is not decided yet: measles, 2 cases, Douentza.")


async def test_of_two_at_once_one_opens_it_and_the_other_reads_that_it_is_open(closed):
    one, other = (closed.with_handlers(*HANDLERS) for _each in range(2))
    await asyncio.gather(
        one.receive(closed.message("rouvrir 2 erreur", SUPERVISOR)),
        other.receive(closed.message("reopen 2 mistake", COORDINATOR)),
    )
    await closed.hears(SUPERVISOR)
    steps = await closed.rows("SELECT number FROM alert_step WHERE what = 'reopened'")
    assert (steps, await closed.rows(ALERTS)) == ([(2,)], [(2, "escalated", 2)])


@SQLITE
async def test_in_one_batch_it_is_opened_once(closed):
    await asyncio.gather(
        closed.dispatcher.receive(closed.message("rouvrir 2 erreur", SUPERVISOR)),
        closed.dispatcher.receive(closed.message("reopen 2 mistake", COORDINATOR)),
    )
    assert await closed.rows("SELECT number FROM alert_step WHERE what = 'reopened'") == [(2,)]


@SQLITE
async def test_reporters_hear_of_one_that_is_ended_and_opened_again_and_again_once(dismissed):
    sent = len(dismissed.channel.sent)
    for _time in range(3):
        await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
        await dismissed.says("non 2 allergie", SUPERVISOR)
        dismissed.clock.advance(minutes=1)
    await dismissed.says("rouvrir 2 erreur", SUPERVISOR)
    await dismissed.hears(CHW)
    assert len(dismissed.sent_to(CHW, sent)) == 1
    dismissed.clock.advance(minutes=70)
    assert await looks(dismissed, CHW) == []  # that it goes on is what they heard last


@SQLITE
async def test_a_week_above_its_past_goes_on_unless_another_does(staffed):
    await history(staffed, 4, 5, 4, 6, 5, 4, 5, 4, 6, 30, 35)
    await nothing_else(staffed, 43, 44, 45, 46)
    await wednesday(staffed)
    [(number,)] = await staffed.rows("SELECT number FROM alert")
    await staffed.says(f"non {number} doublons", SUPERVISOR)
    await staffed.says(f"rouvrir {number} erreur", SUPERVISOR)
    assert await staffed.rows("SELECT status FROM alert") == [("open",)]
    await staffed.says(f"non {number} doublons", SUPERVISOR)
    await staffed.rows(
        "INSERT INTO alert SELECT number + 1000, risk, level, 'open', rules, area_id, place_id, "
        "first_on, last_on, cases, signals, deaths, announced, rung, raised_at, waits_since, NULL,"
        " NULL, NULL, NULL, NULL, NULL FROM alert RETURNING number"
    )
    assert await staffed.says(f"rouvrir {number} erreur", SUPERVISOR) == [
        (
            f"L’alerte {number + 1000} est en cours au même endroit. L’alerte {number} reste comme "
            "elle est."
        )
    ]


@SQLITE
@pytest.mark.parametrize(
    "text", ["annuler la clôture de l'alerte 2", "undo the closing of alert 2", "rouvrir alerte 2"]
)
async def test_to_undo_a_closing_is_to_open_it_again(closed, text):
    assert await closed.says(text, SUPERVISOR) == ["No 2 : pourquoi ? Répondez en quelques mots."]
    await closed.says("erreur de numéro", SUPERVISOR)
    assert await closed.rows(ALERTS) == [(2, "escalated", 2)]


@SQLITE
@pytest.mark.parametrize(
    "text", ["j'ai fermé l'alerte 2 par erreur", "l'alerte 2 n'est pas finie", "ok 2", "non 2 faux"]
)
async def test_of_one_that_is_closed_it_is_said_how_it_is_opened(closed, text):
    assert await closed.says(text, SUPERVISOR) == [
        "L’alerte 2 est close. Pour la rouvrir : ROUVRIR 2 et pourquoi."
    ]


@SQLITE
async def test_several_are_opened_with_one_reason(closed):
    await closed.says("diarrhee sanglante 2 boni")
    await closed.says("non 4 rien", SUPERVISOR)
    assert await closed.says("rouvrir 2, 4", SUPERVISOR) == [
        "Renvoyez avec la raison : ROUVRIR 2, 4 et pourquoi."
    ]
    first, second = await closed.says("rouvrir 2 et 4 mauvais numéros", SUPERVISOR)
    assert first.startswith("Alerte 2 rouverte")
    assert second.startswith("Alerte 4 rouverte")
    assert await closed.rows(ALERTS) == [(2, "escalated", 2), (4, "open", 2)]


@SQLITE
async def test_new_cases_in_its_reason_are_asked_about(closed):
    """New cases are a frequent reason: they are a report too."""
    [said] = await closed.says("rouvrir 2 il y a 3 cas de rougeole à boni", SUPERVISOR)
    assert said.endswith("1 rouvrir une alerte, 2 un nouveau rapport, 3 autre chose")
    filed, why = (await closed.says("2", SUPERVISOR))[:2]
    assert filed.startswith("No ")
    assert why == "No 2 : pourquoi ? Répondez en quelques mots."
    await closed.says("nouveaux cas", SUPERVISOR)
    assert (await closed.rows(ALERTS))[0][1:2] == ("escalated",)


@pytest.mark.parametrize("first", ["report", "order"])
async def test_a_report_that_another_process_stores_meanwhile_is_in_it(dismissed, first):
    one, other = (dismissed.with_handlers(*HANDLERS) for _each in range(2))
    both = [
        one.receive(dismissed.message("rougeole 1 m douentza")),
        other.receive(dismissed.message("rouvrir 2 erreur", SUPERVISOR)),
    ]
    await asyncio.gather(*(both if first == "report" else reversed(both)))
    rows = await dismissed.rows("SELECT number, cases FROM alert WHERE status = 'open'")
    assert rows == [(2, 3)]
