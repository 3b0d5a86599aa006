"""Lines of a disease and several numbers, under a heading of ages, of letters, or of none. Pure.

Of ages they are added; of what nobody knows it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import sentences

LINE = "\n"
AGES = ("bound", "age", "unit", "half")
SIGNS = ("<", ">", "≤", "≥")
CASES, DEATHS = small("case_column"), small("death_column")
CASE, DEATH = Piece("case", "case", 0, 0), Piece("mark", "death", 0, 0)
NUMBERS = ("number", "zero")
TOTAL = "total"
FEWEST = 2  # numbers of a line


def loosely(pieces: Sequence[Piece]) -> list[Piece]:
    lines = sentences(pieces, (LINE,))
    found: list[Piece] = []
    asked = False
    for at, line in enumerate(lines):
        numbers = [i for i, piece in enumerate(line) if piece.kind in NUMBERS]
        head = _heading(lines, at)
        if not _is_row(line) or head is None:
            found += [piece for piece in line if not _heads(lines, at)] or line[-1:]
            continue
        if _of_ages(head):
            line = _added(line, numbers, head)
        elif (outcomes := _outcomes(head)) and len(outcomes) == len(numbers):
            line = _told(line, numbers, outcomes)
        elif not asked:
            asked = True
            unsure = Piece("elsewhere", "unsure", line[numbers[0]].end, line[numbers[0]].end)
            line = [*line[: numbers[0] + 1], unsure, *line[numbers[0] + 1 :]]
        found += line
    return found


def _is_row(line: Sequence[Piece]) -> bool:
    """One disease, several numbers behind it, and nothing else."""
    told = [piece for piece in line if piece.kind != "stroke"]
    kinds = [piece.kind for piece in told]
    return (
        kinds[:1] == ["risk"] and len(kinds) > FEWEST and all(kind in NUMBERS for kind in kinds[1:])
    )


def _heading(lines: Sequence[Sequence[Piece]], at: int) -> Sequence[Piece] | None:
    """The line above the rows, where there are two of them or it names a column for each number."""
    first = at
    while first > 0 and _is_row(lines[first - 1]):
        first -= 1
    last = at
    while last + 1 < len(lines) and _is_row(lines[last + 1]):
        last += 1
    head = lines[first - 1] if first else ()
    known = _of_ages(head) or _outcomes(head)
    return head if known or last > first else None


def _heads(lines: Sequence[Sequence[Piece]], at: int) -> bool:
    """Whether that line is the heading of rows, and of ages or letters."""
    above = at + 1 < len(lines) and _is_row(lines[at + 1]) and not _is_row(lines[at])
    return above and bool(_of_ages(lines[at]) or _outcomes(lines[at]))


def _of_ages(head: Sequence[Piece]) -> bool:
    said = any(piece.kind in AGES or piece.value in SIGNS for piece in head)
    return said and not any(piece.kind in ("risk", "place") for piece in head)


def _outcomes(head: Sequence[Piece]) -> list[Piece]:
    """The columns of `Maladie C D`."""
    words = [piece.word for piece in head]
    if CASES.isdisjoint(words) or DEATHS.isdisjoint(words):
        return []
    return [CASE if w in CASES else DEATH for w in words if w in CASES | DEATHS]


def _added(line: Sequence[Piece], numbers: Sequence[int], head: Sequence[Piece]) -> list[Piece]:
    """Under `<5   5+   total` the last number is that of the others already."""
    values = [0 if line[at].kind == "zero" else int(line[at].value) for at in numbers]
    total = any(piece.value == TOTAL for piece in head) and values[-1] == sum(values[:-1])
    all_ = values[-1] if total else sum(values)
    first = line[numbers[0]]._replace(kind="number", value=all_, text=str(all_))
    return [*line[: numbers[0]], first, *line[numbers[-1] + 1 :]]


def _told(line: Sequence[Piece], numbers: Sequence[int], outcomes: Sequence[Piece]) -> list[Piece]:
    told: list[Piece] = list(line[: numbers[0]])
    for at, outcome in zip(numbers, outcomes, strict=True):
        told += [line[at], outcome._replace(start=line[at].end, end=line[at].end)]
    return [*told, *line[numbers[-1] + 1 :]]
