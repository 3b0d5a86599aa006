"""Lists under an age or a sex: `<5 ans : palu 20, ira 8 ; >5 ans : palu 25, ira 4`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import kind_at

HEADING = ":"
Listed = dict[int, int]  # where a disease stands, and its number


def _heads(seen: Seen) -> bool:
    return HEADING in seen.values and (seen.count("age") > 1 or seen.count("sex") > 1)


@only_where(or_where=_heads)
def under_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Each disease once, with what is told of it under each of them."""
    heads = [at for at in range(len(pieces)) if _is_heading(pieces, at)]
    kinds = {pieces[at].kind for at in heads}
    groups = {_group(pieces[at]) for at in heads}
    if len(heads) < 2 or len(kinds) != 1 or len(groups) != len(heads):
        return list(pieces)
    told: dict[object, list[tuple[Piece, Piece, Piece]]] = {}
    ends = [*heads[1:], len(pieces)]
    last = heads[0]
    for head, end in zip(heads, ends, strict=True):
        listed, last = _list(pieces, head + 2, end)
        if not listed or (end < len(pieces) and last < end):
            return list(pieces)
        for risk, number in listed.items():
            piece = pieces[risk]
            told.setdefault(piece.value, []).append((piece, pieces[head], pieces[number]))
    found = _in_order([*_retold(told)], pieces[heads[0]].start)
    return [*pieces[: heads[0]], *found, *pieces[last:]]


def _is_heading(pieces: Sequence[Piece], at: int) -> bool:
    group = pieces[at].kind == "sex" or (pieces[at].kind == "age" and _group(pieces[at]))
    led = at + 1 < len(pieces) and pieces[at + 1].value == HEADING
    return bool(group) and led and kind_at(pieces, at + 2) in ("risk", "number")


def _group(piece: Piece) -> object:
    if piece.kind == "sex":
        return piece.value
    return piece.value.group if piece.value.months is None else None


def _list(pieces: Sequence[Piece], begin: int, end: int) -> tuple[Listed, int]:
    """`palu 20, ira 8`, and where it ends; nothing where anything else is told."""
    listed: Listed = {}
    at = begin
    while at < end:
        pair = (kind_at(pieces, at), kind_at(pieces, at + 1))
        if pair == ("risk", "number"):
            listed[at] = at + 1
        elif pair == ("number", "risk"):
            listed[at + 1] = at
        else:
            break
        at += 2
        while at < end and (kind_at(pieces, at) in ("stroke", "filler")):
            at += 1
    return listed, at


def _retold(told: dict[object, list[tuple[Piece, Piece, Piece]]]) -> list[Piece]:
    """`palu 45 (<5 ans 20, >5 ans 25)`."""
    found: list[Piece] = []
    comma = Piece("stroke", ",", 0, 0, ",")
    for each in told.values():
        all_ = sum(int(number.value) for _risk, _head, number in each)
        found += [each[0][0], Piece("number", all_, 0, 0, str(all_)), comma._replace(value="(")]
        for _risk, head, number in each:
            found += [number, head] if head.kind == "sex" else [head, number]
            found.append(comma)
        found[-1] = comma._replace(value=")")
        found.append(comma._replace(value=";"))
    return found


def _in_order(told: Sequence[Piece], begin: int) -> list[Piece]:
    """Within the room of what they stand for, each apart from the next."""
    return [p._replace(start=begin + 2 * at, end=begin + 2 * at + 1) for at, p in enumerate(told)]
