"""Who plays in the simulator's tests, and the little they do again and again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.address import Address
from bot.channels.simulator import Feed, SimulatorChannel
from bot.errors import StoreUnavailable
from bot.message import Choice, Inbound, Outbound, Rendered, Reply, Urgency
from bot.prices import Prices
from bot.sms import foldings
from bot.text import Text, verbatim

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HERE = "http://simulator.test"
LOCALES = Path(__file__).parents[2] / "locales"
WORKER, CHIEF = Address("tel", "+22370000001"), Address("tel", "+22370000002")


@dataclass(frozen=True, slots=True)
class Played:
    key: str
    role: str
    label: Text
    area_id: str | None
    locale: str
    address: Address


PEOPLE = (
    Played("worker", "chw", verbatim("Worker"), "district-koro", "fr", WORKER),
    Played("chief", "supervisor", verbatim("Supervisor"), "district-koro", "bm", CHIEF),
)


class Bot:
    """Stands where the dispatcher is: keeps what it receives, or cannot."""

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.full = False

    async def receive(self, inbound: Inbound) -> None:
        if self.full:
            raise StoreUnavailable("database is full")
        self.heard.append(inbound)


def a_message(**fields) -> dict:
    return {"id": "0123456789abcdef", "as": "worker", "phone": "sms", "text": "palu 2"} | fields


async def post(page, body, **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"origin": HERE, "sec-fetch-site": "same-origin", "content-type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    wanted = {name: value for name, value in sent.items() if value is not None}
    return await page.post("/simulator/messages", content=content, headers=wanted)


async def heard(feed: Feed, after: str | None = None) -> list[tuple[str, str]]:
    """Everything on the feed after an entry: (id, kind)."""
    found = []
    async for entry in feed.follow(after, 0.001):
        if entry is None:
            break
        found.append((feed.id_of(entry), entry.kind))
    return found


async def first(feed: Feed):
    async for entry in feed.follow(None, 0.001):
        if entry is None:
            return
        yield entry


def an_outbound(reply: Reply, urgency: Urgency = Urgency.ANSWER, number: str = "7") -> Outbound:
    return Outbound(number, "c1", "simulator-sms", CHIEF, "simulator", reply, "fr", urgency)


async def sent(feed: Feed, text: str, choices=(), place=None, urgency=Urgency.ANSWER):
    reply = Reply(verbatim(text), tuple(Choice(k, verbatim(v)) for k, v in choices), place)
    channel = SimulatorChannel(feed, "sms", foldings(LOCALES), Prices(25), lambda: NOW)
    outbound = an_outbound(reply, urgency)
    assert await channel.send(outbound, Rendered(text, tuple(choices), "fr")) == outbound.id
    return [entry async for entry in first(feed)][-1].data
