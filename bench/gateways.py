"""Sending through a gateway: how fast one process hands messages over to an HTTP provider.

`python -m bench.gateways [--messages N]` fills the outbox of a SQLite file and empties it against
a provider in a process of its own, 20 ms away, which counts what comes and what comes twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.request import urlopen

from aiohttp import web

from bench.emptying import Pace, People, clock, measured
from bench.path import until_listening
from bot import logs
from bot.address import Address
from bot.channels.base import Channel
from bot.cli.connecting import connected
from bot.cli.running import run_quickly
from bot.config import Settings
from bot.message import Reply
from bot.text import verbatim

LATENCY = 0.02  # seconds
PORT = 18111
OURS = "+22370000000"
SAID = Reply(verbatim("La clinique mobile du mardi 24 nov. à Mondoro est annulée (insécurité)."))


def settings() -> Settings:
    body = {"id": "$id", "to": "$to", "text": "$text"}
    gateway = {
        "name": "any",
        "number": OURS,
        "send": {"url": f"http://127.0.0.1:{PORT}/send", "format": "json", "body": body},
        "answer": {"id": "id"},
    }
    number = {"address": OURS, "channel": "any", "per_minute": 60_000}
    return Settings.model_validate({"gateway": [gateway], "number": [number]})


async def sent(number: int) -> Pace:
    people = People("any", OURS, lambda n: Address("tel", f"+2237{n:07}"))
    known = settings()

    @asynccontextmanager
    async def opening() -> AsyncIterator[Mapping[str, Channel]]:
        async with AsyncExitStack() as stack:
            yield (await connected(known, stack, clock)).channels

    return await measured(number, people, SAID, opening, known)


async def main(messages: int) -> None:
    command = [sys.executable, "-m", "bench.gateways", "--serve"]
    with subprocess.Popen(command) as process:  # noqa: ASYNC220
        try:
            await asyncio.to_thread(until_listening, PORT)
            pace = await sent(messages)
            came, twice = await asyncio.to_thread(counted)
        finally:
            process.terminate()
    print(
        f"1,000 segments/s allowed, 20 ms away: {pace}; wanted 400; "
        f"{came} of {messages} came, {twice} twice"
    )


def counted() -> tuple[int, int]:
    with urlopen(f"http://127.0.0.1:{PORT}/counted") as answer:
        came, twice = json.load(answer)
    return came, twice


async def serve() -> None:
    seen: dict[str, int] = {}

    async def taken(request: web.Request) -> web.Response:
        key = (await request.json())["id"]
        seen[key] = seen.get(key, 0) + 1
        await asyncio.sleep(LATENCY)
        return web.json_response({"id": f"m-{key}"}, status=202)

    async def told(_request: web.Request) -> web.Response:
        return web.json_response([len(seen), sum(times > 1 for times in seen.values())])

    async def well(_request: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/send", taken), web.get("/counted", told), web.get("/health", well)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", PORT).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--serve", action="store_true", help="be the provider")
    given = parser.parse_args()
    logs.configure("error", "text")
    run_quickly(serve() if given.serve else main(given.messages))
