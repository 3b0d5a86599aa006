"""Numbers that count nobody: `2e cas`, `cas n°3`, `du 16 au 22 novembre`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.neighbours import ORDINALS
from handlers.report.words.periods import DAY, period
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import glued, idle, joined, kind_at, sentences

COUNTED = ("case", "sex", "risk", "filler")  # `2e cas`, `2nd child`
NUMBERED = small("numbered")
ENDS = (".", ";", "\n", "!")
SEVERAL = 3  # days that each have a number
ONE, THE = small("number_of_those"), small("the")
SO, KEPT = small("so"), ("place", "stroke", "date")


def ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Ordinals made one each; numbers of earlier cases, and the days of a week, made no counts."""
    found: list[Piece] = []
    pieces = _day_by_day(pieces)
    at = 0
    while at < len(pieces):
        match = None
        if kind_at(pieces, at) == DAY and kind_at(pieces, at + 1) == "number":
            match = period(pieces, at + 1)
        elif pieces[at].kind == "number":
            match = period(pieces, at) or _ordinal(pieces, at)
        elif pieces[at].word in NUMBERED:
            match = _reference(pieces, at)
        piece, at = match or (pieces[at], at + 1)
        found.append(piece)
    return found


def _day_by_day(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Of `lundi 3, mardi 2, mercredi 4` none is the 4th: so many were counted on each day."""
    days = [at for at, p in enumerate(pieces) if p.kind == DAY and _counted_on(pieces, at)]
    if len(days) < SEVERAL:
        return pieces
    found = list(pieces)
    for at in reversed(days):
        between = found[at]._replace(kind="stroke", value=":", text=":", start=found[at].end)
        found.insert(at + 1, between)
    return found


def _counted_on(pieces: Sequence[Piece], at: int) -> bool:
    ends = kind_at(pieces, at + 2) in ("stroke", "", "filler")
    return kind_at(pieces, at + 1) == "number" and ends


def _has_ordinals(seen: Seen) -> bool:
    numbers = (piece.text for piece in seen.pieces if piece.kind == "number")
    return any(text[:1].isdecimal() and not text.isdecimal() for text in numbers)


@only_where(words=SO | ONE, or_where=lambda seen: _has_ordinals(seen) or seen.count("risk") > 1)
def named_once(pieces: Sequence[Piece]) -> list[Piece]:
    """`1er cas: rougeole fille Koro. 2e cas: rougeole garçon Koro`: one disease, in one place."""
    if pasted := _pasted_twice(pieces):
        return pasted
    found = _the_one(_concluded(pieces))
    cases = [at for at in range(len(found)) if _case_in_order(found, at)]
    if len(cases) < 2:
        return found
    risks, places = ([p for p in pieces if p.kind == kind] for kind in ("risk", "place"))
    if not risks or any(len({p.value for p in named}) > 1 for named in (risks, places)):
        return found
    said = (*risks, *places[1:])
    rest = (p._replace(kind="filler", value="again") if p in said else p for p in found)
    return [risks[0], *rest]


def _pasted_twice(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu 3 koro. palu 3 koro`: the same report, once more in one message."""
    parts = sentences(pieces, ENDS)
    said = [[(p.kind, p.value) for p in part if p.kind != "stroke"] for part in parts]
    same = len(parts) > 1 and all(each == said[0] for each in said)
    whole = same and {"risk", "number"} <= {kind for kind, _value in said[0]}
    return parts[0] if whole else []


def _concluded(pieces: Sequence[Piece]) -> list[Piece]:
    """`TDR: 5 positifs au palu. Donc 5 cas de palu`: said once more, in other words."""
    at = next((at for at, piece in enumerate(pieces) if piece.word in SO), len(pieces))
    told = {p.value for p in pieces[:at] if p.kind in ("number", "risk")}
    rest = [p for p in pieces[at:] if p.kind in ("number", "risk", "sex", "mark", "sign")]
    again = {p.kind for p in rest} == {"number", "risk"} and all(p.value in told for p in rest)
    if not again or len(rest) != 2:
        return list(pieces)
    return [p if i < at or p.kind in KEPT else idle(p) for i, p in enumerate(pieces)]


def _the_one(pieces: list[Piece]) -> list[Piece]:
    """`Meningitis 2, measles 1. The measles one is a boy`: told of again, and no second case."""
    for at in range(2, len(pieces)):
        risk = pieces[at - 1]
        led = risk.kind == "risk" and pieces[at - 2].word in THE and pieces[at].word in ONE
        if led and any(p.kind == "risk" and p.value == risk.value for p in pieces[: at - 2]):
            pieces[at] = idle(pieces[at], "again")
    return pieces


def _case_in_order(pieces: Sequence[Piece], at: int) -> bool:
    ordinal = pieces[at].text[:1].isdecimal() and not pieces[at].text.isdecimal()
    return kind_at(pieces, at) == "number" and ordinal and kind_at(pieces, at + 1) == "case"


def _ordinal(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    """The second case is one case more; the 20th of a month is its day."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    ordinal = after is not None and after.kind == "unknown" and after.value in ORDINALS
    if not ordinal or not glued(pieces, at, at + 2):
        return None
    if kind_at(pieces, at + 2) == "month":
        return joined("number", pieces[at].value, pieces, at, at + 2)
    if kind_at(pieces, at + 2) in ("unknown", "sign"):
        return joined("filler", "order", pieces, at, at + 2)  # `6e grossesse`
    if kind_at(pieces, at + 2) not in COUNTED:
        return None
    return joined("number", 1, pieces, at, at + 2)


def _reference(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    """`cas n°3`: an earlier one."""
    end = at + 2 if at + 1 < len(pieces) and pieces[at + 1].value in ("°", ".") else at + 1
    named = any(piece.kind in ("case", "risk") for piece in pieces[max(0, at - 2) : at])
    if not named or kind_at(pieces, end) != "number":
        return None
    if any(kind_at(pieces, i + 1) in COUNTED[:3] for i in _numbers(pieces, at)):
        return joined("filler", "first", pieces, at, end + 1)  # `1 cas, patient n°57`
    who = any(piece.kind in ("sex", "age") for piece in pieces[end + 1 :])
    if pieces[end].value == 1 and who:  # `cas n°1 : fille, 3 ans`
        return joined("filler", "first", pieces, at, end + 1)
    return joined("elsewhere", "followed_up", pieces, at, end + 1)


def _numbers(pieces: Sequence[Piece], end: int) -> list[int]:
    return [at for at in range(end) if pieces[at].kind == "number"]
