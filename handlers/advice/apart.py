"""Tables of the lexicons that are read apart from a message's words: worries, answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context
from handlers.advice.signs import Signs


def said(context: Context, kind: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes of a table that the message tells; the table's words are read once."""
    shelf, name = context.knowledge.shelf, f"words of {kind}"
    if name not in shelf:
        shelf[name] = Signs(codes, context.knowledge.lexicons, context.knowledge.locales, kind)
    found: Signs = shelf[name]
    return found.found(context.inbound.text)
