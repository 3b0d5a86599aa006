"""`OK 123`, `NON 123 raison`, `? 123 ...`: by who may, once, and told to who has to know."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
KORO = BY_KEY["supervisor-koro"]


@pytest.fixture
async def reported(staffed: House) -> House:
    """One case of measles in Douentza: report 1, alert 2."""
    await staffed.says("rougeole 1 f douentza")
    return staffed


async def heard(house: House, who, work) -> list[str]:
    before = len(house.channel.sent)
    await work
    return house.sent_to(who, before)


async def test_a_report_is_confirmed_and_its_reporter_thanked_once(reported):
    told = await heard(reported, CHW, reported.says("ok 1", SUPERVISOR))
    assert told == [
        "Votre signalement no 1 (rougeole, 1 cas) est vérifié et confirmé. Merci de l’avoir envoyé."
    ]
    assert await heard(reported, CHW, reported.says("ok 1", SUPERVISOR)) == []
    assert (await reported.says("OK 1.", SUPERVISOR)) == ["Le no 1 est déjà vérifié et confirmé."]


async def test_a_report_is_not_kept_with_a_reason_and_that_can_be_undone(reported):
    await reported.plays(
        """
        > NON 1
        < No 1 : pourquoi ? Répondez en quelques mots.
        > c'est une allergie
        < No 1 non retenu. L’auteur est prévenu. Erreur ? OK 1
        """,
        SUPERVISOR,
    )
    assert reported.sent_to(CHW)[-1] == (
        "Votre no 1 est vérifié, non retenu : c'est une allergie. Merci, continuez à signaler. "
        "Qui reste malade va au centre de santé."
    )
    assert await reported.rows("SELECT status FROM alert") == [("withdrawn",)]
    await reported.says("ok 1", SUPERVISOR)
    assert await reported.rows("SELECT status, cases FROM alert ORDER BY number") == [
        ("withdrawn", 1),
        ("open", 1),
    ]


async def test_a_question_goes_to_the_reporter_and_the_answer_comes_back(reported):
    told = await heard(reported, CHW, reported.says("? 1 quel village exactement", SUPERVISOR))
    assert told == [
        (
            "Question sur votre signalement no 1 : quel village exactement. Répondez : ? 1 et "
            "votre réponse."
        )
    ]
    told = await heard(reported, SUPERVISOR, reported.says("? 1 le quartier du marché", CHW))
    assert told == [
        (
            "Réponse sur le no 1 : le quartier du marché. Vrai : OK 1. Faux : NON 1 et pourquoi. "
            "(L’alerte 2 reste à décider : OK 2, ou NON 2 et pourquoi.)"
        )
    ]
    assert await reported.rows("SELECT check_state FROM report") == [("pending",)]


@pytest.mark.parametrize("text", ["ok 1", "ok 2", "non 2 faux", "? 1 quoi", "clore 2", "ok 99"])
async def test_a_number_tells_nothing_to_who_may_not_see_it(reported, text):
    number = text.split()[1]
    assert await reported.says(text, KORO) == [f"Le no {number} n’est pas connu dans votre zone."]
    for other in (CHW, STRANGER):
        [answer, *_more] = await reported.says(text, other)
        assert "rougeole" not in answer
    assert await reported.rows("SELECT status FROM alert") == [("open",)]
    assert await reported.rows("SELECT check_state FROM report") == [("pending",)]


async def test_a_reporter_may_ask_for_time_to_answer(reported):
    await reported.says("? 1 quel village", SUPERVISOR)
    await reported.plays(
        """
        > ? 1
        < No 1 : écrivez votre réponse.
        > le quartier du marché
        < Merci. Votre réponse est transmise.
        """
    )
    assert reported.sent_to(SUPERVISOR)[-1].startswith("Réponse sur le no 1 : le quartier")


async def test_a_reason_that_is_waited_for_is_asked_again_after_another_number(reported):
    await reported.says("rage 1 f douentza")
    await reported.plays(
        """
        > non 1
        < No 1 : pourquoi ? Répondez en quelques mots.
        > ok 3
        < No 3 confirmé. L’auteur est prévenu. Erreur ? NON 3 et pourquoi. \
(L’alerte 4 reste à décider : OK 4, ou NON 4 et pourquoi.)
        < No 1 : pourquoi ? Répondez en quelques mots.
        > vaccin, pas rougeole
        < No 1 non retenu. L’auteur est prévenu. Erreur ? OK 1
        """.replace("\\\n", ""),
        SUPERVISOR,
    )


async def test_bare_words_are_answers_never_decisions(reported):
    for text in ("1", "2", "ok", "non"):
        await reported.says(text, SUPERVISOR)
    assert await reported.rows("SELECT status FROM alert") == [("open",)]


async def test_a_report_that_begins_like_a_decision_is_a_report(reported):
    await reported.says("ok 3 palu douentza", SUPERVISOR)
    assert await reported.rows("SELECT risk, cases FROM report WHERE number > 1") == [
        ("malaria", 3)
    ]


async def test_an_alert_is_passed_on_followed_and_closed_with_its_outcome(reported):
    told = await heard(reported, COORDINATOR, reported.says("ok 2", SUPERVISOR))
    assert told == [
        (
            "Alert 2 was checked and is true: measles, 1 case, Douentza. Your word: ? 2 ... "
            "When it is over: CLOSE 2. To warn residents: WARN 2"
        )
    ]
    told = await heard(reported, SUPERVISOR, reported.says("? 2 samples taken", COORDINATOR))
    assert told == ["Alerte 2 : samples taken"]
    await reported.plays(
        """
        > clore 2
        < Alerte 2, quelle issue ? 1 confirmée par lien avec un cas confirmé, 2 confirmée par ses signes, 3 non confirmée
        > 2
        < Combien de cas en tout ? Signalés : 1.
        > 7
        < Combien de décès ? 0 si aucun.
        > 1
        < Qu’a-t-on fait ? En quelques mots. Puis elle est close : confirmée par ses signes, cas : 7, décès : 1. Erreur ? CLORE 2
        > vaccination de 3 villages
        < Alerte 2 close : confirmée par ses signes, cas : 7, décès : 1. Erreur ? ROUVRIR 2 et pourquoi.
        """,  # noqa: E501
        SUPERVISOR,
    )
    assert reported.sent_to(CHW)[-1] == (
        "Alerte 2 (rougeole, 7 cas, Douentza) close : confirmée par ses signes. "
        "Fait : vaccination de 3 villages"
    )
    assert await reported.rows("SELECT status, outcome, outcome_cases FROM alert") == [
        ("closed", "clinical", 7)
    ]
    assert [row[0] for row in await reported.rows("SELECT what FROM alert_step ORDER BY at")] == [
        "raised", "escalated", "asked", "closed",
    ]  # fmt: skip
    assert await reported.says("ok 2", SUPERVISOR) == [
        "L’alerte 2 est close. Pour la rouvrir : ROUVRIR 2 et pourquoi."
    ]


async def test_confirmed_by_the_laboratory_is_said_only_by_who_may(reported):
    await reported.says("ok 2", SUPERVISOR)
    [mine] = await reported.says("clore 2", SUPERVISOR)
    [theirs] = await reported.says("close 2", COORDINATOR)
    assert "laboratoire" not in mine
    assert "confirmed by the laboratory" in theirs


async def test_a_dismissed_alert_takes_no_new_cases_but_a_new_one_is_raised(reported):
    await reported.says("non 2 erreur de diagnostic", SUPERVISOR)
    await reported.says("rougeole 1 m douentza")
    assert await reported.rows("SELECT number, status, cases FROM alert ORDER BY number") == [
        (2, "dismissed", 1),
        (4, "open", 1),
    ]


async def test_an_escalated_alert_takes_new_cases(reported):
    await reported.says("ok 2", SUPERVISOR)
    told = await heard(reported, COORDINATOR, reported.says("rougeole 1 m douentza"))
    assert told == ["Alert 2 grows: measles, 2 cases, Douentza."]


async def test_two_supervisors_at_once_and_one_is_told_that_the_other_was_faster(reported):
    """In one batch, as two people who send in the same second are."""
    await asyncio.gather(
        reported.dispatcher.receive(reported.message("ok 2", SUPERVISOR)),
        reported.dispatcher.receive(reported.message("no 2 nothing there", COORDINATOR)),
    )
    await reported.hears(SUPERVISOR)
    steps = await reported.rows("SELECT what FROM alert_step WHERE what <> 'raised'")
    assert [row[0] for row in steps] in (["escalated"], ["escalated", "dismissed"], ["dismissed"])
    status = await reported.rows("SELECT status FROM alert")
    assert status == [(steps[-1][0],)]


async def test_who_confirms_a_rumour_hears_of_the_alert_that_comes_of_it(staffed):
    """Who checked the report does not know yet that an alert was raised by that."""
    koro = BY_KEY["supervisor-koro"]
    await staffed.says("rougeole fille 3 ans koro", STRANGER)
    checked, told = await heard(staffed, koro, staffed.says("ok 1", koro))
    assert checked.startswith("No 1 conf")
    assert told.startswith("Alerte 2 ")
    assert "OK 2" in told


async def test_who_reported_hears_that_the_alert_of_it_is_true_or_goes_no_further(reported):
    """What became of it, at each turn; who decided is not told what he did himself."""
    true = (
        "Ce que vous avez signalé (rougeole, 1 cas, Douentza) est vérifié : c’est vrai, et "
        "transmis. Merci."
    )
    false = (
        "Ce que vous avez signalé (rougeole, 1 cas, Douentza) est vérifié, sans suite : allergie. "
        "Qui reste malade va au centre de santé."
    )
    assert await heard(reported, CHW, reported.says("NON 2 allergie", SUPERVISOR)) == [false]
    assert await heard(reported, CHW, reported.says("NON 2 allergie", SUPERVISOR)) == []
    assert await heard(reported, CHW, reported.says("OK 2", SUPERVISOR)) == [true]


async def test_a_supervisor_who_reported_and_decided_hears_it_once(staffed):
    await staffed.says("rougeole 1 f douentza", SUPERVISOR)
    told = await heard(staffed, SUPERVISOR, staffed.says("ok 2", SUPERVISOR))
    assert len(told) == 1
    assert "vérifié" not in told[0]


async def test_dogs_that_are_well_are_sent_to_no_health_centre(staffed):
    await staffed.says("2 chiens avec ver de guinée douentza")
    await staffed.says("non 2 chiens sains", SUPERVISOR)
    await staffed.hears(CHW)
    assert staffed.sent_to(CHW)[-1] == (
        "Ce que vous avez signalé (ver de Guinée (animaux), 2 cas, Douentza) est vérifié, sans "
        "suite : chiens sains. Merci, continuez à signaler."
    )
