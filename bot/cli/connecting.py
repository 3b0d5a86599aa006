"""The configured channels, connected. Each SDK is imported only here, and only when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import (
    UNKEPT,
    UNMARKED,
    Channel,
    Marks,
    Menu,
    Poller,
    Puller,
    Uploads,
    Webhook,
    no_menu,
)
from bot.config import Number, Settings, Telegram
from bot.pacing import FREE, Allowance, Pacing
from bot.paths import LOCALES
from bot.sms import foldings
from bot.store.routes import Route


@dataclass(frozen=True, slots=True)
class Connected:
    """By channel name: who sends, who is asked for messages, who fetches; webhooks by path."""

    channels: dict[str, Channel] = field(default_factory=dict)
    pollers: dict[str, Poller] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    pulled: dict[str, str] = field(default_factory=dict)  # path of the webhook to channel

    @property
    def prompt(self) -> frozenset[str]:
        """Channels that tell of each message soon whether it was sent."""
        return frozenset(n for n, each in self.channels.items() if getattr(each, "prompt", False))

    def add(self, name: str, channel: Channel, *, path: str | None = None) -> None:
        """A channel with all it can do; `path` is where its provider calls us, if it does."""
        self.channels[name] = channel
        if isinstance(channel, Poller):
            self.pollers[name] = channel
        if path is not None and isinstance(channel, Webhook):
            self.webhooks[path] = channel
            if isinstance(channel, Puller):
                self.pulled[path] = name


async def connected(
    settings: Settings,
    stack: AsyncExitStack,
    clock: Callable[[], datetime],
    marks: Marks = UNMARKED,
    menu: Menu = no_menu,
    uploads: Uploads = UNKEPT,
) -> Connected:
    """Closed with the stack. Pollers remember in `marks` how far they have read; `menu` are the
    commands that a channel may show; `uploads` are recordings that a provider has."""
    found = Connected()
    folding = foldings(LOCALES) if settings.sms.fold else {}
    if settings.twilio is not None:
        module = importlib.import_module("bot.channels.twilio")
        opening = module.opened(settings.twilio, settings.web.public_url, folding, clock, marks)
        twilio = await stack.enter_async_context(opening)
        found.add(module.SMS, twilio, path="/twilio")
        if twilio.whatsapp is not None:
            found.add(module.WHATSAPP, twilio.whatsapp)
    if settings.telegram is not None:
        opening = _telegram(settings.telegram, settings, clock, menu, uploads)
        path = "/telegram" if settings.telegram.mode == "webhook" else None
        found.add("telegram", await stack.enter_async_context(opening), path=path)
    await _gateways(settings, stack, clock, found)
    if settings.cht:
        module = importlib.import_module("bot.channels.cht")
        for phone in settings.cht:
            found.add(phone.name, module.ChtPhone(phone, folding, clock), path=phone.path)
    return found


def _telegram(
    telegram: Telegram,
    settings: Settings,
    clock: Callable[[], datetime],
    menu: Menu,
    uploads: Uploads,
) -> AbstractAsyncContextManager[Channel]:
    module = importlib.import_module("bot.channels.telegram")
    opening: AbstractAsyncContextManager[Channel] = module.opened(
        telegram,
        settings.web.public_url,
        clock,
        menu=menu,
        locales=settings.bot.locales,
        uploads=uploads,
    )
    return opening


async def _gateways(
    settings: Settings, stack: AsyncExitStack, clock: Callable[[], datetime], found: Connected
) -> None:
    """Each is a channel of its own name; its provider calls /gateway/name, and .../receipt."""
    folding = foldings(LOCALES) if settings.sms.fold else {}
    zone = ZoneInfo(settings.bot.timezone)
    for gateway in settings.gateway:
        module = importlib.import_module("bot.channels.http")
        opening = module.opened(gateway, settings.web.public_url, folding, clock, zone)
        channel = await stack.enter_async_context(opening)
        path = f"/gateway/{gateway.name}"
        found.add(gateway.name, channel, path=path if channel.methods else None)
        if channel.receipts is not None:
            found.webhooks[f"{path}/receipt"] = channel.receipts


def pacings(settings: Settings, channels: Mapping[str, Channel]) -> dict[str, Pacing]:
    """What each channel's numbers may do: its provider's limits, and what is configured."""
    zone, quiet = ZoneInfo(settings.bot.timezone), settings.sending.quiet_hours
    return {
        name: Pacing(
            replace(getattr(channel, "allowance", FREE), quiet=quiet),
            {n.address: _allowance(n, settings) for n in settings.number if n.channel == name},
            zone,
        )
        for name, channel in channels.items()
    }


def _allowance(number: Number, settings: Settings) -> Allowance:
    quiet = number.quiet_hours if number.quiet is not None else settings.sending.quiet_hours
    per_second = number.per_minute / 60 if number.per_minute else None
    return Allowance(per_second, number.a_day, quiet)


def routes(settings: Settings) -> list[Route]:
    """By which of our lines phone numbers are written to, of a prefix the first first."""
    return [
        Route(prefix, name, settings.lines[name])
        for prefix, names in settings.sending.by_prefix.items()
        for name in names
        if name in settings.lines  # the demo has none
    ]
