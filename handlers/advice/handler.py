"""Advice: what is asked about, then the short way to what to do."""

from __future__ import annotations

from bot.form import chosen
from bot.handler import PASS, Context, Handler, Turn
from handlers.advice import child, ill, opening
from handlers.advice.told import read
from handlers.advice.wanted import asks, intents, wanted
from handlers.emergency import danger_signs, go


async def run(context: Context) -> Turn:
    """What the message asks for; a danger sign in it goes before all else."""
    waiting = context.conversation
    if waiting is None or not waiting.step.startswith("ill_"):
        turn = await _answer(context)
        return await go(context) if not turn.passes and danger_signs(context) else turn
    if chosen(context) is None and not danger_signs(context):
        if context.understood.intent("nearest_clinic") or context.understood.intent("schedule"):
            return PASS
        if asks(context.understood) and (topic := wanted(context.understood, read(context))):
            return await opening.begin(context, topic)
    return await ill.proceed(context)


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None:
        topic = wanted(context.understood, read(context))
        return await opening.begin(context, topic) if topic else PASS
    if waiting.step.startswith("child_"):
        return await child.proceed(context)
    return await opening.proceed(context)


handler = Handler("advice", run, intents(), numbers=True, reads=frozenset({child.HAD, child.WHICH}))
