"""What the core asks of a channel. A channel that can only send implements only `Channel`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.message import Inbound, Outbound, Receipt, Rendered

Receive = Callable[[Inbound], Awaitable[None]]


class Channel(Protocol):
    """A way of reaching people."""

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        """Hand the message to the provider; return its id there, or raise `SendError`."""
        ...


class Poller(Protocol):
    """A channel we ask for messages."""

    async def listen(self, receive: Receive) -> None:
        """Pass every inbound message to `receive` until cancelled."""


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A provider's HTTP call, as much of it as an adapter needs.

    `url` is the public one, the provider's signature covers it; `headers` have lower-case names;
    `form` keeps what came in its order.
    """

    url: str
    headers: Mapping[str, str]
    form: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Received:
    """What a call brought, and the exact answer its provider wants."""

    inbounds: tuple[Inbound, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    body: bytes = b""
    content_type: str = "text/plain"


class Webhook(Protocol):
    """A channel that calls us."""

    def parse(self, request: HookRequest) -> Received:
        """What this call carries; raise `Forged` or `InvalidPayload`."""
        ...


def as_sms(rendered: Rendered) -> str:
    """One text for phones without buttons: the choices numbered on the line of the question.

    `Nouveau cas ? 1 oui 2 non`; with labels of several words, commas between them.
    """
    if not rendered.choices:
        return rendered.text
    labels = [f"{n} {label}" for n, (_key, label) in enumerate(rendered.choices, 1)]
    several = any(" " in label for _key, label in rendered.choices)
    return f"{rendered.text} {(', ' if several else ' ').join(labels)}"
