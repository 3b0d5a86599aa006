"""Pages for everybody: made once a minute, known by their content, fetched at a measured rate."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import StoreError
from bot.web.callers import caller

FRESH = 60  # seconds for which a page is kept, here and by whoever fetched it
MANY = 10_000  # callers counted in a minute; of more, the new ones are asked to wait
Make = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    tag: str
    until: float


class Meter:
    """How often each caller asked within this minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._minute = 0
        self._asked: dict[str, int] = {}

    def passes(self, who: str) -> bool:
        minute = int(self._clock() // 60)
        if minute != self._minute:
            self._minute, self._asked = minute, {}
        if who not in self._asked and len(self._asked) >= MANY:
            return False
        self._asked[who] = self._asked.get(who, 0) + 1
        return self._asked[who] <= self._per_minute


class Published:
    """One page. 304 for whoever has it, 429 for who asks too often, 503 without the database."""

    def __init__(
        self,
        make: Make,
        media_type: str,
        meter: Meter,
        trusted_proxies: Collection[str] = (),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._make = make
        self._media_type = media_type
        self._meter = meter
        self._trusted = frozenset(trusted_proxies)
        self._clock = clock
        self._page: _Page | None = None
        self._making = asyncio.Lock()

    def at(self, path: str) -> Route:
        return Route(path, self._answer, methods=["GET"])

    async def _answer(self, request: Request) -> Response:
        if not self._meter.passes(caller(request.scope, request.headers, self._trusted)):
            return Response("too often", 429, {"Retry-After": str(FRESH)})
        try:
            page = await self._current()
        except StoreError:
            return Response("not now", 503, {"Retry-After": str(FRESH)})
        headers = {
            "ETag": page.tag,
            "Cache-Control": f"public, max-age={FRESH}",
            "Access-Control-Allow-Origin": "*",
            "X-Content-Type-Options": "nosniff",
        }
        if page.tag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(page.body, media_type=self._media_type, headers=headers)

    async def _current(self) -> _Page:
        """Made by one, while the others wait for it."""
        async with self._making:
            if self._page is None or self._clock() >= self._page.until:
                body = await self._make()
                tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
                self._page = _Page(body, tag, self._clock() + FRESH)
            return self._page


def _tags(header: str) -> set[str]:
    """Weak or not: the content is the same."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
