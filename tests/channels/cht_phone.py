"""A phone with the cht-gateway app, as far as its server sees it, and a server for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.channels.base import Channel
from bot.channels.cht import ChtPhone
from bot.channels.simulator import Feed
from bot.cli.serving import _Server
from bot.config import Phone, Settings
from bot.outbox import Outbox
from bot.pacing import Pacing
from bot.paths import LOCALES
from bot.sms import foldings
from bot.store.visiting import SQLVisits
from bot.web.app import build
from tests.channels import door
from tests.conftest import House

SECRET = "made-up-secret-of-nobody"  # noqa: S105
NUMBER = "+22370000000"
AT_A_TIME = 10  # messages that the app brings a call
UPDATES = 20  # and states


def phone(name: str = "orange", number: str = NUMBER, secret: str = SECRET) -> Phone:
    return Phone(name=name, number=number, secret=secret)


class App:
    """What the app keeps, and how it calls: each SMS and each state until it was answered.

    `lost`: answers that do not arrive. What it sends stays in `sent`; a message that it knows it
    does not send again, only its state is told once more.
    """

    def __init__(self, client: httpx.AsyncClient, name: str = "orange") -> None:
        self._client = client
        self.auth: Any = (name, SECRET)
        self.path = f"/cht/{name}"
        self.came: list[dict[str, object]] = []
        self.updates: list[dict[str, object]] = []
        self.unsent: dict[str, dict[str, str]] = {}
        self.known: dict[str, str] = {}
        self.sent: list[tuple[str, str]] = []
        self.offered: list[str] = []
        self.lost = 0
        self._count = 0

    def receives(self, text: str, who: str = "+22370000001", **fields: object) -> None:
        """An SMS comes to the phone."""
        self._count += 1
        name = f"6f1d0a3c-{self.path[5:]}-{self._count:04d}"
        known = {"id": name, "from": who, "content": text, "sms_sent": 0, "sms_received": 0}
        self.came.append({**known, **fields})

    async def asks(self) -> httpx.Response:
        return await self._client.get(self.path, auth=self.auth)

    async def posts(self, body: bytes, **headers: str | bytes) -> httpx.Response:
        named = {"content-type": "application/json", **headers}
        return await self._client.post(self.path, content=body, headers=named, auth=self.auth)

    async def calls(self) -> httpx.Response:
        """Bring what came and what became of messages; take what is to be sent."""
        messages, updates = self.came[:AT_A_TIME], self.updates[:UPDATES]
        answer = await self._client.post(
            self.path, json={"messages": messages, "updates": updates}, auth=self.auth
        )
        if answer.status_code >= 300:
            return answer
        self.offered += [each["id"] for each in answer.json()["messages"]]
        if self.lost:
            self.lost -= 1
            return answer
        del self.came[: len(messages)], self.updates[: len(updates)]
        for each in answer.json()["messages"]:
            self._keeps(each)
        return answer

    def _keeps(self, message: Mapping[str, str]) -> None:
        if message["id"] not in self.known:
            self.unsent[message["id"]] = dict(message)
            self.known[message["id"]] = "UNSENT"
        self.tells(message["id"], self.known[message["id"]])

    def tells(self, outbound_id: str, status: str, **fields: str) -> None:
        self.known[outbound_id] = status
        self.updates.append({"id": outbound_id, "status": status, **fields})

    def sends(self, *states: str) -> None:
        """Hand what waits on the phone to the network, which says these of each."""
        for known_as, message in self.unsent.items():
            self.sent.append((message["to"], message["content"]))
            for state in ("PENDING", *states):
                self.tells(known_as, state)
        self.unsent = {}


def with_phones(house: House, *phones: Phone, **pacings: Pacing) -> dict[str, ChtPhone]:
    """The house with an outbox for these phones; by the path that each calls."""
    folding = foldings(LOCALES)
    made = {each.name: ChtPhone(each, folding, house.clock) for each in phones}
    channels: dict[str, Channel] = {"fake": house.channel, **made}
    known = {name: Pacing(channel.allowance) for name, channel in made.items()}
    house.outbox = Outbox(
        house.mail,
        channels,
        house.catalogs,
        house.clock,
        pacings={**known, **pacings},
        visits=SQLVisits(house.database),
        pulled=frozenset(made),
    )
    return {each.path: made[each.name] for each in phones}


@asynccontextmanager
async def served(
    house: House, *phones: Phone, **pacings: Pacing
) -> AsyncIterator[httpx.AsyncClient]:
    """The real application on a port, and a client that reaches it."""
    hooks = with_phones(house, *(phones or (phone(),)), **pacings)
    collects = {
        path: lambda most, name=path[5:]: house.outbox.collect(name, most) for path in hooks
    }

    async def receive(inbound) -> None:
        await house.dispatcher.receive(inbound)

    async def ready() -> dict[str, Any]:
        return {}

    app = build(receive, house.outbox.note, hooks, ready, collects=collects)
    server = _Server(app, Feed(), Settings(web={"port": 0}), at_home=False)
    ours = door()
    serving = asyncio.create_task(server.serve([ours]))
    base = f"http://127.0.0.1:{ours.getsockname()[1]}"
    try:
        async with httpx.AsyncClient(base_url=base, trust_env=False, verify=False) as client:
            yield client
    finally:
        server.should_exit = True
        await serving
