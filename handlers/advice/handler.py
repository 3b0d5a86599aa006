"""Advice: what is asked about, then the short way to what to do."""

from __future__ import annotations

from bot.handler import PASS, Context, Handler, Turn
from handlers.advice import child, menus
from handlers.advice.told import read
from handlers.advice.wanted import intents, wanted
from handlers.emergency import danger_first


async def run(context: Context) -> Turn:
    turn = await _answer(context)
    return turn if turn.passes else danger_first(context, turn)


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None or waiting.handler != "advice":
        topic = wanted(context.understood, read(context))
        return await menus.begin(context, topic) if topic else PASS
    if waiting.step.startswith("child_"):
        return await child.proceed(context)
    return await menus.proceed(context)


handler = Handler("advice", run, intents(), numbers=True, reads=frozenset({child.HAD, child.WHICH}))
