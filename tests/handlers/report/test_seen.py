"""Rules that are passed by, because a message lacks what they need, would have changed nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from bench.messages import TODAY
from bot.cli.parse import KNOWN
from bot.cli.places import gazetteer
from bot.paths import LOCALES
from bot.understanding import Lexicons
from handlers.report import risks
from handlers.report.grammar import MOST
from handlers.report.steps import steps_of
from handlers.report.words.meant import Where
from handlers.report.words.pieces import Piece, pieces_of
from handlers.report.words.seen import Rule, Seen, only_where, read_by, several

SETS = sorted((Path(__file__).parents[2] / "messages").glob("[!j]*.jsonl"))  # not the judged
EVERY = 9  # of some 16,000 messages


@cache
def read_with() -> tuple[Lexicons, risks.Risks, Where]:
    return Lexicons(LOCALES, KNOWN), risks.load(), Where(gazetteer(None))


def sampled() -> Iterator[tuple[str, str]]:
    lines = (line for path in SETS for line in path.read_text("utf-8").splitlines())
    for number, line in enumerate(lines):
        if number % EVERY == 0 and line.strip():
            message = json.loads(line)
            yield message["text"], message["locale"]


def passed_by(text: str, locale: str) -> Iterator[tuple[str, Sequence[Piece], Sequence[Piece]]]:
    """The name of each such rule, the pieces before it, and what it would have made of them."""
    lexicons, known, where = read_with()
    pieces: Sequence[Piece] = pieces_of(lexicons.understand(text, locale).words)
    for step in steps_of(known, where, TODAY, MOST):
        found = step(pieces)
        if isinstance(step, Rule) and not step.may(Seen(pieces)):
            yield repr(step.read), pieces, found
        pieces = found


def test_what_is_passed_by_finds_nothing() -> None:
    wrong, rules = [], 0
    for text, locale in sampled():
        for name, before, after in passed_by(text, locale):
            rules += 1
            if list(before) != list(after):
                wrong.append((name, locale, text))
    assert wrong == []
    assert rules > 30_000, "hardly any rule was passed by: nothing was shown"


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("palu 3 Koro", False),
        ("palu 3 dont 1 décès Koro", True),  # a value
        ("palu 3 ou 4", True),  # a kind
        ("la grippe à Koro", True),  # a word
        ("palu 3 rougeole 2", True),  # several diseases
    ],
)
def test_any_of_what_a_rule_needs_is_enough(text: str, may: bool) -> None:
    @only_where(kinds=("either",), values=("death",), words=("grippe",), or_where=several("risk"))
    def emptied(pieces: Sequence[Piece]) -> Sequence[Piece]:
        return ()

    lexicons, _known, _where = read_with()
    pieces = pieces_of(lexicons.understand(text, "fr").words)
    assert (read_by([emptied], pieces) == ()) is may
