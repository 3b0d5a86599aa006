"""Several numbers in one order: `OK 232, 234 et 236`, `NON 232, 234 erreur`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

AROUND = " :,.;-"
_BETWEEN = r"(?:[,;/+&.-]|et|and)"
_MORE = re.compile(rf"(?:\s*{_BETWEEN}?\s*\d{{1,9}}\b)+", re.IGNORECASE)
_ALSO = re.compile(rf"(?:\s*{_BETWEEN}\s*\d{{1,9}}\b)+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Several:
    """The numbers after the first, and the words that go with all."""

    numbers: tuple[int, ...]
    words: str = ""


def several(order: str, rest: str) -> Several | None:
    """What follows the first number, if that is more numbers; else it belongs to the one.

    A confirmation has nothing else: `ok 3 palu koro` is a report. After `NON 232` a number without
    a comma is part of the reason: `NON 232 2 cas seulement`.
    """
    if order not in ("confirm", "refuse", "reopen", "question"):
        return None
    match = (_MORE if order == "confirm" else _ALSO).match(rest)
    words = bare(rest[match.end() :]) if match else ""
    if match is None or (order == "confirm" and words):
        return None
    return Several(tuple(map(int, _NUMBER.findall(match[0]))), words)


def bare(rest: str) -> str:
    return rest.strip(AROUND)
