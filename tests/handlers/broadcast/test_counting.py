"""Very many are counted beside everything else: a part at a time, then the preview comes."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import re

import pytest

from handlers.broadcast import counting, records
from tests.conftest import STRANGER
from tests.handlers.broadcast.conftest import COORDINATOR

COUNTING = "Je compte pour qui c'est. L'aperçu arrive ici dans un moment."
TEXT = "La route est coupée."
PREVIEW = "Douentza (district) : 11 personnes (fr 11). 11 SMS, environ 275 XOF. Durée 1 min. Envoyer ? 1 envoyer 2 modifier 3 non"


@pytest.fixture
async def crowd(country, monkeypatch):
    """More than are counted at once, and each part of them is small."""
    monkeypatch.setattr(records, "FEW", 5)
    monkeypatch.setattr(counting, "SLICE", 4)
    await country.villagers(9)
    await country.villagers(3, "Koro")
    return country


async def counted(crowd) -> list[str]:
    while await crowd.house.jobs.run_due():
        pass
    return await crowd.house.hears(COORDINATOR)


async def test_others_are_answered_while_it_is_counted(crowd):
    assert await crowd.says(f"diffuser douentza {TEXT}") == [COUNTING]
    await crowd.house.jobs.run_due()
    assert await crowd.house.says("aide", STRANGER)
    assert not crowd.got("Envoyer ?")
    assert await crowd.says("1") == [COUNTING]
    assert await counted(crowd) == [TEXT, PREVIEW]
    [asked] = await crowd.says("1")
    await crowd.says(re.search(r"répondez (\d{4})", asked)[1])
    await crowd.works()
    assert len(crowd.got(TEXT)) == 1 + 11


async def test_what_is_answered_before_the_preview_counts(crowd):
    await crowd.says(f"diffuser douentza {TEXT}")
    assert await crowd.says("non") == ["Rien n'est parti."]
    assert await counted(crowd) == []
    await crowd.says(f"diffuser douentza {TEXT}")
    await crowd.says("2")
    await crowd.says("1")
    assert await crowd.says("Le pont est coupé.") == [COUNTING]
    assert await counted(crowd) == ["Le pont est coupé.", PREVIEW]
    assert await crowd.says("peut-être") == [f"Répondez par un des numéros. {PREVIEW}"]


async def test_who_began_something_else_is_told_that_nothing_left(crowd):
    await crowd.says(f"diffuser douentza {TEXT}")
    await crowd.says("palu 2 koro")
    assert await counted(crowd) == [
        "Compté : 11 personnes. Rien n'est parti, car vous avez commencé autre chose. Pour l'envoyer, écrivez-le à nouveau."
    ]
    assert await crowd.says("1") != []
    await crowd.works()
    assert not crowd.got(TEXT)


async def test_only_the_last_of_two_is_shown(crowd):
    await crowd.says(f"diffuser douentza {TEXT}")
    await crowd.says("diffuser douentza Le pont est coupé.")
    said = await counted(crowd)
    assert said == ["Le pont est coupé.", PREVIEW]


async def test_many_of_whom_nobody_can_be_reached(crowd):
    await crowd.house.rows("UPDATE contact SET stopped_at = 1 WHERE id LIKE 'v%'")
    await crowd.says(f"diffuser douentza habitants {TEXT}")
    assert await counted(crowd) == [
        "Personne ne le recevrait. Rien n'est parti. Sans : 9 ne veulent rien."
    ]
    [said] = await crowd.says("1")
    assert said.startswith("Personne ne le recevrait. Rien n'est parti. Pour qui ?")
