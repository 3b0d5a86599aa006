"""`À VÉRIFIER`: what waits to be decided, most urgent first."""

from __future__ import annotations

import pytest

from bot.sms import measure
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
HOW = " Vrai : OK et le numéro. Faux : NON, le numéro et pourquoi."


async def test_alerts_come_first_then_the_latest_and_what_was_asked_last(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("palu 2 douentza")
    await staffed.says("rougeole 1 f mondoro")  # report 3, alert 4
    await staffed.says("? 2 quel age", SUPERVISOR)
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert said == (
        "Douentza, à vérifier 3 : alerte 4 rougeole 1 Mondoro, 1 paludisme 4 Boni, "
        "2 paludisme 2 Douentza (question posée)." + HOW
    )
    await staffed.says("ok 4", SUPERVISOR)
    await staffed.says("non 1 erreur", SUPERVISOR)
    await staffed.says("? 2 trois ans", CHW)
    [said] = await staffed.says("reste a verifier", SUPERVISOR)
    assert said == "Douentza, à vérifier 1 : 2 paludisme 2 Douentza." + HOW
    await staffed.says("ok 2", SUPERVISOR)
    assert await staffed.says("A VERIFIER", SUPERVISOR) == [
        "Douentza : rien n’attend d’être vérifié."
    ]


@SQLITE
async def test_an_area_by_its_name_and_only_ones_own(staffed):
    await staffed.says("palu 4 boni")
    await staffed.says("palu 2 koro", BY_KEY["chw-koro"])
    [koro] = await staffed.says("to check koro", COORDINATOR)
    assert koro.startswith("Koro, to check 1: 2 malaria 2 Koro. True: OK and the number. False: NO")
    assert (await staffed.says("to check", COORDINATOR))[0].startswith("Mali, to check 2: 2 mal")
    [other] = await staffed.says("a verifier koro", SUPERVISOR)
    assert other == "Koro n’est pas dans votre zone. La vôtre : Douentza."
    [none] = await staffed.says("a verifier xyzzyq", SUPERVISOR)
    assert none == "Je ne connais pas «xyzzyq». Exemple : A VERIFIER KORO"


@pytest.mark.parametrize(
    "text",
    [
        "c quoi les signalement a verifier",
        "bonjour, liste des signalements svp",
        "qu'est ce qui reste à vérifier ?",
        "les alertes",
        "alertes en cours",
        "what do i check",
        "a verifie",
    ],
)
@SQLITE
async def test_however_it_is_asked(staffed, text):
    await staffed.says("palu 4 boni")
    [said] = await staffed.says(text, SUPERVISOR)
    assert said.startswith("Douentza, à vérifier 1 : 1 paludisme 4 Boni.")


@SQLITE
async def test_five_are_shown_and_the_others_follow_whatever_is_decided_meanwhile(staffed):
    for cases in range(11, 24):
        await staffed.says(f"palu {cases} boni")
    [first] = await staffed.says("à vérifier", SUPERVISOR)
    assert first.startswith("Douentza, à vérifier 13 : 13 paludisme 23 Boni, 12 pal")
    assert "9 paludisme 19 Boni. Vrai" in first
    assert measure(first).segments == 2
    await staffed.says("ok 13, 12", SUPERVISOR)
    await staffed.says("palu 30 boni")
    [second] = await staffed.says("suite", SUPERVISOR)
    assert second.startswith("Douentza, à vérifier 8 : 8 paludisme 18 Boni, 7 pal")
    [third] = await staffed.says("1", SUPERVISOR)  # the number of the button
    assert third.startswith("Douentza, à vérifier 3 : 3 paludisme 13 Boni, 2 pal")
    assert "suite" not in third


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("rougeole 3 boni à vérifier", SUPERVISOR),
        ("à vérifier : rougeole 3 cas koro", SUPERVISOR),
        ("rougeole 3 boni non vérifiés", CHW),
    ],
)
@SQLITE
async def test_a_report_that_has_such_words_is_a_report(staffed, text, who):
    await staffed.says(text, who)
    assert await staffed.rows("SELECT cases FROM report") == [(3,)]


@SQLITE
@pytest.mark.parametrize("who", [CHW, STRANGER])
async def test_who_checks_nothing_hears_nothing_of_it(staffed, who):
    await staffed.says("palu 4 boni")
    said = " ".join(await staffed.says("les alertes", who))
    assert "paludisme 4" not in said
    assert "malaria 4" not in said


@SQLITE
async def test_what_is_asked_of_who_decides_meanwhile_stays_asked(staffed):
    """How many they are, of their own report, while another's is decided."""
    await staffed.says("palu 4 boni")
    [asked] = await staffed.says("rougeole mondoro", SUPERVISOR)
    assert "?" in asked
    await staffed.says("ok 1", SUPERVISOR)
    await staffed.says("3", SUPERVISOR)
    found = await staffed.rows("SELECT risk, cases, check_state FROM report ORDER BY number")
    assert found == [("malaria", 4, "confirmed"), ("measles", 3, "pending")]
