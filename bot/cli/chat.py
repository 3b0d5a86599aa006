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
from bot.cli.lines import messages
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
    channel = ConsoleChannel(lambda to, text: typer.echo(_line(text, None if to == me else to)))
    quiet = settings().model_copy(update=NO_PROVIDERS)  # nobody else is written to
    async with opened_house(quiet, None, {"console": channel}) as house:
        lines = messages()
        while True:
            if sys.stdin and sys.stdin.isatty():
                typer.echo("> ", nl=False)
            text = await asyncio.to_thread(next, lines, None)
            if text is None:
                return
            await _say(house, me, text)


def _line(text: str, other: Address | None) -> str:
    """What is said to us; and what others are told meanwhile, so that nobody takes it for it."""
    return f"< {text}" if other is None else f"(to {other.path}) {text}"


async def _say(house: House, me: Address, text: str) -> None:
    await house.dispatcher.receive(Inbound("console", uuid4().hex, me, "console", text, clock()))
    while await house.outbox.deliver():
        pass
