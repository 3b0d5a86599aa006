"""How urgent it is, and the danger signs that decide it before anything else does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from bot.errors import BadFile

Urgency = Literal["now", "today", "watch"]
URGENCIES: tuple[Urgency, ...] = ("watch", "today", "now")  # each more urgent than the one before
CONFIDENCES = ("H", "M", "L")
OURS = Path(__file__).with_name("danger.toml")


@dataclass(frozen=True, slots=True)
class Triage:
    """What to do first. `reasons` are codes, `advice` ids of texts, the most important first."""

    urgency: Urgency
    reasons: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def most_urgent(found: Iterable[Urgency]) -> Urgency:
    """The most urgent of them; to watch where there is none."""
    return max(found, key=URGENCIES.index, default=URGENCIES[0])


@dataclass(frozen=True, slots=True)
class Sign:
    """A danger sign: the fields are explained at the top of `danger.toml`."""

    code: str
    of: tuple[str, ...]
    source: str
    confidence: str
    gk: tuple[str, ...] = ()


@lru_cache
def load(path: Path = OURS) -> tuple[Sign, ...]:
    """All danger signs, in the order of the list. Raises `BadFile` naming every doubtful entry."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["sign"]
        signs = tuple(
            Sign(**entry | {"of": tuple(entry["of"]), "gk": tuple(entry.get("gk", ()))})
            for entry in entries
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error
    if problems := [f"{path.name}: {each}" for each in _problems(signs)]:
        raise BadFile(problems)
    return signs


def _problems(signs: tuple[Sign, ...]) -> Iterator[str]:
    codes = [sign.code for sign in signs]
    yield from (
        f"{code} is listed twice" for code in sorted({c for c in codes if codes.count(c) > 1})
    )
    for sign in signs:
        if sign.confidence not in CONFIDENCES:
            yield f"{sign.code}: confidence {sign.confidence!r}"
        if not sign.source:
            yield f"{sign.code}: no source"


def in_order(codes: Iterable[str], signs: Iterable[Sign]) -> tuple[str, ...]:
    """Those of the codes that are danger signs, each once, in the order of the list."""
    told = set(codes)
    return tuple(sign.code for sign in signs if sign.code in told)
