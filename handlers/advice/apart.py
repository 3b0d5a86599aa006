"""Tables of the lexicons that are read apart from a message's words: worries, answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context
from handlers.advice.signs import Signs, reader

HAD = ("all", "some", "none", "unknown")
TOLD = (
    "pregnancy", "negative_test", "blisters", "no_fever", "prevent", "treatment", "collect",
    "vitamin_a", "diagnosis", "home", "season", "corrects",
)  # fmt: skip
OWN = ("own", "self")


def answered(context: Context) -> tuple[str, ...]:
    return said(context, "had", HAD)


def told(context: Context) -> tuple[str, ...]:
    return said(context, "told", TOLD)


def said(context: Context, kind: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Which of all the codes of a table the message tells; the table's words are read once."""
    shelf, name = context.knowledge.shelf, f"words of {kind}"
    if name not in shelf:
        knowledge = context.knowledge
        shelf[name] = reader(tuple(codes), knowledge.lexicons, tuple(knowledge.locales), kind)
    found: Signs = shelf[name]
    return found.found(context.inbound.text)
