"""The examples of docs/gateways.md, as they stand there, against providers that behave alike."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import orjson
import pytest

from bot import logs
from bot.channels.base import HookRequest
from bot.channels.http.calls import Calls
from bot.cli.serving import _log
from bot.config import Settings
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from bot.message import Rendered
from tests.channels import NOW
from tests.channels.answers import hanging_up, saying, serving
from tests.channels.gateway_providers import PROVIDERS, AfricasTalking, Kannel, Orange, Phone
from tests.channels.gateway_server import (
    FAULTS,
    THEIRS,
    Bot,
    Provider,
    an_outbound,
    living,
    sending,
)

WELCOME = "Bienvenue à Kunnafoni"


@pytest.fixture(params=PROVIDERS, ids=lambda each: each.name)
async def provider(request) -> AsyncIterator[Provider]:
    async with serving(request.param()) as found:
        yield found


@pytest.fixture
async def bot(provider, house) -> AsyncIterator[Bot]:
    async with living(house, provider) as found:
        yield found


async def test_a_message_is_stored_and_answered_and_its_receipt_is_noted(provider, bot):
    assert await provider.brings(bot, "bonjour") == 200
    await bot.delivers()
    [answer] = provider.messages
    assert answer.to == THEIRS
    assert answer.sender.removeprefix("tel:") == bot.settings.gateway[0].number
    assert answer.text.startswith(WELCOME)
    assert await bot.statuses() == ["sent"]
    assert await provider.tells(bot, "delivered") == 200
    assert await bot.statuses() == ["delivered"]


async def test_what_is_delivered_again_is_answered_once(provider, bot):
    for _each in range(3):
        assert await provider.brings(bot, "bonjour") == 200
    await bot.delivers()
    assert await provider.brings(bot, "aide", 2) == 200
    await bot.delivers()
    assert len(provider.messages) == 2


async def test_what_could_not_be_delivered_says_why(provider, bot):
    await provider.brings(bot, "bonjour")
    await bot.delivers()
    assert await provider.tells(bot, "something new") == 200
    assert await provider.tells(bot, "failed") == 200
    assert await provider.tells(bot, "delivered") == 200
    [(status, reason)] = await bot.outbound()
    assert status == "failed"
    assert reason.startswith(f"{provider.name}: ")


async def test_forged_and_replayed_calls_are_refused_and_leave_nothing(provider, bot):
    assert set(await provider.forges(bot)) == {403}
    assert await bot.stored() == 0


async def test_malformed_calls_are_refused_and_leave_nothing(provider, bot):
    assert set(await provider.garbles(bot)) == {400}
    assert await bot.stored() == 0


async def test_a_forged_receipt_changes_nothing(provider, bot):
    await provider.brings(bot, "bonjour")
    await bot.delivers()
    assert await provider.tells(bot, "failed", key="keyOfSomebody") == 403
    assert await bot.statuses() == ["sent"]


@pytest.mark.parametrize("fault", ["a fault", "nothing"])
async def test_what_the_provider_did_not_take_is_sent_again_and_once(provider, bot, fault):
    provider.instead = [FAULTS[fault]] * 3
    await provider.brings(bot, "bonjour")
    for _each in range(3):
        await bot.delivers(minutes=30)
        assert (provider.messages, await bot.statuses()) == ([], ["queued"])
    await bot.delivers(minutes=60)
    await bot.delivers(minutes=600)
    assert (len(provider.messages), await bot.statuses()) == (1, ["sent"])


async def test_a_refused_number_fails_at_once_and_is_not_named(provider, bot):
    await provider.brings(bot, "bonjour")
    provider.refuses = True
    await bot.delivers()
    [(status, reason)] = await bot.outbound()
    assert (status, provider.messages) == ("failed", [])
    assert THEIRS[-8:] not in reason


async def test_secrets_are_nowhere_in_logs_or_errors(provider, bot, capsys):
    """With the real formatter, whatever goes wrong."""
    _log(bot.settings, "debug")
    provider.instead = [
        saying(500, f"{provider.secrets}"), saying(401, f"{provider.secrets}"), hanging_up,
        saying(400, json.dumps(provider.secrets)), saying(200, f"{provider.secrets}"),
    ]  # fmt: skip
    await provider.brings(bot, "bonjour")
    await provider.forges(bot)
    await provider.garbles(bot)
    for _each in range(6):
        await bot.delivers(hours=3)
    await bot.channel.check()
    logs.logging.getLogger("library").error("calling with %s", list(provider.secrets.values()))
    written = capsys.readouterr().err + str(await bot.outbound())
    hidden = [*provider.secrets.values(), *bot.settings.gateway[0].hidden(), "tokenOfNobody"]
    assert [word for word in hidden if word in written] == []
    assert THEIRS[1:] not in written


async def test_its_health_is_asked_for_real(provider, bot):
    assert await bot.channel.check() == "HTTP 200"


# Where they differ -------------------------------------------------------------------------------


async def test_the_phone_is_never_given_a_message_twice(house):
    """It took it without saying so: it is asked, and knows."""
    async with serving(Phone()) as phone, living(house, phone) as bot:
        phone.takes, phone.instead = True, [hanging_up]
        await phone.brings(bot, "bonjour")
        await bot.delivers()
        assert await bot.statuses() == ["queued"]
        await bot.delivers(hours=3)
        assert (len(phone.messages), await bot.statuses()) == (1, ["sent"])
        assert phone.calls == [
            "POST /messages", f"GET /messages/{phone.messages[0].ours}",
        ]  # fmt: skip


async def test_while_the_phone_does_not_say_nothing_is_sent(house):
    async with serving(Phone()) as phone, living(house, phone) as bot:
        phone.takes, phone.instead = True, [hanging_up]
        await phone.brings(bot, "bonjour")
        await bot.delivers()
        usual, phone.other = phone.other, saying(500, "")
        await bot.delivers(hours=3)
        assert (phone.calls[-1][:4], await bot.statuses()) == ("GET ", ["queued"])
        phone.other = usual
        await bot.delivers(hours=3)
        assert (len(phone.messages), await bot.statuses()) == (1, ["sent"])


@pytest.mark.parametrize("kind", [Kannel, Phone])
async def test_a_receipt_with_our_id_comes_before_we_know_that_it_was_taken(kind, house):
    async with serving(kind()) as provider, living(house, provider) as bot:
        provider.takes, provider.instead = True, [hanging_up]
        await provider.brings(bot, "bonjour")
        await bot.delivers()
        assert await provider.tells(bot, "delivered") == 200
        await bot.delivers(hours=3)
        assert (len(provider.messages), await bot.statuses()) == (1, ["delivered"])


async def test_the_other_events_of_a_phone_are_passed_over(house):
    async with serving(Phone()) as phone, living(house, phone) as bot:
        event = {"id": "1", "event": "system:ping", "payload": {"health": {"status": "pass"}}}
        assert await phone.posts(bot, event) == 200
        assert await bot.stored() == 0


async def test_kannel_on_another_machine_is_not_heard(house):
    elsewhere = ("203.0.113.9", 40000)
    async with serving(Kannel()) as kannel, living(house, kannel, elsewhere) as bot:
        assert await kannel.brings(bot, "bonjour") == 403
        assert await bot.stored() == 0


async def test_orange_s_token_is_kept_and_fetched_again_when_it_is_refused(house):
    async with serving(Orange()) as orange, living(house, orange) as bot:
        for number in (1, 2):
            await orange.brings(bot, "aide", number)
            await bot.delivers()
        assert len(orange.tokens) == 1
        orange.tokens.append("anotherOfNobody")  # the one that we have is no longer taken
        await orange.brings(bot, "aide", 3)
        await bot.delivers()
        assert len(orange.messages) == 3
        assert len(orange.tokens) == 3


@pytest.mark.parametrize(
    ("provider", "told"),
    [
        (
            AfricasTalking,
            {
                "Sent": "sent", "Submitted": "sent", "Buffered": "sent", "Success": "delivered",
                "Rejected": "failed", "Failed": "failed", "AbsentSubscriber": "failed",
                "Expired": "failed", "Scheduled": None,
            },
        ),
        (
            Kannel,
            {"1": "delivered", "2": "failed", "4": "sent", "8": "sent", "16": "failed",
             "34": "failed", "66": None},
        ),
        (
            Orange,
            {
                "DeliveredToTerminal": "delivered", "DeliveredToNetwork": "sent",
                "DeliveryUncertain": "sent", "MessageWaiting": "sent",
                "DeliveryImpossible": "failed", "Other": None,
            },
        ),
    ],
)  # fmt: skip
def test_each_status_of_a_receipt_that_a_provider_knows(provider, told):
    known = provider()
    known.url = "https://provider.example"
    assert {each: became_of(known.settings(), each) for each in told} == told


def became_of(settings: Settings, status: str) -> str | None:
    """By the fields that the example names."""
    [gateway] = settings.gateway
    calls = Calls(gateway.model_copy(update={"verify": None}), lambda: NOW, ZoneInfo("UTC"))
    [at], [which] = gateway.receipts.status, gateway.receipts.id or gateway.receipts.own_id
    data: dict = {}
    for path, value in ((at, status), (which, "7")):
        *outer, last = path.split(".")
        inside = data
        for name in outer:
            inside = inside.setdefault(name, {})
        inside[last] = value
    query = urlencode(data)
    json = gateway.receipts.format == "json"
    body = orjson.dumps(data) if json else query.encode()
    method = gateway.receipts.methods[0]
    request = HookRequest(f"https://bot.example/x?{query}", {}, (), body, method)
    receipts = calls.receipts(request).receipts
    return receipts[0].status if receipts else None


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("401", TemporarySendError), ("402", TemporarySendError), ("403", PermanentSendError),
        ("404", PermanentSendError), ("405", TemporarySendError), ("406", AddressStopped),
        ("407", PermanentSendError), ("409", TemporarySendError), ("500", TemporarySendError),
        ("501", TemporarySendError), ("502", TemporarySendError), ("777", TemporarySendError),
    ],
)  # fmt: skip
async def test_africa_s_talking_s_codes(code, error):
    async with serving(AfricasTalking()) as provider, sending(provider, lambda: NOW) as channel:
        said = {"Recipients": [{"statusCode": int(code), "messageId": "None"}]}
        provider.instead = [saying(201, json.dumps({"SMSMessageData": said}))]
        with pytest.raises(error):
            await channel.send(an_outbound(), Rendered("x"))
