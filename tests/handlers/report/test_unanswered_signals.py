"""What a resident told and was asked about is passed on, though nobody answers; and what may be no
case at all alarms nobody."""

from __future__ import annotations

import orjson
import pytest

from bot.paths import LOCALES
from bot.sms import foldings, measure
from handlers.report import wording
from tests.conftest import CHW, STRANGER, SUPERVISOR, knowledge
from tests.handlers.report.test_unanswered import later

PASSED = (
    "À vérifier, pas clair : rougeole, Boni. Envoyé par un habitant, sans réponse : qui "
    "est malade ? Renseignez-vous."
)


async def test_a_residents_question_without_an_answer_is_passed_on_once(staffed):
    await staffed.says("rougeole 3m boni", STRANGER)
    before = len(staffed.channel.sent)
    assert await later(staffed, minutes=50) == [[], []]
    assert await later(staffed, minutes=20) == [[], [PASSED]]
    assert await later(staffed, hours=30) == [[], []]
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert said.endswith("Pas clair, sans réponse : rougeole Boni.")
    assert staffed.sent_to(STRANGER, before) == []


async def test_of_another_disease_too(staffed):
    await staffed.says("palu 3m boni", STRANGER)
    assert await later(staffed, minutes=70) == [[], [PASSED.replace("rougeole", "paludisme")]]


async def test_it_is_passed_on_in_the_end_where_nothing_is_told_before(staffed):
    await staffed.says("rougeole 3m boni", STRANGER)
    assert await later(staffed, {"urgent_minutes": 0}, hours=23) == [[], []]
    assert await later(staffed, {"urgent_minutes": 0}, hours=2) == [[], [PASSED]]


async def test_what_a_resident_answers_is_a_signal_as_ever(staffed):
    await staffed.says("rougeole 3m boni", STRANGER)
    await later(staffed, minutes=70)
    before = len(staffed.channel.sent)
    [said] = await staffed.says("1", STRANGER)
    assert said.startswith("Merci. Noté, no 1 : rougeole, 3 cas masculins, Boni.")
    [told] = staffed.sent_to(SUPERVISOR, before)
    assert told.startswith("À vérifier, no 1 : un habitant signale rougeole, 3 cas masculins, Boni")
    assert await later(staffed, hours=30) == [[], []]


async def test_what_a_resident_takes_back_is_said_to_be(staffed):
    await staffed.says("rougeole 3m boni", STRANGER)
    await later(staffed, minutes=70)
    before = len(staffed.channel.sent)
    await staffed.says("laisse tomber", STRANGER)
    assert staffed.sent_to(SUPERVISOR, before) == [
        "Retiré par son auteur : rougeole, Boni, qui n’était pas clair."
    ]


@pytest.mark.parametrize("sender", [CHW, STRANGER])
@pytest.mark.parametrize(
    "said",
    [
        "on m'a dit 3 cas de rougeole a boni",
        "je ne sais pas si c'est 3 cas de rougeole a boni, besoin de vaccin",
        "signaler des enfants avec fievre et boutons a boni",
    ],
)
async def test_what_may_be_cases_is_not_left_for_a_day(staffed, said, sender):
    await staffed.says(said, sender)
    _mine, [theirs] = await later(staffed, minutes=70)
    assert "pas clair : rougeole, Boni" in theirs


async def test_where_it_is_is_known_where_more_would_be_asked(staffed):
    await staffed.says("signaler des malades a boni", STRANGER)
    _mine, [theirs] = await later(staffed, minutes=70)
    assert theirs.endswith(
        ", Boni. Envoyé par un habitant, sans réponse : quelle maladie ? Renseignez-vous."
    )


async def test_what_may_be_no_case_at_all_is_told_without_alarm(staffed):
    [asked] = await staffed.says("vaccination rougeole 200 enfants")
    assert asked == "Signalez-vous : rougeole, 200 cas ? 1 oui, 2 autre chose"
    assert await later(staffed, hours=3) == [
        [f"Pas encore enregistré : vaccination rougeole 200... {asked}"],
        [],
    ]
    assert await later(staffed, hours=24) == [
        [
            (
                "Pas compté, faute de réponse : vaccination rougeole 200 enfants. S’il y a des "
                "malades, envoyez : ROUGEOLE 3 KORO"
            )
        ],
        [
            (
                "Pas compté : rougeole, Douentza. Envoyé par un agent, sans réponse : y "
                "a-t-il des malades ? Faites-le renvoyer."
            )
        ],
    ]


async def test_a_residents_doubt_waits_for_the_day_too(staffed):
    await staffed.says("signaler vaccination rougeole 200 enfants boni", STRANGER)
    assert await later(staffed, hours=3) == [[], []]


async def test_who_is_in_danger_is_asked_nothing_and_takes_nothing_back(staffed):
    await staffed.says("rougeole 3m boni", STRANGER)
    before = len(staffed.channel.sent)
    [said, *_more] = await staffed.says("il convulse, il ne se réveille pas", STRANGER)
    assert said.startswith("URGENT. Allez tout de suite")
    assert staffed.sent_to(SUPERVISOR, before) == []
    assert await later(staffed, minutes=70) == [[], [PASSED]]


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("lacks", sorted(set(wording.LACKS) - {wording.DOUBTED}))
@pytest.mark.parametrize(
    "risks",
    [["watery_diarrhoea"], ["watery_diarrhoea", "bloody_diarrhoea"], ["vhf", "yellow_fever"]],
)
def test_what_supervisors_are_told_fits_one_segment(catalogs, locale, lacks, risks):
    row = {
        "handler": "report",
        "answers": '{"text": "x"}',
        "risks": orjson.dumps(risks),
        "lacks": lacks,
        "place_id": knowledge().places.exact("Bandiagara")[0].id,
        "area_id": None,
        "asked_at": 1_795_000_000_000,
        "last_number": 12345,
    }
    told = (wording.unclear, wording.unheard, wording.to_verify, wording.taken_back)
    for text in (each(row, knowledge()) for each in told):
        said = foldings(LOCALES)["fr"].apply(catalogs.translate(text, locale))
        assert measure(said).segments == 1, said
