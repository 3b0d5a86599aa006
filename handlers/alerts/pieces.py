"""Several orders in one message: `OK 236 et NON 237 doublon`, `NON 232, 234 doublon`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.handler import Context, Turn, say
from bot.message import Reply
from bot.text import Text, _
from handlers.alerts.numbers import Several
from handlers.alerts.orders import decided, reminded, theirs
from handlers.alerts.saying import unknown
from handlers.alerts.wording import counts_the_sick, no_reason

_BETWEEN = re.compile(r"\s*(?:[\n;,.]|\b(?:et|and|puis|then|mais|but)\b)\s*", re.IGNORECASE)
AGAIN: Mapping[str, Callable[[str], Text]] = {
    "refuse": lambda said: _(
        "Please send it again with the reason: NO {numbers} and why.", numbers=said
    ),
    "question": lambda said: _(
        "Please send it again with the question: ? {numbers} and your question.", numbers=said
    ),
    "reopen": lambda said: _(
        "Please send it again with the reason: REOPEN {numbers} and why.", numbers=said
    ),
}
ORDERS = ("order_confirm", "order_refuse", "order_question")


def parted(context: Context) -> list[Context]:
    """The message as so many orders; what is no order by itself belongs to the one before."""
    text = context.inbound.text
    cuts = [m for m in _BETWEEN.finditer(text) if _is_order(part(context, text[m.end() :]))]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    said = [text[start:end] for start, end in zip(starts, ends, strict=True) if end > start]
    return [part(context, each) for each in said] if len(said) > 1 else [context]


def part(context: Context, text: str) -> Context:
    understood = context.knowledge.lexicons.understand(text, context.contact.locale)
    return replace(context, inbound=replace(context.inbound, text=text), understood=understood)


def _is_order(context: Context) -> bool:
    return any(map(context.understood.intent, ORDERS))


async def left_over(context: Context, *taken: int) -> list[int]:
    """Numbers of theirs of which nothing was done: `ok 236 à 238`, `ok 236 mais pas 237`."""
    words = context.understood.words
    numbers = [
        word.number
        for at, word in enumerate(words)
        if word.number is not None and not counts_the_sick(words, at)
    ]
    others = [number for number in dict.fromkeys(numbers) if number not in taken]
    return [number for number in others if await theirs(context, number)]


def not_done(numbers: list[int]) -> Text:
    """Nothing is dropped in silence."""
    return _(
        "Nothing was changed about {numbers}. Send each with its word: OK {number}, or "
        "NO {number} and why.",
        numbers=", ".join(map(str, numbers)),
        number=str(numbers[0]),
    )


NEXT: Mapping[str, Callable[[str], Text]] = {
    "close": lambda said: _("One after the other. Then: CLOSE {number}", number=said),
    "warn": lambda said: _("One after the other. Then: WARN {number}", number=said),
}


def afterwards(turn: Turn, order: str, left: list[int]) -> Turn:
    """`CLORE 2 et 4` asks how 2 ended: 4 is not forgotten."""
    if order not in NEXT or not left or (order == "warn" and turn.conversation is None):
        return turn
    return replace(turn, replies=(Reply(NEXT[order](str(left[0]))), *turn.replies))


async def known(context: Context, order: str, first: int, more: Several) -> bool:
    """Behind `OK 232` there are only numbers. In `NON 232, 3 cas seulement` one is a reason,
    whatever has that number."""
    if order == "confirm":
        return True
    return {*more.numbers} - {first} <= {*await left_over(context, first)}


async def each_of(context: Context, order: str, first: int, more: Several) -> Turn:
    """Each of them; which are not theirs is said."""
    numbers = tuple(dict.fromkeys((first, *more.numbers)))
    said = part(context, more.words).understood
    if order in AGAIN and (not more.words or (order != "question" and no_reason(said, order))):
        return say(AGAIN[order](", ".join(map(str, numbers))))
    turns = []
    for number in numbers:
        row = await theirs(context, number)
        turns.append(
            await decided(context, order, row, more.words) if row else say(unknown(number))
        )
    whole = Turn(
        tuple(reply for turn in turns for reply in turn.replies),
        events=tuple(event for turn in turns for event in turn.events),
    )
    return await reminded(context, whole)
