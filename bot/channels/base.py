"""What the core asks of a channel. A channel that can only send implements only `Channel`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from bot.address import Address
from bot.message import Inbound, Outbound, Receipt, Rendered
from bot.sms import NONE, Folding, measure
from bot.voices import Voice
from bot.writing import directed, listed

Receive = Callable[[Inbound], Awaitable[None]]


# The commands and what they do, in a locale, for somebody with these roles.
Menu = Callable[[str | None, tuple[str, ...]], Sequence[tuple[str, str]]]


def no_menu(_locale: str | None, _roles: tuple[str, ...]) -> Sequence[tuple[str, str]]:
    return ()


class Channel(Protocol):
    """A way of reaching people."""

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        """Hand the message to the provider; return its id there, or raise `SendError`."""
        ...


@runtime_checkable
class Metered(Protocol):
    """A channel whose messages count as SMS segments."""

    def segments(self, rendered: Rendered) -> int:
        """How many segments it will send for this."""
        ...


@runtime_checkable
class Speaker(Protocol):
    """A channel that can play a recording, as a message of its own after the text."""

    async def speak(self, address: Address, voice: Voice) -> None:
        """Let it be heard; raise `SendError`."""
        ...


class Uploads(Protocol):
    """Which recordings a provider has already, by an account there and their marks."""

    async def file_id(self, account: str, mark: str) -> str | None: ...
    async def keep_file_id(self, account: str, mark: str, file_id: str) -> None: ...


@runtime_checkable
class Checked(Protocol):
    """A channel that can ask its provider whether it would take our messages."""

    async def check(self) -> str:
        """As what we are known there; raise `SendError` with what to mend."""
        ...


@runtime_checkable
class Poller(Protocol):
    """A channel we ask for messages."""

    async def listen(self, receive: Receive) -> None:
        """Pass every inbound message to `receive` until cancelled."""


class Marks(Protocol):
    """What a poller remembers over restarts: how far it has read, and what is stored already."""

    async def read(self, name: str) -> datetime | None: ...
    async def keep(self, name: str, at: datetime) -> None: ...
    async def known(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these inbounds, by our ids, that are stored."""
        ...


class Unmarked:
    """Marks for who never listens: nothing is remembered."""

    async def read(self, name: str) -> datetime | None:
        return None

    async def keep(self, name: str, at: datetime) -> None:
        return None

    async def known(self, ids: Collection[str]) -> frozenset[str]:
        return frozenset()


UNMARKED: Marks = Unmarked()


class Unkept:
    """Uploads for who never speaks: nothing is remembered."""

    async def file_id(self, _account: str, _mark: str) -> str | None:
        return None

    async def keep_file_id(self, _account: str, _mark: str, _file_id: str) -> None:
        return None


UNKEPT: Uploads = Unkept()


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A provider's HTTP call, as much of it as an adapter needs.

    `url` is the public one, the provider's signature covers it; `headers` have lower-case names;
    `form` keeps what came in its order, the query of a GET or the form of a POST. `client` is the
    address that calls, as far as the proxies that we trust tell.
    """

    url: str
    headers: Mapping[str, str]
    form: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    method: str = "POST"
    client: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What a call brought, and the exact answer its provider wants."""

    inbounds: tuple[Inbound, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    body: bytes = b""
    content_type: str = "text/plain"


@runtime_checkable
class Webhook(Protocol):
    """A channel that calls us. `largest`, where it is given: bytes that its bodies may have."""

    methods: tuple[str, ...]

    def parse(self, request: HookRequest) -> Received:
        """What this call carries; raise `Forged` or `InvalidPayload`."""
        ...


@runtime_checkable
class Attentive(Protocol):
    """A webhook that lets people see that their message is being read."""

    async def attend(self, inbound: Inbound, receive: Receive) -> None:
        """Pass it to `receive`, and return or raise as that does."""
        ...


@runtime_checkable
class Refusing(Protocol):
    """A webhook whose caller reads why it was refused, in a form of its own."""

    def refusal(self, reason: str) -> tuple[bytes, str]:
        """Body and content type."""
        ...


Collect = Callable[[int], Awaitable[list[tuple[Outbound, Rendered]]]]


@runtime_checkable
class Puller(Protocol):
    """A webhook whose answer carries what waits to be sent: phones that fetch their messages."""

    async def exchange(self, request: HookRequest, collect: Collect) -> tuple[bytes, str]:
        """Body and content type of the answer, once what the call brought is stored.

        `collect` claims so many messages: they are offered again when no receipt comes.
        """
        ...


class SmsText:
    """What an SMS phone is sent: choices numbered, folded into the cheap alphabet."""

    def __init__(self, foldings: Mapping[str, Folding]) -> None:
        self._foldings = foldings

    def of(self, rendered: Rendered) -> str:
        return self._foldings.get(rendered.locale, NONE).apply(as_sms(rendered))

    def segments(self, rendered: Rendered) -> int:
        return measure(self.of(rendered)).segments


def as_sms(rendered: Rendered) -> str:
    """One text for phones without buttons: the choices numbered on the line of the question.

    `Nouveau cas ? 1 oui 2 non`; with labels of several words, commas between them.
    """
    if not rendered.choices:
        return rendered.text
    labels = [f"{n} {label}" for n, (_key, label) in enumerate(rendered.choices, 1)]
    several = any(" " in label for _key, label in rendered.choices)
    offered = listed(labels, rendered.locale) if several else " ".join(labels)
    return directed(f"{rendered.text} {offered}", rendered.locale)
