"""HTTP: the providers' webhooks, health, figures, and what the composition root adds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import prometheus_client
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive as Receiving
from starlette.types import Scope, Send

from bot.channels.base import (
    Attentive,
    Collect,
    HookRequest,
    Puller,
    Receive,
    Refusing,
    Webhook,
)
from bot.errors import Forged, InvalidPayload, StoreError, StoreUnavailable, Unauthorised
from bot.message import Receipt
from bot.web.callers import caller

log = structlog.get_logger(__name__)

NOTHING: Mapping[str, Collect] = {}
LARGEST = 64 * 1024  # bytes of a webhook's body
Note = Callable[[Receipt], Awaitable[None]]


class HookEndpoint:
    """One provider's calls: verified, stored, and only then answered.

    401 and 403 forged, 400 malformed, 413 too long: nothing is kept. 503: the database could not
    take it; nothing is acknowledged, the provider calls again.
    """

    def __init__(
        self,
        webhook: Webhook,
        receive: Receive,
        note: Note,
        public_url: str | None,
        trusted_proxies: Sequence[str],
        collect: Collect | None = None,
    ) -> None:
        """`collect` is what waits to be sent, for phones that fetch it."""
        # What a webhook can do is asked once: protocols are slow to compare with.
        self._refusing = webhook if isinstance(webhook, Refusing) else None
        self._puller = webhook if isinstance(webhook, Puller) and collect else None
        self._collect = collect
        self._webhook = webhook
        self._receive = receive
        if isinstance(webhook, Attentive):
            self._receive = partial(webhook.attend, receive=receive)
        self._largest = getattr(webhook, "largest", LARGEST)
        self._note = note
        self._public_url = public_url.rstrip("/") if public_url else None
        self._trusted = frozenset(trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receiving, send: Send) -> None:
        status, body, content_type = await self._answer(scope, receive)
        headers = [
            (b"content-type", content_type.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        if status == 401:
            headers.append((b"www-authenticate", b'Basic realm="kunnafoni"'))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receiving) -> tuple[int, bytes, str]:
        if scope["method"] not in self._webhook.methods:
            return 405, b"", "text/plain"
        body = await _body(receive, self._largest)
        if body is None:
            return self._refused(413, "too long")
        try:
            return await self._taken(self._request(scope, body))
        except Unauthorised as error:
            return self._refused(401, str(error))
        except Forged:
            return self._refused(403, "bad signature")
        except InvalidPayload as error:
            return self._refused(400, str(error))
        except StoreError:
            return self._refused(503, "not stored, please send again")

    def _refused(self, status: int, reason: str) -> tuple[int, bytes, str]:
        if self._refusing is not None:
            return status, *self._refusing.refusal(reason)
        return status, reason.encode(), "text/plain"

    async def _taken(self, request: HookRequest) -> tuple[int, bytes, str]:
        """All that the call carries, stored; messages of one call together."""
        received = self._webhook.parse(request)
        works = [self._receive(inbound) for inbound in received.inbounds]
        works += [self._note(receipt) for receipt in received.receipts]
        if len(works) == 1:
            await works[0]  # the usual call, and no task for it
        else:
            await _together(works)
        if self._puller is not None and self._collect is not None:
            return 200, *await self._puller.exchange(request, self._collect)
        return 200, received.body, received.content_type

    def _request(self, scope: Scope, body: bytes) -> HookRequest:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        fields = scope["query_string"] if scope["method"] == "GET" else body
        try:
            form = tuple(
                parse_qsl(
                    fields.decode("utf-8", "replace"), keep_blank_values=True, errors="replace"
                )
            )
        except ValueError as error:
            raise InvalidPayload("not a form") from error
        url, client = self._url(scope, headers), caller(scope, headers, self._trusted)
        return HookRequest(url, headers, form, body, scope["method"], client)

    def _url(self, scope: Scope, headers: Mapping[str, str]) -> str:
        """The address the provider called, which its signature covers."""
        path: str = scope["path"]
        query = scope["query_string"].decode("latin-1")
        tail = f"{path}?{query}" if query else path
        if self._public_url:
            return self._public_url + tail
        scheme, host = scope["scheme"], headers.get("host", "")
        client = (scope.get("client") or ("", 0))[0]
        if client in self._trusted:
            scheme = headers.get("x-forwarded-proto", scheme).split(",")[0].strip()
            host = headers.get("x-forwarded-host", host).split(",")[0].strip()
        return f"{scheme}://{host}{tail}"


async def _together(works: Sequence[Awaitable[None]]) -> None:
    """All of them, whatever becomes of one; then the first problem."""
    for problem in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(problem, BaseException):
            raise problem


async def _body(receive: Receiving, largest: int) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part = message.get("body", b"")
        size += len(part)
        if size > largest:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def build(
    receive: Receive,
    note: Note,
    webhooks: Mapping[str, Webhook],
    health: Callable[[], Awaitable[dict[str, Any]]],
    routes: Sequence[BaseRoute] = (),
    *,
    public_url: str | None = None,
    trusted_proxies: Sequence[str] = (),
    collects: Mapping[str, Collect] = NOTHING,
) -> Starlette:
    """The application. `health` raises `StoreUnavailable` when messages cannot be stored."""

    calling = (public_url, trusted_proxies)
    hooks = [
        Route(path, HookEndpoint(webhook, receive, note, *calling, collects.get(path)))
        for path, webhook in webhooks.items()
    ]
    return Starlette(routes=[*hooks, *_watched(health), *routes])


def _watched(health: Callable[[], Awaitable[dict[str, Any]]]) -> list[BaseRoute]:
    """For who watches over the bot."""

    async def healthy(_request: Request) -> Response:
        try:
            return JSONResponse({"status": "ready", **await health()})
        except StoreUnavailable:
            return JSONResponse({"status": "database unavailable"}, 503)

    async def metrics(_request: Request) -> Response:
        with suppress(StoreError):  # then the gauges are those of the last look
            await health()
        return PlainTextResponse(prometheus_client.generate_latest().decode())

    return [Route("/health", healthy), Route("/metrics", metrics)]
