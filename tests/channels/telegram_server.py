"""A small Telegram over real HTTP: updates out, messages in, as fast as it is allowed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.channels import answers
from tests.channels.telegram import TOKEN, FakeTelegram


class Server(FakeTelegram):
    """The same as the stand-in for the library's network, behind a port of this machine."""

    url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/health":
            return web.Response()
        token, _slash, name = request.path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            return web.json_response({"ok": False, "description": "Unauthorized"}, status=401)
        given = (await request.post()).items()
        form: dict[str, Any] = {key: _plain(value) for key, value in given}
        code, payload = await self._answer(name, form)
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return web.Response(status=code, body=body, content_type="application/json")


def _plain(value: Any) -> Any:
    """Numbers and objects travel as JSON in a form, files as parts with a name."""
    if isinstance(value, web.FileField):
        return value.file.read()
    try:
        return json.loads(value)
    except ValueError:
        return value


@asynccontextmanager
async def serving(server: Server, port: int = 0) -> AsyncIterator[Server]:
    async with answers.serving(server, port):
        try:
            yield server
        finally:
            server.news.set()
    await asyncio.sleep(0)
