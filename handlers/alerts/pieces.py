"""Several orders in one message, each with its word: `OK 236 et NON 237 doublon`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.handler import Context
from bot.text import Text, _
from handlers.alerts.orders import theirs
from handlers.alerts.wording import counts_the_sick

_BETWEEN = re.compile(r"\s*(?:[\n;,.]|\b(?:et|and|puis|then|mais|but)\b)\s*", re.IGNORECASE)
ORDERS = ("order_confirm", "order_refuse", "order_question")


def parted(context: Context) -> list[Context]:
    """The message as so many orders; what is no order by itself belongs to the one before."""
    text = context.inbound.text
    cuts = [m for m in _BETWEEN.finditer(text) if _is_order(_part(context, text[m.end() :]))]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True) if end > start]
    return [_part(context, part) for part in parts] if len(parts) > 1 else [context]


def _part(context: Context, text: str) -> Context:
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
