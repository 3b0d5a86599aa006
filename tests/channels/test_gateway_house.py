"""The whole house with two gateways: who is answered by which, how fast, and what figures tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import httpx
import pytest

from bot.cli.house import House, opened_house
from bot.cli.serving import _app
from bot.config import Settings
from bot.message import Notice, Reply, Urgency
from bot.text import verbatim
from tests.channels.answers import serving
from tests.channels.gateway_providers import Kannel, Phone
from tests.channels.gateway_server import CALLING, THEIRS, Bot
from tests.conftest import until


@asynccontextmanager
async def both(tmp_path, *numbers) -> AsyncIterator[tuple[Bot, Kannel, Phone]]:
    """Kannel and a phone, and the bot at work between them."""
    async with serving(Kannel()) as kannel, serving(Phone()) as phone:
        phone.clock = lambda: datetime.now(UTC)
        gateways = [each.settings().gateway[0] for each in (kannel, phone)]
        gateways[1] = gateways[1].model_copy(update={"number": "+22370000009"})
        known = Settings(database={"url": f"sqlite:{tmp_path / 'bot.db'}"}, number=numbers)
        known = known.model_copy(update={"gateway": tuple(gateways)})
        async with opened_house(known, None) as house, calling(house) as client:
            task = asyncio.create_task(house.work())
            try:
                yield Bot(house, known, None, client), kannel, phone
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


@asynccontextmanager
async def calling(house: House) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(_app(house, []), client=CALLING)
    async with httpx.AsyncClient(transport=transport) as client:
        yield client


async def tells(house: House, words: str, urgency: Urgency) -> None:
    """Everybody who is known."""
    people = await house.database._reader.execute_fetchall("SELECT id FROM contact")
    async with house.dispatcher._store.batch() as session:
        notices = [Notice(who, Reply(verbatim(words)), urgency) for (who,) in people]
        await session.notify(notices, datetime.now(UTC))
    house.outbox.wake()


async def test_people_are_answered_and_told_by_the_gateway_they_last_used(tmp_path):
    async with both(tmp_path) as (bot, kannel, phone):
        assert await kannel.brings(bot, "bonjour") == 200
        await until(lambda: kannel.messages)
        assert kannel.messages[0].sender == "+22370000000"
        assert await phone.brings(bot, "aide") == 200
        await until(lambda: phone.messages)
        await tells(bot.house, "La clinique de demain est annulée", Urgency.URGENT)
        await until(lambda: len(phone.messages) == 2)
        assert phone.messages[1].text == "La clinique de demain est annulée"
        assert len(kannel.messages) == 1


@pytest.mark.parametrize("ours", ["+22370000000", "+22370000009", "36061", "Orange"])
async def test_our_own_numbers_and_machines_are_heard_and_never_answered(tmp_path, ours):
    async with both(tmp_path) as (bot, kannel, phone):
        query = {"key": "keyOfNobody", "id": "1", "from": ours, "text": "bonjour", "time": ""}
        assert await bot.called("GET", "/gateway/kannel", params=query) == 200
        assert await kannel.brings(bot, "bonjour", 2) == 200
        await until(lambda: kannel.messages)
        assert [message.to for message in kannel.messages + phone.messages] == [THEIRS]
        heard = await bot.house.database._reader.execute_fetchall("SELECT count(*) FROM inbound")
        assert heard[0][0] == 2


async def test_the_cap_of_a_number_holds_bulk_and_never_an_answer(tmp_path):
    cap = {"address": "+22370000009", "channel": "phone", "a_day": 1}
    async with both(tmp_path, cap) as (bot, _kannel, phone):
        for number in (1, 2):
            assert await phone.brings(bot, "aide", number) == 200
            await until(lambda sent=number: len(phone.messages) == sent)
        await tells(bot.house, "Campagne samedi", Urgency.BULK)
        await tells(bot.house, "Route coupée", Urgency.URGENT)
        await until(lambda: len(phone.messages) == 3)
        await asyncio.sleep(0.1)
        assert [message.text for message in phone.messages[2:]] == ["Route coupée"]


async def test_figures_tell_each_gateway_apart(tmp_path):
    async with both(tmp_path) as (bot, kannel, phone):
        await kannel.brings(bot, "bonjour")
        await phone.brings(bot, "bonjour")
        await until(lambda: kannel.messages and phone.messages)
        health = (await bot.client.get("https://bot.example.org/health")).json()
        figures = (await bot.client.get("https://bot.example.org/metrics")).text
    assert set(health["channels"]) == {"kannel", "phone"}
    for name in ("kannel", "phone"):
        assert f'kunnafoni_inbound_total{{channel="{name}"}}' in figures
        assert f'kunnafoni_outbound_total{{channel="{name}",outcome="sent"}}' in figures
        assert f'kunnafoni_waiting{{channel="{name}"}}' in figures


async def test_a_phone_that_is_off_does_not_hold_what_another_gateway_can_send(tmp_path):
    async with both(tmp_path) as (bot, kannel, phone):
        phone.instead = [_off] * 50
        await phone.brings(bot, "bonjour")
        await kannel.brings(bot, "aide", 2)
        await until(lambda: kannel.messages)
        assert phone.messages == []


async def _off(request):
    await asyncio.sleep(30)
