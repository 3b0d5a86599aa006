"""The age of one of several: `le plus jeune a 11 mois`, `the eldest is 9` is not that of all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

MOST, WHO, ALONE = small("superlative"), small("of_one_who"), small("superlative_alone")
THE = small("the")
NEAR, BOTH = 4, 2  # pieces; words


@only_where(words=MOST | ALONE)
def one_of_them(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    for at in range(len(pieces)):
        end = _superlative(pieces, at)
        if end < 0:
            continue
        found[at:end] = map(idle, found[at:end])
        age = end
        while age < end + NEAR and kind_at(pieces, age) in ("filler", "aged"):
            age += 1
        if kind_at(pieces, age) == "age":
            found[age] = idle(found[age])
        elif kind_at(pieces, age) == "number" and kind_at(pieces, age + 1) in ("", "stroke"):
            found[age] = idle(found[age])  # `the youngest is 2.`
    return found


def _superlative(pieces: Sequence[Piece], at: int) -> int:
    """Where `le plus jeune`, `the eldest` ends that begins at `at`; else -1."""
    if pieces[at].word in ALONE:
        return at + 1
    words = [each.word.split() or [""] for each in pieces[max(0, at - 1) : at + 2]]
    if at == 0 or len(words) < BOTH + 1:
        return -1
    led, most, who = words
    return at + 2 if led[-1] in THE and most[-1] in MOST and who[0] in WHO else -1
