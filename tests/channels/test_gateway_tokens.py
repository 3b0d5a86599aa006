"""OAuth: one token for many messages, fetched when it is needed and not more often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.http.answers import NeedsOperator
from bot.channels.http.wire import Unclear
from bot.errors import SendError, TemporarySendError
from bot.message import Rendered
from tests.channels.answers import hanging, hanging_up, saying, serving
from tests.channels.gateway_providers import Orange
from tests.channels.gateway_server import an_outbound, sending

TEXT = Rendered("Clinique ouverte à 9h")


@pytest.fixture
async def orange() -> AsyncIterator[Orange]:
    async with serving(Orange()) as found:
        yield found


async def test_many_messages_at_once_fetch_one_token(orange, clock):
    async with sending(orange, clock) as channel:
        await asyncio.gather(*(channel.send(an_outbound(str(n)), TEXT) for n in range(64)))
    assert (len(orange.tokens), len(orange.messages)) == (1, 64)


async def test_many_messages_whose_token_is_refused_fetch_one_more(orange, clock):
    async with sending(orange, clock) as channel:
        await channel.send(an_outbound(), TEXT)
        orange.tokens[-1] = "anotherOfNobody"
        await asyncio.gather(*(channel.send(an_outbound(str(n)), TEXT) for n in range(32)))
    assert (len(orange.tokens), len(orange.messages)) == (2, 33)


@pytest.mark.parametrize(
    ("life", "after", "fetched"),
    [
        ("3600", 3539, 1),
        ("3600", 3541, 2),
        (3600, 3541, 2),
        (60, 29, 1),
        (60, 31, 2),
        ("7776000", 86400, 1),
        (None, 864000, 1),
        ("soon", 864000, 1),
        ("nan", 864000, 1),
        ("1e99", 864000, 1),
        (0, 0, 2),
        (-5, 0, 2),
    ],
)
async def test_it_is_kept_until_shortly_before_it_ends(orange, clock, life, after, fetched):
    orange.life = life
    async with sending(orange, clock) as channel:
        await channel.send(an_outbound("1"), TEXT)
        clock.advance(seconds=after)
        await channel.send(an_outbound("2"), TEXT)
    assert (len(orange.tokens), len(orange.messages)) == (fetched, 2)


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (saying(500), TemporarySendError),
        (saying(200, "<html>"), TemporarySendError),
        (saying(200, '{"access_token": ""}'), TemporarySendError),
        (saying(429), TemporarySendError),
        (saying(401, '{"error": "invalid_client"}'), NeedsOperator),
        (saying(400), NeedsOperator),
        (hanging, TemporarySendError),
        (hanging_up, TemporarySendError),
    ],
)
async def test_without_a_token_nothing_was_sent_and_nothing_is_in_doubt(orange, clock, says, error):
    orange.token_says = says
    orange.patience = 1 if says is hanging else 5
    async with sending(orange, clock) as channel:
        with pytest.raises(SendError) as caught:
            await channel.send(an_outbound(), TEXT)
        assert type(caught.value) is error
        assert not isinstance(caught.value, Unclear)
        orange.token_says = None
        await channel.send(an_outbound(), TEXT)
    assert len(orange.messages) == 1


async def test_a_token_that_is_refused_again_and_again_is_an_operator_s_matter(orange, clock):
    orange.instead = [saying(401)] * 2
    async with sending(orange, clock) as channel:
        with pytest.raises(NeedsOperator):
            await channel.send(an_outbound(), TEXT)
    assert len(orange.tokens) == 2
