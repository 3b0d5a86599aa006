"""Upper arms: `PB 108 mm`, `MUAC rouge`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import glued, idle, kind_at

ARM = "arm"  # round an upper arm: PB, MUAC
SEVERE_ARM = 115  # millimetres, from 6 to 59 months. [GK] WHO 2013, 2023
NARROWEST, WIDEST = 60, 200
LENGTHS = ("mm", "cm")
ARMS, RED, MEASURED = small("arm"), small("red"), tuple(small("measured"))
REDS = tuple(RED)
BETWEEN = small("to", "of", "is", "and", "stands_at") | {":", "=", "°", "<", ",", "/"}
NEAR = 2  # words between an arm and its measure


def _may_be_red(seen: Seen) -> bool:
    return any(piece.kind == "risk" and piece.word.endswith(REDS) for piece in seen.pieces)


@only_where(values=(ARM,), words=(*ARMS, *LENGTHS, "m"), or_where=_may_be_red)
def arms(pieces: Sequence[Piece], risk: str = "malnutrition") -> list[Piece]:
    """`PB 108 mm`, `MUAC 10,9 cm`: below 115 mm that is severe acute malnutrition."""
    found = list(pieces)
    named = any(piece.kind == "risk" and risk in piece.value for piece in pieces)
    for at in range(len(pieces)):
        measures, end = _measures(pieces, at + 1) if _is_arm(pieces, at) else ([], at)
        if pieces[at].value == ARM and not (named or measures) and _is_red(pieces, at):
            found[at] = found[at]._replace(kind="risk", value=(risk,), sure=True, score=1.0)
        if not measures:
            continue
        severe = min(measures) < SEVERE_ARM and not named
        arm = {"kind": "risk", "value": (risk,), "sure": True, "score": 1.0}
        found[at] = found[at]._replace(**arm if severe else {"kind": "filler"})
        found[at + 1 : end] = [
            p._replace(kind="filler", value="arm measure") for p in found[at + 1 : end]
        ]
    return _long(_red_of_one(found))


def _red_of_one(pieces: list[Piece]) -> list[Piece]:
    """`1 enfant 18 mois, PB rouge 105`; `PB rouge 8` may be eight children."""
    for at in range(1, len(pieces) - 1):
        one = any(piece.kind in ("number", "age", "unit") for piece in pieces[:at])
        red = pieces[at].kind == "risk" and pieces[at].word.endswith(REDS) and one
        if red and kind_at(pieces, at + 1) == "number" and pieces[at + 1].value > NARROWEST:
            pieces[at + 1] = idle(pieces[at + 1], "arm measure")
    return pieces


def _is_red(pieces: Sequence[Piece], at: int) -> bool:
    """`2 enfants rouges au MUAC`, `PB rouge`: the band's colour of severe malnutrition."""
    near = pieces[max(at - 3, 0) : at + 3]
    return any(piece.word in RED for piece in near)


def _is_arm(pieces: Sequence[Piece], at: int) -> bool:
    """`PB`, `MUAC`; and `son bras mesure 105 mm`, where the unit says that it was measured."""
    if pieces[at].value == ARM:
        return True
    measure = at + 1
    while measure <= at + NEAR and kind_at(pieces, measure) in ("filler", "unknown", "stroke"):
        measure += 1
    arm = pieces[at].word in ARMS and kind_at(pieces, measure) == "number"
    return arm and _length(pieces, measure) > measure


def _long(pieces: list[Piece]) -> list[Piece]:
    """`taille 110 cm`: no cases."""
    for at, piece in enumerate(pieces):
        if piece.kind == "number" and (end := _length(pieces, at)) > at:
            pieces[at:end] = [idle(each, "length") for each in pieces[at:end]]
    return pieces


def _length(pieces: Sequence[Piece], at: int) -> int:
    """Behind the millimetres or centimetres of the number `at`; where there are none, `at`."""
    after = "".join(each.word for each in pieces[at + 1 : at + 3])
    if pieces[at + 1 : at + 2] and pieces[at + 1].word in LENGTHS:
        return at + 2
    return at + 3 if after in LENGTHS and glued(pieces, at, at + 3) else at


def _measures(pieces: Sequence[Piece], at: int) -> tuple[list[float], int]:
    """The millimetres of one arm, or of several, and where they end."""
    found: list[float] = []
    end = at
    while at < len(pieces):
        if kind_at(pieces, at) == "number":
            after, millimetres = _measure(pieces, at)
            if not NARROWEST <= millimetres < WIDEST:
                break
            beside = (*pieces[max(0, at - 1) : at], *pieces[after : after + 1])
            below = any(piece.value in ("<", "less") for piece in beside)
            found.append(millimetres - below)
            at = end = after
        elif _passes(pieces[at]):
            at += 1
        else:
            break
    return found, end


def _passes(piece: Piece) -> bool:
    """Stands between an arm and its measure."""
    text = piece.word
    less = piece.kind == "bound" or text.startswith(MEASURED)
    return less or text in BETWEEN


def _measure(pieces: Sequence[Piece], at: int) -> tuple[int, float]:
    """Where it ends, and its millimetres; of less than 20 it is centimetres."""
    value, end = float(pieces[at].value), at + 1
    decimal = kind_at(pieces, at + 2) == "number" and glued(pieces, at, at + 3)
    if decimal and pieces[at + 1].value in (",", "."):
        value, end = value + pieces[at + 2].value / 10, at + 3
    if end < len(pieces) and pieces[end].word in ("mm", "cm"):
        end += 1
    elif "".join(piece.word for piece in pieces[end : end + 2]) == "mm":
        end += 2  # glued to the number, it was read letter by letter
    return end, value * 10 if value < 20 else value
