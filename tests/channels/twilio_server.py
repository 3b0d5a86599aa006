"""A small server that stands in for Twilio, and our channel connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from aiohttp import web

from bot.address import Address
from bot.channels.base import UNMARKED, Marks
from bot.channels.twilio import TwilioChannel, opened
from bot.message import Outbound, Rendered, Reply
from bot.paths import LOCALES
from bot.sms import foldings
from bot.text import _
from tests.channels import ACCOUNT, KEY, NOW, OURS, THEIRS, answers, config
from tests.channels.answers import Answer, saying

TEXT = "Clinique ouverte à 9h"


def refusing(status: int, code: object, **headers: str) -> Answer:
    """As Twilio words it; the message names the number, so it must not be passed on."""
    words = f"'To' number {THEIRS} with {KEY}: {TEXT}"
    return saying(status, {"code": code, "message": words, "status": status}, **headers)


def refusing_in_the_new_form(status: object, code: object) -> Answer:
    """Problem details, RFC 9457: the library has another exception for these."""
    problem = {"type": "about:blank", "title": "refused", "status": status, "code": code}
    return saying(status if isinstance(status, int) else 400, problem)


class Provider:
    """Twilio's API as far as we use it, on a port of this machine.

    `answer` is given to each message we send; `takes` says whether Twilio has it then. `listed`
    is its list of messages, `listing` what it says instead of showing that. It answers nothing
    else than what stands in `pages`.
    """

    def __init__(self) -> None:
        self.answer = saying(201, {"sid": "SM42", "status": "queued"})
        self.takes = False
        self.listed: list[dict[str, Any]] = []
        self.listing: Answer | None = None
        self.pages: dict[str, Answer] = {}
        self.forms: list[dict[str, str]] = []
        self.calls: list[tuple[str, str, str]] = []
        self.asked: list[dict[str, str]] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.calls.append((request.method, request.path, request.headers["Authorization"]))
        if request.method == "GET":
            return await self._got(request)
        form = {key: str(value) for key, value in (await request.post()).items()}
        self.forms.append(form)
        if self.takes:
            self.lists(form["Body"], f"SM{len(self.listed)}", NOW, **{
                "to": form["To"], "from": form.get("From"), "direction": "outbound-api",
                "status": "queued", "date_sent": None,
            })  # fmt: skip
        return await self.answer(request)

    def lists(self, body: str, sid: str, at: datetime, /, **changes: Any) -> None:
        """A message that Twilio has, as its list shows it; somebody's to us, if not changed."""
        known = {
            "sid": sid, "body": body, "from": THEIRS, "to": OURS, "direction": "inbound",
            "num_media": "0", "status": "received", "account_sid": ACCOUNT,
            "date_sent": format_datetime(at), "date_created": format_datetime(at),
        }  # fmt: skip
        self.listed.insert(0, {**known, **changes})

    async def _got(self, request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/Messages.json"):
            answer = self.pages.get(request.path.rpartition("/")[2], saying(404, {"code": 20404}))
            return await answer(request)
        self.asked.append(dict(request.query))
        if self.listing is not None:
            return await self.listing(request)
        return web.json_response(self._page(request))

    def _page(self, request: web.Request) -> dict[str, Any]:
        """Newest first, as Twilio shows them."""
        query = request.query
        size, number = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        since = query.get("DateSent>")
        found = [
            each
            for each in self.listed
            if query.get("To") in (None, each["to"]) and _since(each, since)
        ]
        start, end = number * size, (number + 1) * size
        following = f"{request.path}?{request.rel_url.update_query(Page=number + 1).query_string}"
        return {
            "messages": found[start:end],
            "next_page_uri": following if end < len(found) else None,
            "page": number,
            "page_size": size,
        }


def _since(message: dict[str, Any], since: str | None) -> bool:
    try:
        return parsedate_to_datetime(message["date_sent"]) >= datetime.fromisoformat(since or "")
    except (ValueError, TypeError):
        return True


@asynccontextmanager
async def serving() -> AsyncIterator[Provider]:
    async with answers.serving(Provider()) as provider:
        yield provider


@asynccontextmanager
async def channel(
    url: str,
    public_url: str | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    marks: Marks = UNMARKED,
    **changes,
) -> AsyncIterator[TwilioChannel]:
    known = config(**{"base_url": url, "timeout_seconds": 5, **changes})
    async with opened(known, public_url, foldings(LOCALES), clock, marks) as twilio:
        yield twilio


def an_outbound(scheme: str = "tel", ours: str = OURS, key: str = "1") -> Outbound:
    address = Address(scheme, THEIRS)
    return Outbound(key, "c1", "twilio", address, ours, Reply(_("{t}", t="x")), "fr")


async def send(
    twilio: TwilioChannel, rendered: Rendered | None = None, ours: str = OURS, key: str = "1"
) -> str:
    return await twilio.send(an_outbound(ours=ours, key=key), rendered or Rendered(TEXT))
