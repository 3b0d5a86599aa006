"""What a message has, looked at before a rule is tried: most rules find nothing in most messages.

A rule says with `only_where` what it cannot do without; where nothing of that is there it is passed
by, which saves time and changes nothing (tests/handlers/report/test_seen.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeAlias

from bot.folding import fold
from handlers.report.words.pieces import Piece

Known = ParamSpec("Known")  # what a rule is told besides the pieces: risks, places, the day
Read: TypeAlias = Callable[Concatenate[Sequence[Piece], Known], Sequence[Piece]]
Step: TypeAlias = Callable[[Sequence[Piece]], Sequence[Piece]]


class Seen:
    """The kinds, values and words of some pieces, without their order.

    `values`: those that are words (`death`, `vaccinated`, `:`); `words`: each piece as it is
    compared, whole, word by word, and folded.
    """

    __slots__ = ("kinds", "pieces", "values", "words")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.kinds = {piece.kind for piece in pieces}
        self.values = {piece.value for piece in pieces if type(piece.value) is str}
        words = {piece.word for piece in pieces}
        words.update([word for several in words if " " in several for word in several.split()])
        words.update([*map(fold, words)])
        self.words = words

    def count(self, *kinds: str) -> int:
        return sum(piece.kind in kinds for piece in self.pieces)

    def begins(self, beginnings: tuple[str, ...]) -> bool:
        """Whether a word begins so."""
        return any(word.startswith(beginnings) for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Known]):
    """`read` makes other pieces of those of a message, or leaves them; `may` says if it might."""

    read: Read[Known]
    may: Callable[[Seen], bool]

    def __call__(
        self, pieces: Sequence[Piece], *args: Known.args, **known: Known.kwargs
    ) -> Sequence[Piece]:
        return self.read(pieces, *args, **known)

    def knowing(self, *args: Known.args, **known: Known.kwargs) -> Rule[[]]:
        """The same rule, told what it is to know besides the pieces."""
        return Rule(lambda pieces: self.read(pieces, *args, **known), self.may)


def only_where(
    *,
    kinds: Collection[str] = (),
    values: Collection[str] = (),
    words: Collection[str] = (),
    or_where: Callable[[Seen], bool] | None = None,
) -> Callable[[Read[Known]], Rule[Known]]:
    """Makes a rule of a function that finds nothing without any of these."""
    some_kinds, some_values, some_words = map(frozenset, (kinds, values, words))

    def may(seen: Seen) -> bool:
        return (
            not some_words.isdisjoint(seen.words)
            or not some_values.isdisjoint(seen.values)
            or not some_kinds.isdisjoint(seen.kinds)
            or (or_where is not None and or_where(seen))
        )

    return lambda read: Rule(read, may)


def several(*kinds: str) -> Callable[[Seen], bool]:
    """Two pieces or more of these kinds."""
    return lambda seen: seen.count(*kinds) > 1


def read_by(steps: Iterable[Step | Rule[[]]], pieces: Sequence[Piece]) -> Sequence[Piece]:
    """What all steps make of the pieces, one after the other."""
    seen = Seen(pieces)
    for step in steps:
        if isinstance(step, Rule) and not step.may(seen):
            continue
        found = step(pieces)
        if found != pieces:
            pieces, seen = found, Seen(found)
    return pieces
