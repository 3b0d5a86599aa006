"""What providers answer to a message, and what becomes of it: taken, again, never, in doubt."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.http.wire import Unclear
from bot.errors import TemporarySendError
from bot.message import Rendered
from tests.channels.gateway_providers import PROVIDERS, Phone
from tests.channels.gateway_server import (
    FAULTS,
    Provider,
    an_outbound,
    hanging_up,
    sending,
    serving,
)

TEXT = Rendered("Clinique ouverte à 9h")


@pytest.fixture(params=PROVIDERS, ids=lambda each: each.name)
async def provider(request) -> AsyncIterator[Provider]:
    async with serving(request.param()) as found:
        yield found


@pytest.mark.parametrize("fault", [*FAULTS, "an empty id"])
async def test_an_answer_that_is_none_leaves_it_in_doubt_and_it_is_sent_again(
    provider, clock, fault
):
    provider.instead = [FAULTS.get(fault) or provider.lacking]
    async with sending(provider, clock) as channel:
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound(), TEXT)
        assert provider.messages == []
        assert await channel.send(an_outbound(attempts=2), TEXT)
    assert len(provider.messages) == 1


@pytest.mark.parametrize("fault", [*FAULTS, "an empty id"])
async def test_who_can_be_asked_is_asked_first(clock, fault):
    async with serving(Phone()) as phone, sending(phone, clock) as channel:
        phone.takes, phone.instead = True, [FAULTS.get(fault) or phone.lacking]
        with pytest.raises(TemporarySendError):
            await channel.send(an_outbound(), TEXT)
        assert await channel.send(an_outbound(attempts=2), TEXT) == "1"
    assert len(phone.messages) == 1


async def test_who_knows_our_id_and_refuses_it_has_the_message(clock):
    """Even where it was never asked: another process sent it."""
    async with serving(Phone()) as phone, sending(phone, clock) as channel:
        phone.takes, phone.instead = True, [hanging_up]
        with pytest.raises(Unclear):
            await channel.send(an_outbound(), TEXT)
        assert await channel.send(an_outbound(), TEXT) == "1"
    assert len(phone.messages) == 1


async def test_a_provider_that_is_not_there_is_not_in_doubt(provider, clock):
    provider.url = "http://127.0.0.1:9"
    async with sending(provider, clock) as channel:
        with pytest.raises(TemporarySendError) as caught:
            await channel.send(an_outbound(), TEXT)
    assert not isinstance(caught.value, Unclear)
    assert "127.0.0.1" not in str(caught.value)
