"""As it is done: by a thumb on twelve keys, by buttons, misspelt, by two at the same time."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from __future__ import annotations

import asyncio
from dataclasses import replace
from time import perf_counter

import pytest

from bot.address import Address
from handlers import HANDLERS
from tests.conftest import BY_KEY
from tests.handlers.broadcast.conftest import CODE, COORDINATOR, Country
from tests.handlers.broadcast.test_changes import CANCELLED, land  # noqa: F401
from tests.handlers.clinics.conftest import open_clinics  # noqa: F401

TEXT = "Restez chez vous."
WRITTEN = f"diffuser douentza {TEXT}"
# The model of docs/broadcasts.md, in seconds: assumed, not measured with people.
CHARACTER, SEND, LOOK = 0.8, 2.0, 3.0


def thumbs(messages: list[str]) -> float:
    """How long somebody types these on twelve keys, and looks at the answers between them."""
    typed = sum(map(len, messages)) * CHARACTER
    return typed + len(messages) * SEND + (len(messages) - 1) * LOOK


async def test_a_visit_is_cancelled_and_everybody_told_within_a_minute(land):  # noqa: F811
    people = await land.villagers(5, "Mondoro")
    sent = ["annuler visite mondoro insecurite", "1", "1"]
    began = perf_counter()
    for text in sent:
        said = await land.says(text)
    sent.append(CODE.search(said[-1])[1])
    await land.says(sent[-1])
    await land.house.jobs.run_due()
    while await land.house.jobs.run_due() or await land.house.outbox.deliver(100):
        pass
    ours = perf_counter() - began
    assert set(people) <= set(land.got(CANCELLED))
    assert len(sent) == 4
    assert thumbs(sent) + ours < 60
    assert thumbs(["annuler visite mondoro demain insecurite", *sent[1:]]) < 60


async def on_telegram(country: Country) -> Address:
    """The coordinator writes from Telegram."""
    telegram = Address("telegram", "77")
    [(who,)] = await country.house.rows(
        f"SELECT contact_id FROM contact_address WHERE address = '{COORDINATOR}'"
    )
    await country.house.rows(
        "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at)"
        f" VALUES ('{telegram}', '{who}', 'fake', '@us', 9999999999999)"
    )
    return telegram


async def test_guided_on_telegram_with_buttons(country):
    await country.villagers(2)
    me, house = await on_telegram(country), country.house

    async def presses(key: str) -> list[str]:
        """The button with that key, under the latest message."""
        _out, shown = [each for each in house.channel.sent if each[0].address == me][-1]
        labels = dict(shown.choices)
        return await house.says("", me, choice=key, asked=_out.reply.asked) if key in labels else []

    assert (await house.says("diffuser", me))[0].startswith("Pour qui ?")
    assert await house.says("douentza", me) == ["Que faut-il dire ? Envoyez le texte."]
    words, preview = await house.says(TEXT, me)
    assert words == TEXT
    assert preview.startswith("Douentza (district) : 4 personnes (fr 4")
    [question] = await presses("change")
    assert question.startswith("Que faut-il changer ?")
    _words, preview = await presses("urgent")
    [asked] = await presses("send")
    code = CODE.search(asked)[1]
    assert asked.startswith("Pour l'envoyer à 4 personnes, répondez")
    [started] = await house.says(code, me)
    assert started.startswith("Le no 1 part à 4 personnes.")
    await country.works()
    assert len(country.got(TEXT)) == 2 + 4  # two previews
    assert await house.rows("SELECT urgent, status FROM broadcast") == [(1, "done")]


async def test_who_sends_stop_and_start_while_it_runs(country):
    """After START they get what has not come to them yet, and nothing twice."""
    people = await country.villagers(3)
    code = await country.code(WRITTEN)
    await country.house.dispatcher.receive(country.house.message(code, COORDINATOR))
    await country.house.says("stop", people[0])
    await country.house.says("stop", people[1])
    await country.house.says("start", people[1])
    await country.works()
    got = country.got(TEXT)
    assert people[0] not in got
    assert got.count(people[1]) == 1
    await country.house.says("start", people[0])
    await country.works()
    assert country.got(TEXT).count(people[0]) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "etat difusion", "état de la diffusion 1", "ou en est la diffusion 1", "diffusion status",
        "brodcast status", "status of the broadcast 1", "statut diffusion", "hows the broadcast",
        "how is the brodcast going 1",
    ],
)  # fmt: skip
async def test_how_far_it_is_is_asked_in_many_words(country, text):
    await country.villagers(2)
    await country.sends(WRITTEN)
    assert await country.says(text) == ["No 1, terminé : 4 envoyés sur 4, 0 reçu."]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("pauze difusion 1", "paused"), ("suspendre la diffusion", "paused"),
        ("arete la diffusion", "cancelled"), ("anuler la difusion 1", "cancelled"),
        ("cancle brodcast 1", "cancelled"), ("puase brodcast 1", "paused"),
    ],
)  # fmt: skip
async def test_it_is_stopped_in_many_words(country, text, status):
    await country.villagers(2)
    await country.house.dispatcher.receive(
        country.house.message(await country.code(WRITTEN), COORDINATOR)
    )
    await country.says(text)
    assert await country.house.rows("SELECT status FROM broadcast") == [(status,)]


async def test_what_coordinators_answer_besides_numbers(country):
    """`oui` to a preview, `code 4821`, `non` to a language; a digit where nobody would get it."""
    await country.villagers(2)
    [said] = await country.says("diffuser bamako coordinateurs Bonjour")
    assert said.startswith("Personne ne le recevrait. Rien n'est parti. Pour qui ?")
    [said] = await country.says("1")
    assert said.startswith("Pas compris : 1. Pour qui ?")
    _words, preview = await country.says("douentza")
    assert preview.startswith("Douentza (district) : 4 personnes")
    await country.says("2")
    await country.says("3")
    assert await country.says("non") == [_words, preview]
    [asked] = await country.says("oui")
    [started] = await country.says(f"code {CODE.search(asked)[1]}")
    assert started.startswith("Le no 1 part à 4 personnes.")


async def test_no_leaves_every_question_and_is_no_text(country):
    await country.villagers(2)
    await country.house.plays(
        """
        > diffuser douentza
        < Que faut-il dire ? Envoyez le texte.
        > 2
        < Je ne trouve pas de texte. Que faut-il dire ? Envoyez le texte.
        > non
        < Rien n'est parti.
        """,
        COORDINATOR,
    )
    await country.house.rows("UPDATE contact SET locale = 'en' WHERE id LIKE 'v%'")
    [said] = await country.says("diffuser douentza en bambara habitants aw ka to so")
    assert said.startswith("Personne ne le recevrait.")
    assert await country.says("non") == ["Rien n'est parti."]


async def test_a_command_where_a_text_is_asked_for_is_asked_about(country):
    await country.villagers(2)
    await country.house.plays(
        """
        > diffuser douentza
        < Que faut-il dire ? Envoyez le texte.
        > anuler visite mondoro demain
        < Cela ressemble à une commande. Est-ce le texte à envoyer ? 1 oui 2 non
        > 2
        < Rien n'est parti. Pour la commande, envoyez-la à nouveau.
        > diffuser douentza
        < Que faut-il dire ? Envoyez le texte.
        > annuler visite mondoro mardi
        < Cela ressemble à une commande. Est-ce le texte à envoyer ? 1 oui 2 non
        > oui
        < annuler visite mondoro mardi
        < Douentza (district) : 4 personnes (fr 4). 4 SMS, environ 100 XOF. Durée 1 min. Envoyer ? 1 envoyer 2 modifier 3 non
        > non
        < Rien n'est parti.
        > diffuser douentza
        < Que faut-il dire ? Envoyez le texte.
        > La visite de mardi est annulée.
        < La visite de mardi est annulée.
        < Douentza (district) : 4 personnes (fr 4). 4 SMS, environ 100 XOF. Durée 1 min. Envoyer ? 1 envoyer 2 modifier 3 non
        """,
        COORDINATOR,
    )


async def test_the_code_given_twice_at_once_sends_once(country):
    people = await country.villagers(3)
    code, house = await country.code(WRITTEN), country.house
    first = house.message(f"diffuser {code}", COORDINATOR)
    again = replace(first, external_id="again", sender=await on_telegram(country))
    other = house.with_handlers(*HANDLERS)
    await asyncio.gather(house.dispatcher.receive(first), other.receive(again))
    await country.works()
    assert all(country.got(TEXT).count(each) == 1 for each in people)
    assert await house.rows("SELECT count(*) FROM broadcast_change WHERE what = 'confirmed'") == [
        (1,)
    ]


async def test_two_coordinators_write_at_the_same_time(country):
    """Each has a number and a code of their own, and everybody hears both once."""
    people = await country.villagers(3)
    other, house = BY_KEY["supervisor-koro"], country.house
    await house.rows(
        "UPDATE assignment SET role = 'coordinator', area_id = NULL WHERE area_id = 'district-koro' AND role = 'supervisor'"
    )
    second = house.with_handlers(*HANDLERS)
    texts = {COORDINATOR: "La route est coupée.", other: "Le pont est ouvert."}
    said: dict[Address, list[str]] = {}
    for step in ("diffuser douentza {}", "1", "{}"):
        before = len(house.channel.sent)
        given = {
            who: step.format(CODE.search(said[who][-1])[1] if step == "{}" else text)
            for who, text in texts.items()
        }
        await asyncio.gather(
            house.dispatcher.receive(house.message(given[COORDINATOR], COORDINATOR)),
            second.receive(house.message(given[other], other)),
        )
        await house.hears(COORDINATOR)
        said = {who: house.sent_to(who, before) for who in texts}
    await country.works()
    for text in texts.values():
        assert all(country.got(text).count(each) == 1 for each in people)
