"""HTTP: the providers' webhooks, health, figures, and what the composition root adds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
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

from bot.channels.base import HookRequest, Receive, Webhook
from bot.errors import Forged, InvalidPayload, StoreError, StoreUnavailable
from bot.message import Receipt

log = structlog.get_logger(__name__)

LARGEST = 64 * 1024  # bytes of a webhook's body
Note = Callable[[Receipt], Awaitable[None]]


class HookEndpoint:
    """One provider's calls: verified, stored, and only then answered.

    403 forged, 400 malformed, 413 too long: nothing is kept. 503: the database could not take
    it; nothing is acknowledged, the provider calls again.
    """

    def __init__(
        self,
        webhook: Webhook,
        receive: Receive,
        note: Note,
        public_url: str | None,
        trusted_proxies: Sequence[str],
    ) -> None:
        self._webhook = webhook
        self._receive = receive
        self._note = note
        self._public_url = public_url.rstrip("/") if public_url else None
        self._trusted = frozenset(trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receiving, send: Send) -> None:
        status, body, content_type = await self._answer(scope, receive)
        headers = [
            (b"content-type", content_type.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receiving) -> tuple[int, bytes, str]:
        if scope["method"] != "POST":
            return 405, b"", "text/plain"
        body = await _body(receive)
        if body is None:
            return 413, b"too long", "text/plain"
        try:
            received = self._webhook.parse(self._request(scope, body))
            for inbound in received.inbounds:
                await self._receive(inbound)
            for receipt in received.receipts:
                await self._note(receipt)
        except Forged:
            return 403, b"bad signature", "text/plain"
        except InvalidPayload as error:
            return 400, str(error).encode(), "text/plain"
        except StoreError:
            return 503, b"not stored, please send again", "text/plain"
        return 200, received.body, received.content_type

    def _request(self, scope: Scope, body: bytes) -> HookRequest:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        try:
            form = tuple(
                parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
            )
        except ValueError as error:
            raise InvalidPayload("not a form") from error
        return HookRequest(self._url(scope, headers), headers, form, body)

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


async def _body(receive: Receiving) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST:
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
) -> Starlette:
    """The application. `health` raises `StoreUnavailable` when messages cannot be stored."""

    async def healthy(_request: Request) -> Response:
        try:
            return JSONResponse({"status": "ready", **await health()})
        except StoreUnavailable:
            return JSONResponse({"status": "database unavailable"}, 503)

    async def metrics(_request: Request) -> Response:
        return PlainTextResponse(prometheus_client.generate_latest().decode())

    hooks = [
        Route(path, HookEndpoint(webhook, receive, note, public_url, trusted_proxies))
        for path, webhook in webhooks.items()
    ]
    fixed = [Route("/health", healthy), Route("/metrics", metrics)]
    return Starlette(routes=[*hooks, *fixed, *routes])
