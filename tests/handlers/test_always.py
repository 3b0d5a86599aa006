"""What is always there: welcome, help, language, stop and start, joining."""

from __future__ import annotations

import asyncio

import pytest

from bot.store.base import as_rows
from bot.store.contacts import QUERIES
from tests.conftest import CHW, STRANGER

HOUR = 3_600_000


async def test_the_first_contact_is_offered_the_languages(staffed):
    await staffed.plays(
        """
        > xyz
        < Bienvenue à Kunnafoni, la santé par SMS. Votre langue ? 1 Français 2 Bamanankan 3 English
        > 3
        < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
        > bambara
        < N bɛ jaabi bamanankan na. DƐMƐ: dɛmɛ. KAN: kan wɛrɛ.
        > langue
        < Kan jumɛn? 1 Français 2 Bamanankan 3 English
        > 1
        < Je répondrai en français. Envoyez AIDE pour voir ce que vous pouvez faire, LANGUE pour changer.
        """,  # noqa: E501
        STRANGER,
    )


@pytest.mark.parametrize("word", ["STOP", "arret", "ARRÊT.", "dabila", "unsubscribe"])
async def test_stop_in_every_language_ends_what_was_not_asked_for(staffed, word):
    [answer] = await staffed.says(word)
    assert answer.endswith("START.")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(1,)]
    await staffed.says("start")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(0,)]


async def test_stop_inside_a_sentence_is_not_stop(staffed):
    await staffed.says("stop 12345 je ne sais pas")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(0,)]


async def test_a_stopped_health_worker_still_reports(staffed):
    await staffed.says("stop")
    [answer] = await staffed.says("palu 2 koro")
    assert answer.startswith("No 1 : paludisme, 2 cas, Koro.")


async def test_help_while_a_question_waits_does_not_end_it(staffed):
    await staffed.says("palu 3m")
    [answer] = await staffed.says("aide")
    assert answer.startswith("Cas : ROUGEOLE 3 F DOUENTZA")
    [answer] = await staffed.says("1")
    assert answer.startswith("No 1 : paludisme, 3 cas masculins")


async def test_what_nobody_understood_is_offered_what_could_have_been_meant(staffed):
    await staffed.plays("""
        > xyz abc
        < Je n’ai pas compris. Voulez-vous : 1 signaler des malades, 2 aide
        > 1
        < Envoyez la maladie, combien de cas et où. Exemple : ROUGEOLE 3 KORO
    """)


async def invite(house, code, role="chw", area_id="district-koro"):
    now = house.clock().timestamp() * 1000
    row = {"code": code, "role": role, "area_id": area_id, "created_at": int(now)}
    async with house.database.transaction() as connection:
        rows = as_rows([row | {"expires_at": int(now) + HOUR}])
        await connection.fetch(QUERIES, "add_invitations", rows=rows)


async def test_a_code_gives_a_role_once(staffed):
    await invite(staffed, "K7M2PX4Q")
    await staffed.plays(
        """
        > rejoindre k7m2 px4q
        < Bienvenue. Vous êtes maintenant agent de santé, Koro. Envoyez AIDE pour voir ce que vous pouvez faire.
        > palu 2
        < No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1
        > rejoindre K7M2PX4Q
        < Ce code n’est pas valable ou a déjà servi. Demandez-en un autre à votre superviseur.
        """,  # noqa: E501
        STRANGER,
    )


async def test_two_people_with_one_code_at_once_one_has_it(staffed):
    await invite(staffed, "K7M2PX4Q")
    both = [staffed.message("REJOINDRE K7M2PX4Q", who) for who in (STRANGER, CHW)]
    await asyncio.gather(*map(staffed.dispatcher.receive, both))
    await staffed.hears(CHW)
    said = [*staffed.sent_to(STRANGER), *staffed.sent_to(CHW)]
    assert sorted(text.partition(" ")[0] for text in said) == ["Bienvenue.", "Ce"]


async def test_an_expired_code_gives_nothing(staffed):
    await invite(staffed, "K7M2PX4Q")
    staffed.clock.advance(hours=2)
    [answer] = await staffed.says("REJOINDRE K7M2PX4Q", STRANGER)
    assert answer.startswith("Ce code n’est pas valable")
