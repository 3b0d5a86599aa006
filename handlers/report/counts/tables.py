"""A table: a line of diseases or villages, and under it a line of numbers for each of the others.

    Village | Palu | IRA        Maladie ; Koro ; Boni        Maladie | cas | décès
    Koro    | 6    | 2          Palu    ; 6    ; 9           Palu    | 20  | 1

It is read as if each village, or disease, had been told with its numbers. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.report.counts.loose_tables import loosely
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, sentences

DISEASES = ("risk", "unlisted")
OUTCOMES = ("case", "mark")
TOTAL = "total"
SILENT = ("stroke", "filler", "unknown")
HEADS = ("illness",)  # `Maladie | Koro | Boni`
LINE, OTHER_LINE = "\n", ";"
FEWEST = 2  # columns, and numbers of a table


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands at its head (None: a total), and its numbers."""

    head: Piece | None
    numbers: tuple[Piece, ...]


def _may_be(seen: Seen) -> bool:
    lines = LINE in seen.values or OTHER_LINE in seen.values
    return lines and seen.count("number", "zero") >= FEWEST


@only_where(or_where=_may_be)
def tables(pieces: Sequence[Piece]) -> list[Piece]:
    end = LINE if any(piece.value == LINE for piece in pieces) else OTHER_LINE
    lines = sentences(pieces, (end,))
    for at in range(len(lines) - 1):
        before = [piece for line in lines[:at] for piece in line]
        named = [piece for piece in before if piece.kind == "risk"]
        columns = _columns(lines[at])
        rows: list[_Row] = []
        for line in lines[at + 1 :]:
            if not columns or (row := _row(line, columns, one=len(named) == 1)) is None:
                break
            rows.append(row)
        if not any(row.head for row in rows):
            continue
        after = [piece for line in lines[at + 1 + len(rows) :] for piece in line]
        return _in_order(before, _told(columns, rows), after)
    return loosely(pieces)


def _columns(line: Sequence[Piece]) -> list[Piece]:
    """What its columns are of: diseases, villages, or cases and deaths; a last one may be a total.

    The word above the first column (`Village`) is of no use.
    """
    cells = [p for p in line if p.kind not in SILENT or p.value == TOTAL]
    cells = [p for p in cells if p.value not in HEADS]
    kinds = {piece.kind for piece in cells if piece.value != TOTAL}
    some = (DISEASES, ("place",), OUTCOMES, ("sex",))
    one = any(kinds and kinds <= {*those} for those in some)
    return cells if one and len(cells) >= FEWEST else []


def _row(line: Sequence[Piece], columns: Sequence[Piece], *, one: bool) -> _Row | None:
    """As many numbers as columns, behind one word for what the row is of."""
    numbers = tuple(p for p in line if p.kind in ("number", "zero"))
    rest = [p for p in line if p.kind not in ("number", "zero", "stroke")]
    if len(numbers) != len(columns) or not rest or rest[0].start > numbers[0].start:
        return None
    if any(piece.value == TOTAL for piece in rest):
        return _Row(None, numbers)
    heads = [p for p in rest if p.kind in (*DISEASES, "place")]
    if len(heads) > 1 or any(p.kind not in (*SILENT, *DISEASES, "place") for p in rest):
        return None
    unknown = [p for p in rest if p.kind == "unknown"]
    head = heads[0] if heads else unknown[0] if unknown else None
    crosses = head is not None and _crosses(columns[0], head, one=one)
    return _Row(head, numbers) if crosses else None


def _crosses(column: Piece, head: Piece, *, one: bool) -> bool:
    """A village beside diseases, a disease beside villages or beside its cases and deaths; of the
    one disease that is named above, a village beside them."""
    if column.kind in DISEASES or (one and column.kind in OUTCOMES):
        return head.kind not in DISEASES
    return head.kind in DISEASES


def _told(columns: Sequence[Piece], rows: Sequence[_Row]) -> list[Piece]:
    """Each village with its diseases and their numbers; of each disease its cases and deaths."""
    by_place = columns[0].kind == "place"
    told: list[Piece] = []
    if by_place:
        for at, place in enumerate(columns):
            if place.value != TOTAL:
                cells = [(r.head, r.numbers[at]) for r in rows if r.head is not None]
                told += _line(place, cells)
    else:
        for row in rows:
            cells = [(c, n) for c, n in zip(columns, row.numbers, strict=True) if c.value != TOTAL]
            told += _line(row.head, cells) if row.head is not None else []
    if not _sums(columns, rows):
        first = next((i for i, p in enumerate(told) if p.kind == "number" and p.value), 0)
        told.insert(first + 1, Piece("elsewhere", "unsure", 0, 0))
    return told


def _line(head: Piece, cells: Sequence[tuple[Piece | None, Piece]]) -> list[Piece]:
    outcomes = cells[0][0] is not None and cells[0][0].kind in (*OUTCOMES, "sex")
    comma = Piece("stroke", ",", 0, 0, ",")
    told = [head]
    for column, number in cells:
        if column is None:
            continue
        told += [number, column] if outcomes else [column, number]
        told.append(comma)
    told[-1] = comma._replace(value=LINE, text=LINE)
    return told


def _sums(columns: Sequence[Piece], rows: Sequence[_Row]) -> bool:
    """Whether the totals that are stated are those of their rows and columns."""
    value = [[0 if n.kind == "zero" else int(n.value) for n in row.numbers] for row in rows]
    whole = [at for at, column in enumerate(columns) if column.value == TOTAL]
    parts = [at for at in range(len(columns)) if at not in whole]
    across = all(sum(row[at] for at in parts) == row[w] for row in value for w in whole)
    totals = [at for at, row in enumerate(rows) if row.head is None]
    others = [at for at in range(len(rows)) if at not in totals]
    return across and all(
        sum(value[at][column] for at in others) == value[total][column]
        for total in totals
        for column in range(len(columns))
    )


def _in_order(
    before: Sequence[Piece], told: Sequence[Piece], after: Sequence[Piece]
) -> list[Piece]:
    """With positions that go on: what is glued together is known by them."""
    begin = (before[-1].end if before else 0) + 1
    told = [p._replace(start=begin + 2 * at, end=begin + 2 * at + 1) for at, p in enumerate(told)]
    shift = max(0, told[-1].end + 1 - after[0].start) if after else 0
    moved = [p._replace(start=p.start + shift, end=p.end + shift) for p in after]
    placed = any(piece.kind == "place" for piece in (*before, *told))
    named = [at for at, p in enumerate(before) if p.kind == "unknown" and at and not placed]
    kept = named[-1] if named and before[named[-1]].text.istitle() else -1
    return [*(p if at == kept else _plain(p) for at, p in enumerate(before)), *told, *moved]


def _plain(piece: Piece) -> Piece:
    """What heads a table reports nothing by itself: `Tableau`; a last word may be the village."""
    return idle(piece, "heading") if piece.kind in ("question", "unknown") else piece
