"""Twilio at our door: its calls, and what they leave in the house."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.applications import Starlette

from bot.web.app import build
from tests.channels import Fields, parsing, signature
from tests.conftest import House

URL = "https://bot.example/twilio"
ELSEWHERE = ("203.0.113.9", 40000)


async def ready() -> dict:
    return {"waiting": 0}


class Provider:
    """Twilio calling us: it signs what it sends for the address that it knows."""

    def __init__(self, app: Starlette, client: tuple[str, int] = ELSEWHERE) -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)

    async def posts(
        self, body: Fields | bytes, *, at: str = URL, known_as: str | None = None, **headers
    ) -> httpx.Response:
        """Post to `at` what is signed for `known_as`; headers are named as keywords are,
        None leaves one out."""
        raw = body if isinstance(body, bytes) else urlencode(tuple(body)).encode()
        form = parse_qsl(raw.decode("utf-8", "replace"), True, errors="replace")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("x-twilio-signature", signature(known_as or at, form))
        named = {name: value for name, value in named.items() if value is not None}
        named["content-type"] = "application/x-www-form-urlencoded"
        return await self._call("POST", at, content=raw, headers=named)

    async def gets(self, path: str) -> httpx.Response:
        return await self._call("GET", f"https://bot.example{path}")

    async def _call(self, method: str, url: str, **rest) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport) as client:
            return await client.request(method, url, **rest)


def served(house: House, client: tuple[str, int] = ELSEWHERE, **options) -> Provider:
    hooks = {"/twilio": options.pop("channel", None) or parsing()}
    receive = options.pop("receive", house.dispatcher.receive)
    note = options.pop("note", house.outbox.note)
    health = options.pop("health", ready)
    return Provider(build(receive, note, hooks, health, **options), client)


async def kept(house: House) -> dict[str, int]:
    tables = ("inbound", "outbound", "contact")
    return {name: (await house.rows(f"SELECT count(*) FROM {name}"))[0][0] for name in tables}


async def answers(house: House) -> list[tuple[str, str]]:
    """Deliver what is due; to which phone and from which number each left."""
    while await house.outbox.deliver(100):
        pass
    return [(outbound.address.path, outbound.sender) for outbound, _said in house.channel.sent]
