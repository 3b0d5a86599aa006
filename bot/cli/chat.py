"""`kunnafoni chat`: talk to the bot in the terminal, through the real turn and outbox."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated
from uuid import uuid4

import typer

from bot.address import Address, tel
from bot.channels.console import ConsoleChannel
from bot.cli.house import House, clock, opened_house
from bot.cli.opening import exits_with_problems, settings
from bot.config import NO_PROVIDERS
from bot.message import Inbound


def chat(
    as_: Annotated[str, typer.Option("--as", help="the phone number you write from")],
) -> None:
    """Write to the bot as somebody, a line a message; end with Ctrl-D.

    Uses the configured database: what you report there is kept.
    """
    with exits_with_problems():
        me = tel(as_)
        asyncio.run(_chat(me))


async def _chat(me: Address) -> None:
    channel = ConsoleChannel(lambda text: typer.echo(f"< {text}"))
    quiet = settings().model_copy(update=NO_PROVIDERS)  # nobody else is written to
    async with opened_house(quiet, None, {"console": channel}) as house:
        while True:
            if sys.stdin.isatty():
                typer.echo("> ", nl=False)
            line = await asyncio.to_thread(sys.stdin.readline)
            if not line:
                return
            await _say(house, me, line.rstrip("\r\n"))


async def _say(house: House, me: Address, text: str) -> None:
    await house.dispatcher.receive(Inbound("console", uuid4().hex, me, "console", text, clock()))
    while await house.outbox.deliver():
        pass
