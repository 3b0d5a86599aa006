"""The simulator's two channels: what they send goes onto a feed that the page follows."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Literal

from bot.address import Address
from bot.channels.base import as_sms
from bot.message import Outbound, Rendered, Venue
from bot.prices import Prices
from bot.sms import Folding, measure
from bot.waking import woken

Phone = Literal["sms", "chat"]
CHANNELS: Mapping[Phone, str] = {"sms": "simulator-sms", "chat": "simulator-chat"}
ONE = {"GSM-7": 160, "UCS-2": 70}  # characters of a message of one segment (3GPP TS 23.038)
PART = {"GSM-7": 153, "UCS-2": 67}  # and of each of several


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened. `number` counts from 1; `kind` is the name of the page's event."""

    number: int
    kind: str
    data: Mapping[str, Any]


class Feed:
    """The last things that happened, kept in memory only, for any number of pages to follow.

    An entry's id names this run of the program too: a page that reconnects after a restart is
    given everything instead of waiting for a number that comes much later.
    """

    def __init__(self, most: int = 500) -> None:
        self._run = token_hex(4)
        self._entries: deque[Entry] = deque(maxlen=most)
        self._count = 0
        self._news = asyncio.Event()
        self._closed = False

    def push(self, kind: str, **data: Any) -> None:
        self._count += 1
        self._entries.append(Entry(self._count, kind, data))
        self._announce()

    def close(self) -> None:
        """Let every page go: the program is stopping."""
        self._closed = True
        self._announce()

    def id_of(self, entry: Entry) -> str:
        return f"{self._run}-{entry.number}"

    def question_of(self, address: str) -> str | None:
        """The id of the outbound whose buttons `address` may still press."""
        for entry in reversed(self._entries):
            data = entry.data
            if entry.kind == "inbound" and data["from"] == address:
                return None
            if entry.kind == "outbound" and data["to"] == address and data["choices"]:
                return str(data["id"])
        return None

    async def follow(self, after: str | None, patience: float) -> AsyncIterator[Entry | None]:
        """Every entry after the one with id `after`, then those to come, until closed.

        None after `patience` seconds without any.
        """
        seen = self._number(after)
        while not self._closed:
            news = self._news
            fresh = [entry for entry in self._entries if entry.number > seen]
            for entry in fresh:
                yield entry
                seen = entry.number
            if not fresh and not await woken(news, patience):
                yield None

    def _announce(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _number(self, entry_id: str | None) -> int:
        run, _dash, number = (entry_id or "").partition("-")
        return int(number) if run == self._run and number.isdecimal() else 0


def _point(place: Venue | None) -> list[Any] | None:
    if place is None:
        return None
    return [place.title, place.location.latitude, place.location.longitude]


class SimulatorChannel:
    """A phone without a network. Each message carries both of its renderings.

    So a notice is seen wherever the page shows its reader, whichever phone they last used.
    """

    def __init__(
        self,
        feed: Feed,
        phone: Phone,
        foldings: Mapping[str, Folding],
        prices: Prices,
        clock: Callable[[], datetime],
    ) -> None:
        self._feed = feed
        self._phone = phone
        self._foldings = foldings
        self._prices = prices
        self._clock = clock

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        place = outbound.reply.place
        self._feed.push(
            "outbound",
            id=outbound.id,
            to=str(outbound.address),
            phone=self._phone,
            text=rendered.text,
            choices=[list(choice) for choice in rendered.choices],
            buttons=[list(button) for button in rendered.buttons],
            place=_point(place),
            voices=[[voice.mark, voice.locale] for voice in rendered.voices],
            locale=rendered.locale,
            urgency=outbound.urgency.name.lower(),
            sms=self._as_sms(outbound.address, rendered),
            at=self._clock().isoformat(),
        )
        return outbound.id

    def _as_sms(self, address: Address, rendered: Rendered) -> dict[str, Any]:
        """The text as it would leave, and what it would cost."""
        text = as_sms(rendered)
        folding = self._foldings.get(rendered.locale)
        sent = folding.apply(text) if folding else text
        measured = measure(sent)
        encoding, segments = measured.encoding, measured.segments
        return {
            "text": sent,
            "folded": sent != text,
            "encoding": encoding,
            "segments": segments,
            "characters": measured.characters,
            "room": ONE[encoding] if segments <= 1 else PART[encoding] * segments,
            "cost": self._prices.of(Address("tel", address.path), segments),
            "currency": self._prices.currency,
        }
