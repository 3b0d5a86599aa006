"""Deciding by a button what a notice asks for in words: `OK 123`, `NO 123`, `? 123`."""

from __future__ import annotations

from bot.message import Choice
from bot.replies import standing
from bot.text import _


def checking(number: int | str) -> tuple[Choice, ...]:
    """Of a report that nobody has checked, or an alert that nobody has decided."""
    said = str(number)
    return (
        standing("order_confirm", said, _("OK {number}", number=said)),
        standing("order_refuse", said, _("NO {number}", number=said)),
        asking(said),
    )


def asking(number: int | str) -> Choice:
    said = str(number)
    return standing("order_question", said, _("? {number}", number=said))


def closing(number: int | str) -> Choice:
    said = str(number)
    return standing("order_close", said, _("CLOSE {number}", number=said))


def warning(number: int | str) -> Choice:
    said = str(number)
    return standing("order_warn", said, _("WARN {number}", number=said))


def reopening(number: int | str) -> Choice:
    said = str(number)
    return standing("order_reopen", said, _("REOPEN {number}", number=said))
