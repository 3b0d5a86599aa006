"""The simulator: a page with two phones that talk with this very bot. For demos only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import orjson
from babel import Locale
from pydantic import ValidationError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Scope, Send
from starlette.types import Receive as Receiving

from bot.address import Address
from bot.channels.base import Receive
from bot.channels.simulator import Entry, Feed
from bot.errors import StoreUnavailable
from bot.i18n import Catalogs
from bot.replies import ordered
from bot.text import Text
from bot.turns import TurnRecord
from bot.web.simulator_posts import Posted, as_inbound, as_shown, body_of, from_this_page
from bot.web.simulator_texts import TEXTS
from bot.writing import cldr

STATIC = Path(__file__).with_name("static")
HEARTBEAT = 15.0  # seconds
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Person(Protocol):
    """Somebody to be: `key` is stable, `label` is read, `area_id` pairs a team."""

    @property
    def key(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def label(self) -> Text: ...
    @property
    def area_id(self) -> str | None: ...
    @property
    def locale(self) -> str: ...
    @property
    def address(self) -> Address: ...


@dataclass(frozen=True, slots=True)
class Simulator:
    """What the page needs of the bot.

    `locales` are those of the page itself; `plain` calls intents, handlers and events by
    words for everybody.
    """

    receive: Receive
    people: Sequence[Person]
    catalogs: Catalogs
    locales: Mapping[str, str]
    plain: Mapping[str, Text]
    feed: Feed
    clock: Callable[[], datetime]

    async def page(self, _request: Request) -> Response:
        return FileResponse(STATIC / "simulator.html")

    async def state(self, request: Request) -> Response:
        """Everything the page says, in the locale asked for, and who can be played."""
        wanted = request.query_params.get("locale", "")
        locale = wanted if wanted in self.locales else self.catalogs.default
        say = self.catalogs.translate
        return _json(
            {
                "locale": locale,
                "direction": Locale.parse(cldr(locale)).text_direction,
                "locales": self.locales,
                "texts": {key: say(text, locale) for key, text in TEXTS.items()},
                "plain": {name: say(text, locale) for name, text in self.plain.items()},
                "people": [
                    {
                        "key": person.key,
                        "role": person.role,
                        "label": say(person.label, locale),
                        "area": person.area_id,
                        "locale": person.locale,
                        "address": str(person.address),
                    }
                    for person in self.people
                ],
            }
        )

    async def post(self, request: Request) -> Response:
        """Take a message from one of the phones: 202 once it is durable, 503 if it is not."""
        if not from_this_page(request):
            return _json({"error": "only from the simulator's own page"}, 403)
        body = await body_of(request)
        if body is None:
            return _json({"error": "too long"}, 413)
        try:
            posted = Posted.model_validate_json(body)
        except ValidationError as error:
            fields = sorted({".".join(map(str, each["loc"])) for each in error.errors()})
            return _json({"error": "not a message", "fields": fields}, 400)
        person = next((each for each in self.people if each.key == posted.person), None)
        if person is None:
            return _json({"error": "nobody by this key"}, 400)
        sender = person.address
        answers = posted.choice is not None and ordered(posted.choice) is None
        if answers and posted.question != self.feed.question_of(str(sender)):
            return _json({"error": "old button"}, 409)
        return await self._take(posted, sender)

    async def _take(self, posted: Posted, sender: Address) -> Response:
        began = perf_counter()
        inbound = as_inbound(posted, sender, self.clock())
        self.feed.push("inbound", **as_shown(posted, inbound))
        try:
            await self.receive(inbound)
        except StoreUnavailable:
            self.feed.push("lost", id=posted.id)
            return _json({"error": "not stored"}, 503)
        self.feed.push("kept", id=posted.id, ms=_ms(perf_counter() - began))
        return _json({"id": posted.id}, 202)

    async def voice(self, request: Request) -> Response:
        """A recording that was sent, while it may be heard."""
        found = self.catalogs.voices.marked(request.path_params["mark"])
        if found is None or await asyncio.to_thread(found.content) is None:
            return _json({"error": "no such recording"}, 404)
        return FileResponse(found.path, media_type="audio/ogg")

    async def events(self, request: Request) -> Response:
        """Server-Sent Events: inbound, turn, kept, lost, outbound; `Last-Event-ID` resumes."""
        after = request.headers.get("last-event-id") or request.query_params.get("after")
        return StreamingResponse(
            self._events(after),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    async def _events(self, after: str | None) -> AsyncIterator[bytes]:
        yield b"retry: 2000\n\n"
        async for entry in self.feed.follow(after, HEARTBEAT):
            yield b": still here\n\n" if entry is None else _event(self.feed.id_of(entry), entry)


def routes(simulator: Simulator, *, at_home: bool = False) -> list[BaseRoute]:
    """The page and what it talks to; `at_home`: `/` leads to it."""
    guarded = [Middleware(_Guarded)]
    inside = [
        Route("/state", simulator.state),
        Route("/messages", simulator.post, methods=["POST"]),
        Route("/events", simulator.events),
        Route("/voices/{mark}", simulator.voice),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    page = Route("/simulator", simulator.page, middleware=guarded)
    home = [Route("/", _to_page)] if at_home else []
    return [*home, page, Mount("/simulator", routes=inside, middleware=guarded)]


def observer(feed: Feed) -> Callable[[Sequence[TurnRecord]], None]:
    """For the dispatcher: what the core did with each message, put on the feed."""

    def observe(records: Sequence[TurnRecord]) -> None:
        for record in records:
            feed.push(
                "turn",
                **{"from": str(record.sender)},
                channel=record.channel,
                intents=[[name, round(score, 2)] for name, score in record.intents],
                handler=record.handler,
                events=list(record.events),
                replies=record.replies,
                answering=record.answering,
                ms=_ms(record.milliseconds / 1000),
            )

    return observe


class _Guarded:
    """Every answer says that nothing from elsewhere may be loaded or run on its page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receiving, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, guarded)


async def _to_page(_request: Request) -> Response:
    return RedirectResponse("/simulator")


def _event(entry_id: str, entry: Entry) -> bytes:
    data = orjson.dumps(entry.data)
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (entry_id.encode(), entry.kind.encode(), data)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _json(data: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(data), status, media_type="application/json")
