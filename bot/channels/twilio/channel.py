"""The two channels of a Twilio account: SMS, which also listens for both, and WhatsApp."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from twilio.rest import Client

from bot.channels.base import UNMARKED, HookRequest, Marks, Receive, Received, SmsText, as_sms
from bot.channels.twilio.account import checked
from bot.channels.twilio.client import connected
from bot.channels.twilio.parsing import PREFIX, Calls
from bot.channels.twilio.polling import Polling
from bot.channels.twilio.sending import Sending
from bot.config import Twilio
from bot.message import Outbound, Rendered
from bot.sms import Folding


class WhatsAppChannel:
    """Implements `Channel`. Choices are numbered, as on SMS; words keep their letters."""

    def __init__(self, sending: Sending, number: str) -> None:
        self._sending = sending
        self._number = number

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        return await self._sending.hand_over(
            outbound,
            as_sms(rendered),
            to=PREFIX + outbound.address.path,
            from_=PREFIX + (outbound.sender or self._number),
        )


class TwilioChannel:
    """Implements `Channel`, `Metered`, `Checked`, `Webhook` and `Poller`: what comes by WhatsApp
    comes here too. `whatsapp` sends there, where the account has a number for it."""

    methods = ("POST",)

    def __init__(
        self,
        config: Twilio,
        client: Client,
        public_url: str | None,
        foldings: Mapping[str, Folding],
        clock: Callable[[], datetime],
        marks: Marks = UNMARKED,
    ) -> None:
        self._config = config
        self._client = client
        self._public_url = public_url
        self._text = SmsText(foldings)
        self._calls = Calls(config, clock)
        self._sending = Sending(config, client, public_url, clock)
        self._polling = Polling(config, client, public_url, self._calls, clock, marks)
        self.whatsapp = (
            WhatsAppChannel(self._sending, config.whatsapp_number)
            if config.whatsapp_number
            else None
        )

    def segments(self, rendered: Rendered) -> int:
        return self._text.segments(rendered)

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        text, to = self._text.of(rendered), outbound.address.path
        if service := self._config.messaging_service_sid:
            return await self._sending.hand_over(
                outbound, text, to=to, messaging_service_sid=service
            )
        ours = outbound.sender or next(iter(self._config.numbers), "")
        return await self._sending.hand_over(outbound, text, to=to, from_=ours)

    def parse(self, request: HookRequest) -> Received:
        return self._calls.parse(request)

    async def listen(self, receive: Receive) -> None:
        await self._polling.listen(receive)

    async def check(self) -> str:
        """Fetch account, numbers and service; raise `SendError` with what to mend."""
        return await checked(self._config, self._client, self._public_url)


@asynccontextmanager
async def opened(
    config: Twilio,
    public_url: str | None,
    foldings: Mapping[str, Folding],
    clock: Callable[[], datetime],
    marks: Marks = UNMARKED,
) -> AsyncIterator[TwilioChannel]:
    """The channel with its connections, closed at the end."""
    async with connected(config) as client:
        yield TwilioChannel(config, client, public_url, foldings, clock, marks)
