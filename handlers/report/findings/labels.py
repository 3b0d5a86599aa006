"""The words of a report with their numbers, and the part of a message that they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from handlers.report.words.pieces import Piece

COMMON = ("place", "date")  # said once, they hold for every report of the message


class Label(NamedTuple):
    """A word of a report and its number: None if it has none. `every`: of all the cases.

    `at` is its position among the pieces, `number_at` that of the number in the text; `glued`:
    it stands right before the word. `unread`: where its number should be is a word that we do not
    know.
    """

    kind: str
    value: Any
    at: int
    piece: Piece
    number: int | None = None
    every: bool = False
    glued: bool = False
    number_at: int = -1
    unread: bool = False

    @property
    def before(self) -> bool:
        """The number stands before its word."""
        return 0 <= self.number_at < self.piece.start


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one health risk; `loose` are numbers that belong to no word."""

    labels: tuple[Label, ...]
    loose: tuple[Piece, ...] = ()

    @property
    def begins(self) -> int:
        """Where among the pieces; what holds for every report stands anywhere."""
        own = (label.at for label in self.labels if label.kind not in (*COMMON, "zero", "when"))
        return min(own, default=self.labels[0].at if self.labels else 0)

    @property
    def counted(self) -> bool:
        """Whether a number of it is told."""
        return bool(self.loose) or counts(self.labels)

    def of(self, kind: str, *values: str) -> list[Label]:
        return [x for x in self.labels if x.kind == kind and (not values or x.value in values)]

    def first(self, kind: str) -> Label | None:
        return next((label for label in self.labels if label.kind == kind), None)


def counts(labels: Iterable[Label]) -> bool:
    return any(label.number is not None for label in labels)
