"""A small server that stands in for an SMS provider, and a house connected to it.

Each provider of docs/gateways.md has its own in `gateway_providers.py`; the configuration is the
one that the page shows, with the addresses of this machine in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import httpx
from aiohttp import web

from bot.address import Address
from bot.cli.connecting import connected
from bot.config import Settings
from bot.config.gateways import variable, with_secrets
from bot.message import Outbound, Reply
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.text import verbatim
from bot.web.app import build
from handlers import HANDLERS
from tests.channels.answers import (
    Answer,
    hanging,
    hanging_half_way,
    hanging_up,
    saying,
)
from tests.conftest import Clock, House

PAGE = LOCALES.parent / "docs" / "gateways.md"
PUBLIC = "https://bot.example.org"
THEIRS = "+22370000001"
CALLING = ("127.0.0.1", 40000)


FAULTS = {
    "a fault": saying(500, "Internal Server Error"),
    "hangs": hanging,
    "hangs half way": hanging_half_way,
    "hangs up": hanging_up,
    "a page": saying(200, "<html><body>Please log in</body></html>"),
    "nothing": saying(200, ""),
    "another server": saying(302, "", Location="https://elsewhere.example"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the provider has."""

    id: str
    sender: str
    to: str
    text: str
    ours: str = ""


class Provider:
    """What every provider does: take messages, or `instead` say something, having taken it or not.

    A subclass reads a request in `taken`, and calls us in `brings` and `tells`.
    """

    name = ""
    secrets: ClassVar[dict[str, str]] = {}
    hosts: tuple[str, ...] = ()
    path = ""
    patience = 5.0  # seconds that we wait for it
    lacking = saying(200, "{}")  # as if it had taken it, without an id

    def __init__(self) -> None:
        self.messages: list[Taken] = []
        self.instead: list[Answer] = []
        self.takes = False
        self.refuses = False
        self.clock = Clock()
        self.url = ""
        self.calls: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(f"{request.method} {request.path}")
        if request.path != self.path or (request.method == "GET" and not self.gets(request)):
            return await self.other(request)
        if self.instead:
            if self.takes:
                await self.taken(request)
            return await self.instead.pop(0)(request)
        return await self.taken(request)

    def gets(self, _request: web.Request) -> bool:
        return False

    async def taken(self, request: web.Request) -> web.StreamResponse:
        """What it answers to a message that it takes; who takes none knows no such path."""
        return await self.other(request)

    async def other(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=404)

    def keep(self, sender: str, to: str, text: str, ours: str = "") -> str:
        self.messages.append(Taken(f"{self.name}-{len(self.messages) + 1}", sender, to, text, ours))
        return self.messages[-1].id

    def settings(self, **more: Any) -> Settings:
        """As the page has it, with our addresses in the place of the provider's."""
        text = example(self.name)
        for host in self.hosts:
            text = text.replace(host, self.url)
        data = {**tomllib.loads(text), **more}
        environ = {variable(self.name, key): value for key, value in self.secrets.items()}
        assert with_secrets(data, environ, needed=True) == []
        [gateway] = data["gateway"]
        gateway["timeout_seconds"] = self.patience
        return Settings(**data)


def example(name: str) -> str:
    """The TOML of one gateway of the page."""
    blocks = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    [found] = [block for block in blocks if f'name = "{name}"' in block]
    return found


@dataclass(slots=True)
class Bot:
    """The whole house, its one channel to the provider, and its pages, which the provider calls."""

    house: House
    settings: Settings
    channel: Any
    client: httpx.AsyncClient

    async def called(self, method: str, path: str, **how: Any) -> int:
        return (await self.client.request(method, f"{PUBLIC}{path}", **how)).status_code

    async def delivers(self, **later: float) -> None:
        """Send what is due by then."""
        self.house.clock.advance(**later)
        while await self.house.outbox.deliver(100):
            pass

    async def outbound(self) -> list[tuple]:
        return await self.house.rows("SELECT status, reason FROM outbound ORDER BY id")

    async def statuses(self) -> list[str]:
        return [status for status, _reason in await self.outbound()]

    async def stored(self) -> int:
        tables = ("inbound", "outbound", "contact", "receipt")
        counts = [await self.house.rows(f"SELECT count(*) FROM {name}") for name in tables]
        return sum(count for [(count,)] in counts)


@asynccontextmanager
async def living(house: House, provider: Provider, client=CALLING) -> AsyncIterator[Bot]:
    """The house connected as the composition root connects it."""
    provider.clock = house.clock
    settings = provider.settings()
    async with AsyncExitStack() as stack:
        found = await connected(settings, stack, house.clock)
        house.outbox = Outbox(house.mail, found.channels, house.catalogs, house.clock)
        own = settings.own_numbers
        house.dispatcher = house.with_handlers(*HANDLERS, own_numbers=own)
        app = build(house.dispatcher.receive, house.outbox.note, found.webhooks, ready)
        caller = httpx.AsyncClient(transport=httpx.ASGITransport(app, client=client))
        await stack.enter_async_context(caller)
        yield Bot(house, settings, found.channels[provider.name], caller)


async def ready() -> dict[str, Any]:
    return {}


@asynccontextmanager
async def sending(provider: Provider, clock: Callable[[], datetime]) -> AsyncIterator[Any]:
    """The channel alone."""
    async with AsyncExitStack() as stack:
        found = await connected(provider.settings(), stack, clock)
        yield found.channels[provider.name]


def an_outbound(key: str = "1", attempts: int = 1, to: str = THEIRS) -> Outbound:
    said = Reply(verbatim("x"))
    return Outbound(key, "c1", "any", Address("tel", to), "", said, "fr", attempts=attempts)
