"""A visit is cancelled, moved, taken up again: the change tells itself, in each language."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import re

import pytest

from tests.handlers.broadcast.conftest import COORDINATOR, Country
from tests.handlers.clinics.conftest import open_clinics  # noqa: F401

CANCEL = "annuler visite mondoro aujourd'hui insécurité"
CANCELLED = "La clinique mobile du mar. 24 nov. à Mondoro est annulée (insécurité). Ne vous déplacez pas. Prochaine : mar. 1er déc. 9h-14h."
DONE = "C’est fait."


@pytest.fixture
async def land(country: Country, open_clinics) -> Country:  # noqa: F811
    return country


async def cancelled(land: Country) -> list[str]:
    await land.says(CANCEL)
    return await land.says("1")


async def test_a_cancelled_visit_is_told_before_people_set_out(land):
    french = await land.villagers(3, "Mondoro")
    english = await land.villagers(2, "Mondoro", "en")
    await land.villagers(2, "Bamako")
    done, words, preview = await cancelled(land)
    assert done.startswith(DONE)
    assert words == CANCELLED
    assert preview.startswith("Mondoro à moins de 15 km : 7 personnes (fr 5, en 2). 7 SMS,")
    assert preview.endswith("1 envoyer 2 modifier 3 non")
    [asked] = await land.says("1")
    await land.says(re.search(r"répondez (\d{4})", asked)[1])
    await land.works()
    assert set(french) <= set(land.got(CANCELLED))
    assert land.got("The mobile clinic of Tue 24 Nov in Mondoro is cancelled") == english
    assert len(land.got(CANCELLED)) == 1 + 3 + 2  # the preview, villagers, workers of the area
    urgencies = {out.urgency for out, _r in land.house.channel.sent if out.broadcast}
    assert [int(urgency) for urgency in urgencies] == [1]  # it is about today


async def test_a_message_about_todays_visit_is_not_delivered_tomorrow(land):
    await land.villagers(3, "Mondoro")
    await cancelled(land)
    [asked] = await land.says("1")
    await land.house.dispatcher.receive(
        land.house.message(re.search(r"répondez (\d{4})", asked)[1], COORDINATOR)
    )
    while await land.house.jobs.run_due():
        pass
    land.house.clock.advance(hours=7)
    await land.works()
    assert len(land.got(CANCELLED)) == 1
    assert "Non envoyés : 5 trop tard" in land.house.channel.sent[-1][1].text


async def test_taking_the_change_back_stops_the_message_and_offers_the_truth(land):
    await land.villagers(3, "Mondoro")
    await cancelled(land)
    [asked] = await land.says("1")
    await land.house.dispatcher.receive(
        land.house.message(re.search(r"répondez (\d{4})", asked)[1], COORDINATOR)
    )
    _started, back, words, preview, gone = await land.says("défaire")
    assert "no 31" in back
    assert words == "La clinique mobile viendra bien à Mondoro : mar. 24 nov. 9h-14h."
    assert preview.endswith("1 envoyer 2 modifier 3 non")
    assert gone.endswith("est annulé : la visite a encore changé.")
    await land.works()
    assert len(land.got(CANCELLED)) == 1
    assert await land.house.rows("SELECT status FROM broadcast") == [("cancelled",)]


async def test_what_nobody_was_told_is_taken_back_quietly(land):
    await land.villagers(3, "Mondoro")
    await cancelled(land)
    assert len(await land.says("défaire")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("déplacer visite 31 vendredi", "La clinique mobile du mar. 24 nov. à Mondoro est déplacée : elle vient ven. 27 nov. 9h-14h."),
        ("déplacer visite 31 à koro", "La clinique mobile du mar. 24 nov. à Mondoro est déplacée : elle vient mar. 24 nov. 9h-14h, à Koro."),
        ("déplacer visite 31 10h-12h", "La clinique mobile du mar. 24 nov. à Mondoro est déplacée : elle vient mar. 24 nov. 10h-12h."),
        ("reprendre visite 34", "La clinique mobile viendra bien à Douentza : mer. 25 nov. 9h-13h."),
    ],
)  # fmt: skip
async def test_each_change_says_what_people_need(land, text, words):
    await land.villagers(3, "Mondoro")
    await land.says(text)
    said = await land.says("1")
    assert said[1] == words


@pytest.mark.parametrize("text", ["annuler visite 33", "ajouter visite mondoro vendredi 9h-12h"])
async def test_what_nobody_may_know_or_knew_is_not_offered(land, text):
    """Visit 33 is hidden until the day before."""
    await land.villagers(3, "Niono")
    await land.villagers(3, "Mondoro")
    await land.says(text)
    [done] = await land.says("1")
    assert done.startswith(DONE)


async def test_it_can_be_worded_otherwise_first(land):
    await land.villagers(3, "Mondoro")
    await cancelled(land)
    [asked] = await land.says("2")
    assert (
        asked
        == "Que faut-il changer ? 1 texte, 2 pour qui, 3 une autre langue, 4 urgent ou non, 5 garder le public, 6 langue du texte"
    )
    await land.says("1")
    words, preview = await land.says("Rougeole : 3 cas a Mondoro, la clinique ne vient pas mardi.")
    assert words == "Rougeole : 3 cas a Mondoro, la clinique ne vient pas mardi."
    assert "Mondoro à moins de 15 km : 5 personnes" in preview
    assert await land.house.rows("SELECT count(*) FROM report") == [(0,)]
