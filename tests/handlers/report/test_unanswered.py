"""A question about a report that nobody answers: nothing that was reported is lost in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.jobs import Jobs
from bot.paths import LOCALES
from bot.sms import foldings, measure
from bot.store.store import SQLStore
from handlers import REACTIONS
from handlers.link.events import PeopleMerged
from handlers.report import questions, unanswered
from tests.conftest import CHW, SUPERVISOR, House, knowledge

ASKED = "3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose"
REMINDED = f"Pas encore enregistré : palu 3m. {ASKED}"
LAPSED = (
    "Pas compté, faute de réponse : palu 3m. Renvoyez-le, s’il vous plaît, par exemple : "
    "ROUGEOLE 3 KORO"
)
LEFT = (
    "Pas compté : paludisme, Douentza. Envoyé par un agent, sans réponse : qui est malade ? "
    "Faites-le renvoyer."
)
URGENT = (
    "URGENT, pas clair : rougeole, Boni, 08h00, par un agent, sans réponse : qui "
    "est malade ? Appelez-le."
)
UNCHANGED = (
    "Le no 1 n’est pas changé, faute de réponse. Récrivez tout le rapport : CORRIGER 1 "
    "ROUGEOLE 2 KORO"
)
NOT_CHANGED = (
    "Rien n’est changé, faute de réponse : elle est décédée. Pour corriger : CORRIGER 123 "
    "ROUGEOLE 2 KORO"
)
FILED = "No 1 : paludisme, 3 cas masculins, Douentza. Erreur ? ANNULER 1"


async def later(house: House, options=None, **delta) -> list[list[str]]:
    """What reporter and supervisor hear by the jobs that are due after a while."""
    before = len(house.channel.sent)
    knows = replace(knowledge(), options={"reports": options or {}})
    jobs = Jobs(
        SQLStore(house.database), house.database, [unanswered.job], REACTIONS, knows, house.clock
    )
    await jobs.begin()
    house.clock.advance(**delta)
    while await jobs.run_due():
        pass
    await house.hears(CHW)
    heard = [house.sent_to(each, before) for each in (CHW, SUPERVISOR)]
    folding = foldings(LOCALES)["fr"]
    assert all(measure(folding.apply(text)).segments == 1 for each in heard for text in each)
    return heard


async def state(house: House) -> list[tuple]:
    return await house.rows(
        "SELECT risks, lacks, reminded_at IS NOT NULL, told_at IS NOT NULL, "
        "lapsed_at IS NOT NULL, closed_at IS NOT NULL FROM asked_report ORDER BY asked_at"
    )


async def test_who_reported_is_reminded_once_and_told_in_the_end(staffed):
    assert await staffed.says("palu 3m") == [ASKED]
    assert await later(staffed, hours=1.5) == [[], []]
    assert await later(staffed, hours=1) == [[REMINDED], []]
    assert await later(staffed, hours=3) == [[], []]
    assert await later(staffed, hours=20) == [[LAPSED], [LEFT]]
    assert await later(staffed, hours=20) == [[], []]
    assert await state(staffed) == [('["malaria"]', "details", True, False, True, False)]
    assert await staffed.says("à vérifier", SUPERVISOR) == [
        "Douentza : rien n’attend d’être vérifié. Pas clair, sans réponse : paludisme Douentza."
    ]


async def test_the_reminder_is_answered_like_the_question(staffed):
    await staffed.says("palu 3m")
    await later(staffed, hours=2.5)
    assert await staffed.says("1") == [FILED]
    assert await later(staffed, hours=30) == [[], []]
    assert await state(staffed) == [('["malaria"]', "details", True, False, False, True)]


async def test_nobody_is_reminded_at_night(staffed):
    staffed.clock.advance(hours=11)  # 19:00
    await staffed.says("palu 3m")
    assert await later(staffed, hours=3) == [[], []]
    assert await later(staffed, hours=8) == [[], []]
    assert await later(staffed, hours=1.2) == [[REMINDED], []]


async def test_what_is_configured_holds(staffed):
    await staffed.says("rougeole 3m boni")
    never = {"remind_hours": 0, "urgent_minutes": 0}
    assert await later(staffed, never, hours=10) == [[], []]
    assert await later(staffed, {"remind_hours": 5}, minutes=11) == [
        ["Pas encore enregistré : rougeole 3m boni. " + ASKED],
        [URGENT],
    ]


@pytest.mark.parametrize("after", [3, 23.9, 24.05, 30, 100])
async def test_an_answer_that_comes_late_finds_its_question(staffed, after):
    await staffed.says("palu 3m")
    await later(staffed, hours=after)
    assert await staffed.says("1") == [FILED]
    [(*_rest, closed)] = await state(staffed)
    assert closed
    assert await staffed.rows("SELECT on_day FROM report") == [("2026-11-24",)]


async def test_an_answer_finds_it_also_where_nobody_looked_meanwhile(staffed):
    await staffed.says("palu 3m")
    staffed.clock.advance(hours=26)
    assert await staffed.says("garçons") == [FILED]


async def test_a_number_of_days_later_is_no_answer_where_two_wait(staffed):
    await staffed.says("palu 3m")
    await later(staffed, hours=25)
    await staffed.says("rougeole 4m")
    await later(staffed, hours=25)
    [said] = await staffed.says("1")
    assert said.startswith("1 : de quoi s’agit-il ?")


async def test_zero_of_a_new_day_is_nothing_to_report(staffed):
    await staffed.says("palu 4, des morts")
    await later(staffed, hours=25)
    [said] = await staffed.says("0")
    assert "rien à signaler" in said


async def test_the_supervisor_hears_within_the_hour_of_an_immediate_risk(staffed):
    await staffed.says("rougeole 3m boni")
    assert await later(staffed, minutes=50) == [[], []]
    assert await later(staffed, minutes=20) == [[], [URGENT]]
    assert await later(staffed, minutes=20) == [[], []]
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert said.endswith("Pas clair, sans réponse : rougeole Boni.")
    [filed] = await staffed.says("2")
    assert filed.startswith("No 1 : rougeole, 1 cas, 3 mois, Boni. Superviseur prévenu.")
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert "sans réponse" not in said


async def test_who_sent_it_is_known_by_the_last_report(staffed):
    await staffed.says("palu 2 boni")
    await staffed.says("diarrhée aiguë 3m hombori")
    _mine, [theirs] = await later(staffed, minutes=70)
    assert "par un agent (dernier : no 1), sans réponse" in theirs


async def test_a_supervisor_who_was_told_hears_that_it_is_taken_back(staffed):
    await staffed.says("rougeole 3m boni")
    await later(staffed, minutes=70)
    before = len(staffed.channel.sent)
    await staffed.says("annuler")
    assert staffed.sent_to(SUPERVISOR, before) == [
        "Retiré par son auteur : rougeole, Boni, qui n’était pas clair."
    ]
    assert await later(staffed, hours=30) == [[], []]


async def test_of_two_diseases_that_it_may_be_the_supervisor_hears_both(staffed):
    await staffed.says("jaunisse 2 boni")
    _mine, [theirs] = await later(staffed, minutes=70)
    assert theirs.startswith("URGENT, pas clair : fièvre jaune")


async def test_what_was_given_up_is_told_to_the_supervisor(staffed):
    await staffed.says("rougeole 3m boni")
    for said in ("xyzzy", "plugh"):
        await staffed.says(said)
    [given_up] = await staffed.says("quux")
    assert given_up.startswith("Rien n’est enregistré.")
    assert await later(staffed, minutes=70) == [[], [URGENT]]
    mine, theirs = await later(staffed, hours=24)
    assert (len(mine), len(theirs)) == (1, 1)


async def test_what_was_left_and_sent_again_is_told_to_nobody(staffed):
    await staffed.says("palu 3m boni")
    await staffed.says("LANGUE")
    staffed.clock.advance(minutes=5)
    await staffed.says("palu 3 garçons boni")
    assert await later(staffed, hours=25) == [[], []]
    [(*_rest, closed)] = await state(staffed)
    assert closed


async def test_what_lapsed_and_was_sent_again_is_listed_no_more(staffed):
    await staffed.says("palu 3m boni")
    await later(staffed, hours=25)
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert said.endswith("Pas clair, sans réponse : paludisme Boni.")
    await staffed.says("palu 3 garçons boni")
    assert await later(staffed, minutes=11) == [[], []]
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert "sans réponse" not in said


async def test_a_report_of_another_village_answers_nothing(staffed):
    await staffed.says("palu 3m boni")
    await staffed.says("palu 2f hombori")
    mine, theirs = await later(staffed, hours=25)
    assert (len(mine), len(theirs)) == (1, 1)


async def test_what_is_learned_is_told_to_no_supervisor(staffed):
    await staffed.rows("UPDATE contact SET training = 1 RETURNING id")
    await staffed.says("rougeole 3m boni")
    assert await later(staffed, hours=3) == [
        ["Pas encore enregistré : rougeole 3m boni. " + ASKED],
        [],
    ]
    mine, theirs = await later(staffed, hours=24)
    assert (len(mine), theirs) == (1, [])


async def test_corrections_are_told_to_no_supervisor(staffed):
    await staffed.says("rougeole 2 boni")
    await staffed.says("corriger 1 rougeole 3m boni")
    assert await later(staffed, hours=3) == [
        ["Pas encore enregistré : rougeole 3m boni. " + ASKED],
        [],
    ]
    [mine, theirs] = await later(staffed, hours=24)
    assert mine == [UNCHANGED]
    assert theirs == []


WHICH = "De quel rapport s’agit-il ? 1 no 2 rougeole 1, Boni, 2 no 1 paludisme 2, Boni"


@pytest.mark.parametrize("after", [2.5, 26])
async def test_what_is_said_of_a_report_before_is_no_more_lost(staffed, after):
    """That somebody has died, above all."""
    await staffed.says("palu 2 boni")
    await staffed.says("rougeole 1 boni")
    assert await staffed.says("elle est décédée") == [WHICH]
    mine, _theirs = await later(staffed, hours=2.5)
    assert mine == [f"Pas encore enregistré : elle est décédée. {WHICH}"]
    if after > 24:
        mine, theirs = await later(staffed, hours=24)
        assert mine == [NOT_CHANGED]
        assert theirs == []
    [filed] = await staffed.says("2")
    assert filed.startswith("No 4 : paludisme, 2 cas, 1 décès, Boni (remplace 1).")
    assert await later(staffed, hours=30) == [[], []]
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert "sans réponse" not in said


async def test_who_is_led_through_a_report_is_reminded_too(staffed):
    await staffed.says("signaler")
    assert await staffed.says("1") == ["rougeole : combien de cas ?"]
    assert await later(staffed, minutes=70) == [
        [],
        [URGENT.replace("Boni", "Douentza").replace("qui est malade", "combien")],
    ]
    [mine, _theirs] = await later(staffed, hours=1)
    assert mine == ["Pas encore enregistré. rougeole : combien de cas ?"]
    [mine, _theirs] = await later(staffed, hours=24)
    assert mine[0].startswith("Votre rapport n’est pas compté")
    [asked] = await staffed.says("3")
    assert asked.startswith("Où ?")


async def test_digits_alone_alarm_no_supervisor(staffed):
    await staffed.says("5")
    assert await later(staffed, hours=25) == [[], []]


async def test_two_phones_of_one_person_keep_the_question(staffed):
    await staffed.says("palu 3m")
    [(mine,), (other,)] = await staffed.rows(
        "SELECT contact_id FROM contact_address WHERE address IN "
        "('tel:+22370000001', 'tel:+22370000003') ORDER BY address"
    )
    event = PeopleMerged(mine, other)
    async with SQLStore(staffed.database).batch() as session:
        await questions.move(session, [event])
    assert await staffed.rows("SELECT contact_id FROM asked_report") == [(other,)]
