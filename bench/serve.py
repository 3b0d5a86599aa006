"""The server that is measured: `python -m bench.serve bot|constant PORT URL`."""

from __future__ import annotations

import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.mix import TOKEN
from bot import logs
from bot.cli.house import opened_house
from bot.cli.running import run_quickly
from bot.config import Settings
from bot.web import app as web

CONSTANT = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


async def constant(request: Request) -> Response:
    """What the same HTTP server can do at most: read the request, answer always the same."""
    await request.body()
    return Response(CONSTANT, media_type="text/xml")


def settings(url: str, port: int) -> Settings:
    """Twilio configured, but nothing is sent: the outbox is filled, not emptied."""
    twilio = {"account_sid": "AC" + "0" * 32, "auth_token": TOKEN, "numbers": ["+22370000000"]}
    told = {"database": {"url": url}, "web": {"port": port}, "twilio": twilio}
    return Settings.model_validate(told)


async def serve(app: Any, port: int) -> None:
    config = uvicorn.Config(
        app, port=port, log_config=None, access_log=False, timeout_keep_alive=600
    )
    await uvicorn.Server(config).serve()


async def bot(url: str, port: int) -> None:
    logs.configure("error", "text", [TOKEN])
    async with opened_house(settings(url, port), "real") as house:

        async def health() -> dict[str, Any]:
            return {}

        app = web.build(
            house.dispatcher.receive, house.outbox.note, house.connected.webhooks, health
        )
        await serve(app, port)


if __name__ == "__main__":
    kind, port, url = sys.argv[1:4]
    still = Starlette(routes=[Route("/{path:path}", constant, methods=["GET", "POST"])])
    run_quickly(serve(still, int(port)) if kind == "constant" else bot(url, int(port)))
