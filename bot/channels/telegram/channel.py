"""Telegram, as the house sees it: a way of reaching people, and of hearing them."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson

from bot.address import Address
from bot.channels.base import HookRequest, Receive, Received, Uploads
from bot.channels.telegram.courtesies import Courtesies
from bot.channels.telegram.failing import NO_ANSWER, translated
from bot.channels.telegram.gate import Gate, is_group, rests
from bot.channels.telegram.listening import PATIENCE, patiently, poll
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.parts import parts
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.updates import KINDS, Me, pressed, read
from bot.channels.telegram.voicing import Voicing
from bot.channels.telegram.wire import UpdatingBot
from bot.config import Telegram
from bot.errors import Forged, InvalidPayload, PermanentSendError
from bot.message import Inbound, Outbound, Rendered
from bot.pacing import Allowance
from bot.voices import Voice

PATH = "/telegram"
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105  (the name of a header)


class TelegramChannel:
    """Implements `Channel`, `Speaker`, `Metered`, `Checked`, `Poller`, `Webhook`, `Attentive`."""

    methods = ("POST",)
    largest = 1024 * 1024  # bytes of a call: a long message, and the one that it answers

    def __init__(
        self,
        config: Telegram,
        bot: UpdatingBot,
        menus: Menus,
        public_url: str | None,
        clock: Callable[[], datetime],
        uploads: Uploads,
    ) -> None:
        self._config = config
        self._bot = bot
        self._menus = menus
        self._address = f"{(public_url or '').rstrip('/')}{PATH}"
        self._clock = clock
        between = rests(config.per_chat, config.per_group)
        self.allowance = Allowance(config.per_second, between=between)
        self._sender = Sender(bot, Gate(config.per_second, between), config.timeout_seconds)
        self._voicing = Voicing(bot, self._sender, uploads)
        self._courtesies = Courtesies(bot, config.timeout_seconds)
        self._me: Me | None = None

    def segments(self, rendered: Rendered) -> int:
        return len(parts(rendered.text))

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        chat = outbound.address.path
        message = await self._sender.send(outbound, rendered)
        if rendered.choices:
            self._courtesies.asked(chat, message)
        if not is_group(outbound.address):
            self._courtesies.do(self._menus.for_chat(chat, outbound.locale, outbound.roles))
        return f"{chat}:{message}"

    async def speak(self, address: Address, voice: Voice) -> None:
        await self._voicing.speak(address, voice)

    async def check(self) -> str:
        """As what we are known; raise `SendError` with what to mend."""
        try:
            me = await self._bot.get_me()
            if self._config.mode == "webhook":
                await self._check_webhook()
        except NO_ANSWER as error:
            raise translated(error) from error
        return f"@{me.username}"

    async def _check_webhook(self) -> None:
        told = await self._bot.get_webhook_info()
        if told.url and told.url != self._address:
            raise PermanentSendError("another webhook is set: start the bot, which sets its own")
        if told.last_error_message:
            raise PermanentSendError("Telegram could not call us: look at [web] public_url")

    async def listen(self, receive: Receive) -> None:
        """Ask for messages, or let Telegram call us. A network that is down is waited for."""
        await patiently("introducing ourselves", self._introduce)
        self._courtesies.do(self._menus.for_everybody())
        if self._config.mode == "webhook":
            await patiently("setting the webhook", self._set_webhook)
            await asyncio.Event().wait()
        await patiently("taking away the webhook", self._bot.delete_webhook)

        async def attend(inbound: Inbound) -> None:
            await self.attend(inbound, receive)

        await poll(self._fetch, self._read, attend)

    async def _introduce(self) -> None:
        me = await self._bot.get_me()
        self._me = Me(me.id, me.username or "")

    async def _set_webhook(self) -> None:
        secret = self._config.webhook_secret
        assert secret is not None, "the configuration asks for it"
        await self._bot.set_webhook(
            self._address, secret_token=secret.get_secret_value(), allowed_updates=list(KINDS)
        )

    async def _fetch(self, offset: int | None) -> list[dict[str, Any]]:
        return await self._bot.updates(offset, PATIENCE, KINDS)

    def _read(self, raw: object) -> Inbound | None:
        return read(raw, self._me, self._clock())

    def parse(self, request: HookRequest) -> Received:
        ours = self._config.webhook_secret
        expected = ours.get_secret_value().encode() if ours else b""
        given = request.headers.get(SECRET, "").encode("latin-1", "replace")
        if not expected or not hmac.compare_digest(given, expected):
            raise Forged("the secret is missing or wrong")
        try:
            raw = orjson.loads(request.body)
        except ValueError as error:
            raise InvalidPayload("not JSON") from error
        inbound = self._read(raw)
        return Received((inbound,) if inbound else ())

    async def attend(self, inbound: Inbound, receive: Receive) -> None:
        """A button has done its work once what it says is kept."""
        with self._courtesies.typing(inbound):
            await receive(inbound)
        if button := pressed(inbound.external_id):
            self._courtesies.answered(button)
        if self._me is None:
            self._courtesies.do(self._introduce())

    async def close(self) -> None:
        await self._courtesies.close()
