"""A coordinator writes to many: a preview, a code, and everybody hears it once."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import re

import pytest

from tests.conftest import BY_KEY, SECOND_ABOVE
from tests.handlers.broadcast.conftest import CHW, COORDINATOR, RESIDENT, SUPERVISOR

TEXT = "La route est coupée. Restez chez vous."
WRITTEN = f"diffuser douentza {TEXT}"


async def test_a_text_reaches_everybody_of_the_district_once(country):
    people = await country.villagers(6)
    elsewhere = await country.villagers(3, "Koro")
    assert await country.says(WRITTEN) == [
        TEXT,
        "Douentza (district) : 8 personnes (fr 8). 8 SMS, environ 200 XOF. Durée 1 min. Envoyer ? 1 envoyer 2 modifier 3 non",
    ]
    [asked] = await country.says("1")
    code = re.search(r"répondez (\d{4})", asked)[1]
    assert asked == (
        f"Pour l'envoyer à 8 personnes, répondez {code}. Plus tard aujourd'hui : DIFFUSER {code}"
    )
    assert not country.got(TEXT)[1:]
    [started] = await country.says(code)
    assert started == (
        "Le no 1 part à 8 personnes. Pour l'arrêter : PAUSE DIFFUSION 1 ou ANNULER DIFFUSION 1"
    )
    await country.works()
    assert sorted(country.got(TEXT), key=str) == sorted(
        [COORDINATOR, CHW, SUPERVISOR, *people], key=str
    )  # the coordinator saw it in the preview
    assert not set(elsewhere) & set(country.got(TEXT))
    assert country.house.channel.sent[-1][1].text == "No 1 terminé : envoyé à 8 sur 8."
    assert await country.says("diffusion 1") == ["No 1, terminé : 8 envoyés sur 8, 0 reçu."]


async def test_a_code_sends_once_however_often_it_is_given(country):
    await country.villagers(2)
    code = await country.code(WRITTEN)
    await country.says(f"diffuser {code}")
    assert await country.says(f"diffuser {code}") == ["Code inconnu. Rien n'est parti."]
    await country.works()
    assert len(country.got(TEXT)) == 5


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("diffuser", "Pour qui ?"),
        ("diffuser zzyzzyq Bonjour a tous", "Pas compris : zzyzzyq"),
        ("diffuser douentza", "Que faut-il dire ?"),
        ("diffuser douentza :", "Que faut-il dire ?"),
        ("diffuser 9999", "Code inconnu. Rien n'est parti."),
        ("diffuser bamako coordinateurs Bonjour", "Personne ne le recevrait. Rien n'est parti."),
        (f"diffuser douentza {'mot ' * 750}", "Ce texte fait"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_is_sent(country, text, answer):
    said = await country.says(text)
    assert said[-1].startswith(answer)
    await country.works()
    assert await country.house.rows("SELECT count(*) FROM broadcast_recipient") == [(0,)]


async def test_a_code_of_yesterday_sends_nothing(country):
    await country.villagers(2)
    code = await country.code(WRITTEN)
    country.house.clock.advance(days=1)
    assert await country.says(f"diffuser {code}") == [
        "Ce code n'était valable que son jour. Rien n'est parti. Préparez le message à nouveau."
    ]
    await country.works()
    assert len(country.got(TEXT)) == 1


async def test_a_coordinator_of_another_area_sends_nothing(country):
    await country.villagers(2)
    code = await country.code(WRITTEN)
    await country.house.rows(
        "UPDATE assignment SET role = 'coordinator' WHERE area_id = 'district-koro'"
    )
    other = BY_KEY["supervisor-koro"]
    assert await country.says(WRITTEN, other) == ["Ce n'est pas votre zone. Rien n'est parti."]
    for text in ("diffuser tous bonjour", "diffuser mopti 5 km bonjour"):
        assert await country.says(text, other) == ["Ce n'est pas votre zone. Rien n'est parti."]
    assert await country.says(f"diffuser {code}", other) == [
        "Ce code est pour un autre coordinateur. Rien n'est parti."
    ]


@pytest.mark.parametrize("who", [CHW, RESIDENT, SUPERVISOR])
async def test_nobody_else_writes_to_many(country, who):
    await country.says(WRITTEN, who)
    await country.says("1", who)
    assert await country.house.rows("SELECT count(*) FROM broadcast") == [(0,)]


async def test_to_very_many_a_second_coordinator_agrees(country):
    await country.villagers(SECOND_ABOVE + 1)
    other = BY_KEY["supervisor-koro"]
    code = await country.code(WRITTEN)
    assert await country.says(code) == [
        "Pour tant de personnes il faut un second coordinateur, et aucun n'est connu. Rien n'est parti."
    ]
    await country.house.rows(
        "UPDATE assignment SET role = 'coordinator', area_id = NULL WHERE area_id = 'district-koro' AND role = 'supervisor'"
    )
    before = len(country.house.channel.sent)
    [answer] = await country.says(f"diffuser {code}")
    assert answer.startswith(f"Au-delà de {SECOND_ABOVE} personnes, un second coordinateur")
    words, asked = country.house.sent_to(other, before)
    assert words == TEXT
    assert asked.startswith(f"Un coordinateur veut envoyer ceci à {SECOND_ABOVE + 3} personnes")
    second = re.search(r"DIFFUSER (\d{4})", asked)[1]
    assert await country.says(f"diffuser {second}") == [
        "Ce code est pour un autre coordinateur. Rien n'est parti."
    ]
    await country.works()
    assert len(country.got(TEXT)) == 2
    await country.says(f"diffuser {second}", other)
    await country.works()
    assert len(country.got(TEXT)) == 2 + SECOND_ABOVE + 3
