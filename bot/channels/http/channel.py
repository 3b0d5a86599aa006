"""A gateway, as the house sees it: a way of sending and hearing SMS."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import HookRequest, Received, SmsText
from bot.channels.http.calls import Calls
from bot.channels.http.sending import Asked, Sending
from bot.channels.http.wire import Wire
from bot.config.gateway_in import Heard
from bot.config.gateways import Gateway
from bot.errors import PermanentSendError
from bot.message import Outbound, Rendered
from bot.sms import Folding

WELL = range(200, 300)


class ReceiptHook:
    """Implements `Webhook`, for receipts on a path of their own."""

    def __init__(self, config: Gateway, calls: Calls) -> None:
        self.methods: tuple[str, ...] = config.receipts.methods if config.receipts else ()
        self._calls = calls

    def parse(self, request: HookRequest) -> Received:
        return self._calls.receipts(request)


class GatewayChannel:
    """Implements `Channel`, `Metered`, `Checked` and `Webhook`. `receipts`: for their own path."""

    def __init__(
        self,
        config: Gateway,
        wire: Wire,
        public_url: str | None,
        foldings: Mapping[str, Folding],
        clock: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._config = config
        self._text = SmsText(foldings)
        self._asked = Asked(config, wire, public_url, clock)
        self._sending = Sending(config, self._asked)
        self._calls = Calls(config, clock, zone)
        self.methods = _methods(config)
        apart = config.receipts is not None and not config.receipts.same_path
        self.prompt = config.receipts is not None and config.receipts.prompt
        self.receipts = ReceiptHook(config, self._calls) if apart else None

    def segments(self, rendered: Rendered) -> int:
        return self._text.segments(rendered)

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        return await self._sending.hand_over(outbound, self._text.of(rendered))

    def parse(self, request: HookRequest) -> Received:
        return self._calls.messages(request)

    async def check(self) -> str:
        """Ask its health page; raise `SendError` with what to mend."""
        health = self._config.health
        if health is None:
            return "configured; set health.url and it is asked"
        answered = await self._asked.ask(health, {})
        if answered.status in (401, 403):
            raise PermanentSendError(f"HTTP {answered.status}: look at its secrets and headers")
        if answered.status not in WELL:
            raise PermanentSendError(f"HTTP {answered.status}: look at health.url and the provider")
        if health.expects is not None and not health.expects.search(answered.text):
            raise PermanentSendError("its health page does not say what health.expects says")
        return f"HTTP {answered.status}"


def _methods(config: Gateway) -> tuple[str, ...]:
    """Of its own path; none where nothing is heard there."""
    heard: list[Heard | None] = [config.receive]
    if config.receipts is not None and config.receipts.same_path:
        heard.append(config.receipts)
    return tuple(dict.fromkeys(method for each in heard if each for method in each.methods))


@asynccontextmanager
async def opened(
    config: Gateway,
    public_url: str | None,
    foldings: Mapping[str, Folding],
    clock: Callable[[], datetime],
    zone: ZoneInfo,
) -> AsyncIterator[GatewayChannel]:
    """The channel with its connections, closed at the end; the provider need not be there yet."""
    wire = Wire(config.timeout_seconds)
    try:
        yield GatewayChannel(config, wire, public_url, foldings, clock, zone)
    finally:
        await wire.close()
