"""Advice: what is asked about, then the short way to what to do."""

from __future__ import annotations

from dataclasses import replace

from bot.form import chosen
from bot.handler import PASS, Context, Handler, Turn
from handlers.advice import child, ill, opening
from handlers.advice.offering import STEP
from handlers.advice.told import read
from handlers.advice.wanted import VACCINATION, asks, intents, wanted
from handlers.clinics.nearby import told_where
from handlers.emergency import danger_signs, go

A_SERVICE = 0.7  # what a word like "vaccin" scores as a question for the clinics


def leaves(context: Context) -> bool:
    """A message that asks for no advice; what answers a question of ours is looked at closer."""
    return context.conversation is None and wanted(context.understood, read(context)) is None


async def run(context: Context) -> Turn:
    """What the message asks for; a danger sign in it goes before all else."""
    waiting, danger = context.conversation, bool(danger_signs(context))
    if waiting is not None and waiting.step.startswith("ill_"):
        other = None if danger else await _in_between(context)
        return other or await ill.proceed(context)
    turn = await _answer(context)
    if turn.passes:
        return turn
    if danger:
        return await go(context)
    return replace(turn, events=turn.events or told_where(context))


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None:
        topic = wanted(context.understood, read(context))
        return await opening.begin(context, topic) if topic else PASS
    if waiting.step.startswith(STEP):
        return await _offered(context, waiting.step.removeprefix(STEP))
    if waiting.step.startswith("child_"):
        return await _other(context, VACCINATION) or await child.proceed(context)
    return await opening.proceed(context)


async def _in_between(context: Context) -> Turn | None:
    """Another question while somebody is ill: answered, then ours is asked again."""
    if chosen(context) is None and (said := await opening.of_the_illness(context)) is not None:
        return await ill.aside(context, said)
    other = await _other(context)
    if other is None or other.passes or other.conversation is not None:
        return other
    return await ill.aside(context, other)


async def _offered(context: Context, topic: str) -> Turn:
    """The digit of an offer; whatever else is written is a message of its own."""
    if chosen(context) is not None:
        return await opening.offered(context, topic)
    found = wanted(context.understood, read(context))
    return await opening.begin(context, found) if found else PASS


async def _other(context: Context, own: str | None = None) -> Turn | None:
    """Another question instead of an answer to ours: of the clinics, or of another topic."""
    if chosen(context) is not None:
        return None
    wants = context.understood.intent
    if max(wants("nearest_clinic"), wants("schedule")) > A_SERVICE:
        return PASS
    topic = wanted(context.understood, read(context)) if asks(context.understood) else None
    if topic is None or topic == own:
        return None
    return await opening.begin(context, topic)


handler = Handler(
    "advice",
    run,
    intents(),
    numbers=True,
    reads=frozenset({child.HAD, child.WHICH}),
    leaves=leaves,
)
