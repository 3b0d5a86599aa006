"""A small server on a port of this machine, and what a provider may say: one for all of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server(Protocol):
    """Whoever answers every request; `url` is set once it can be called."""

    url: str

    async def handle(self, request: web.Request) -> web.StreamResponse: ...


S = TypeVar("S", bound=Server)


def saying(status: int, payload: object = "", **headers: str) -> Answer:
    """Words as they are, anything else as JSON."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        text = payload if isinstance(payload, str) else json.dumps(payload)
        return web.Response(status=status, text=text, headers=headers)

    return answer


async def hanging(_request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


async def hanging_half_way(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(status=201)
    await response.prepare(request)
    await response.write(b'{"id": "')
    await asyncio.sleep(30)
    return response


async def hanging_up(request: web.Request) -> web.StreamResponse:
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def serving(server: S, port: int = 0) -> AsyncIterator[S]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
