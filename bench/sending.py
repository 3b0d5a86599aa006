"""Sending through Telegram: how fast the outbox is, and whether Telegram's limits are kept.

`python -m bench.sending [--messages N] [--seconds N]` fills the outbox of a SQLite file and
empties it against a Telegram of our own, which refuses what is too much as the real one does.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bench.emptying import Pace, People, clock, measured
from bench.path import until_listening
from bot import logs
from bot.address import Address
from bot.channels.base import Channel
from bot.channels.telegram import opened
from bot.cli.running import run_quickly
from bot.config import Settings, Telegram
from bot.message import Choice, Reply
from bot.text import verbatim
from tests.channels.telegram import TOKEN, FakeTelegram
from tests.channels.telegram_limits import Strict
from tests.channels.telegram_server import Server, serving

LATENCY = 0.02  # seconds
PORT = 18110
SAID = Reply(
    verbatim("Deja recu sous le no 126. Nouveau cas ?"),
    (Choice("yes", verbatim("oui")), Choice("no", verbatim("non"))),
)


async def sent(number: int, config: Telegram, telegram: FakeTelegram | None = None) -> Pace:
    """To Telegram, or with its library's network replaced."""
    people = People("telegram", "@x", lambda n: Address("telegram", str(n + 1)))

    @asynccontextmanager
    async def opening() -> AsyncIterator[Mapping[str, Channel]]:
        requests = (telegram, telegram) if telegram else None
        async with opened(config, None, clock, requests=requests) as channel:
            yield {"telegram": channel}

    return await measured(number, people, SAID, opening, Settings())


async def in_process(number: int) -> None:
    telegram = FakeTelegram(LATENCY)
    strict = Strict(telegram, most=1000)
    pace = await sent(number, config(per_second=1000), telegram)
    print(
        f"1,000/s allowed, 20 ms away, the library's network replaced: {pace}; wanted 400; "
        f"{strict.refused} refused"
    )


async def over_http(number: int) -> None:
    command = [sys.executable, "-m", "bench.sending", "--serve"]
    with subprocess.Popen(command) as process:  # noqa: ASYNC220
        try:
            await asyncio.to_thread(until_listening, PORT)
            there = config(per_second=1000, base_url=f"http://127.0.0.1:{PORT}")
            pace = await sent(number, there)
        finally:
            process.terminate()
    print(f"the same over HTTP to a server of this machine: {pace}")


async def within_the_limits(seconds: int) -> None:
    telegram = FakeTelegram(LATENCY)
    strict = Strict(telegram)
    await sent(28 * seconds, config(), telegram)
    print(
        f"30/s allowed, for {seconds} s: {strict.rate:.1f}/s (wanted 27), "
        f"{strict.refused} refused (wanted 0)"
    )


def config(**changes: object) -> Telegram:
    return Telegram.model_validate({"token": TOKEN, **changes})


async def serve() -> None:
    async with serving(Server(LATENCY), PORT):
        await asyncio.Event().wait()


async def main(messages: int, seconds: int) -> None:
    await in_process(messages)
    await over_http(messages)
    await within_the_limits(seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--serve", action="store_true", help="be the server that is measured")
    given = parser.parse_args()
    logs.configure("error", "text", [TOKEN])
    run_quickly(serve() if given.serve else main(given.messages, given.seconds))
