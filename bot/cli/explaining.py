"""What a translator has to know of a text, above it in its catalog: who sees it, how long it may
be, what is filled in. The words are data: `translators.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message

from bot.cli.budgets import budget

FILE = Path(__file__).with_name("translators.toml")


def comments(message: Message, names: Iterable[str]) -> Iterator[str]:
    """`names`: the placeholders of the text."""
    where = sorted({name for name, _line in message.locations})
    if seen := list(dict.fromkeys(filter(None, map(seen_by, where)))):
        yield f"Seen {'; '.join(seen)}."
    most = budget(where)
    if most is None:
        yield "On a screen only: any length."
    else:
        yield f"By SMS: at most {most} segment{'s' if most > 1 else ''}, all filled in."
    for name in dict.fromkeys(names):
        yield f"{{{name}}}: {_words()['placeholder'].get(name, '?')}."


def seen_by(file: str) -> str | None:
    """Who sees the texts of a file, None where nobody said so."""
    known = _words()["seen"]
    return known[max(fits, key=len)] if (fits := [n for n in known if file.startswith(n)]) else None


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text("utf-8"))
