"""What was measured of a person: temperatures count no cases, negative tests are none. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.pieces import Piece
from handlers.report.spans import Found, glued, idle, joined, kind_at

TEMPERATURES = range(35, 43)  # degrees Celsius of a living person
COUNTED = ("case", "sex", "unit", "age", "mark")  # what a number counts if that follows it
BETWEEN = (":", "=", "°", "à", "a", "de", "of", "is")
DEGREES = ("°", "degrees")
ARM = "arm"  # round an upper arm: PB, MUAC
SEVERE_ARM = 115  # millimetres, from 6 to 59 months. [GK] WHO 2013, 2023
NARROWEST, WIDEST = 60, 200
UNITS = ("kg", "kgs", "kilo", "kilos", "kilogrammes", "fois", "times")
DAY_HOURS, DURING = range(6, 97, 6), ("en", "in", "within", "les", "sous")
GESTATION = 11  # months
BODY, LIMBS = "body", 4
EXAMINED = ("testé", "teste", "dépisté", "depisté", "examiné", "tested", "screened", "examined")
TESTS = ("tdr", "test", "tests", "ge", "rdt", "rdts")


def temperature(pieces: Sequence[Piece], at: int) -> Found:
    """`fièvre 39`, `39,5°`, `T 38.5`, `40 degrés`: from the number on."""
    if pieces[at].value not in TEMPERATURES:
        return None
    decimal = kind_at(pieces, at + 2) == "number" and glued(pieces, at, at + 3)
    end = at + 3 if decimal and pieces[at + 1].value in (",", ".") else at + 1
    told = end < len(pieces) and pieces[end].value in DEGREES
    if not told and (kind_at(pieces, end) in COUNTED or not _of_fever(pieces, at - 1)):
        return None
    return joined("filler", "temperature", pieces, at, end + told)


def _of_fever(pieces: Sequence[Piece], at: int) -> bool:
    while at >= 0 and pieces[at].text.casefold() in BETWEEN:
        at -= 1
    return at >= 0 and pieces[at].value in ("fever", "temperature")


def tested(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu TDR négatif 3`, `30 TDR palu`: not said to be cases; we ask whether they are meant so.

    Beside signs alone a negative test says only which disease it is not.
    """
    pieces = _without_the_examined(pieces)
    if not any(piece.kind == "risk" for piece in pieces):
        return _positive_alone(pieces)
    positive = any(piece.value in ("positive", "+") for piece in pieces)
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if _negative(pieces, at):
            found.append(piece._replace(kind="question", value="tested"))
            continue
        if piece.kind == "risk" and not positive and _names_tests(piece):
            found.append(piece._replace(kind="question", value="tested", text=""))
        found.append(piece)
    return found


def weighed(pieces: Sequence[Piece]) -> list[Piece]:
    """`poids 6 kg`, `6,5kg`, `10 fois par jour`: kilograms and stools are no cases."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        unit = piece.text.casefold() in UNITS or piece.value == "%" or _hours(pieces, at)
        if not unit or kind_at(pieces, at - 1) != "number":
            continue
        decimal = kind_at(pieces, at - 3) == "number" and glued(pieces, at - 3, at)
        begin = at - 3 if decimal and pieces[at - 2].value in (",", ".") else at - 1
        found[begin : at + 1] = [idle(p, "weight") for p in found[begin : at + 1]]
    return found


def _hours(pieces: Sequence[Piece], at: int) -> bool:
    """`2 adultes en 48h`; in `24h 12f` they are men."""
    led = at > 1 and pieces[at - 2].text.casefold() in DURING
    return led and pieces[at].text.casefold() == "h" and pieces[at - 1].value in DAY_HOURS


def bodily(pieces: Sequence[Piece]) -> list[Piece]:
    """`oedèmes des deux pieds`, `a sen fila`, `enceinte de 8 mois`, `CM1`: no cases, no ages."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value == "childbirth" and (month := _gestation(pieces, at)):
            found[month] = idle(found[month])
        name = piece.kind == "unknown" and len(piece.text) > 1 and glued(pieces, at, at + 2)
        if (name and kind_at(pieces, at + 1) == "number") or piece.text.casefold() == "o2":
            found[at + name] = idle(found[at + name])
        if piece.value == BODY:
            number = at + 1 if piece.locale == "bm" else at - 1
            if kind_at(pieces, number) == "number" and pieces[number].value <= LIMBS:
                found[number] = found[number]._replace(kind="filler", value=BODY)
    return found


def _gestation(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the months stand of `enceinte de 8 mois`, `7 months pregnant`."""
    after = at + 1
    while kind_at(pieces, after) in ("filler", "sex"):  # `pregnant woman 7 months`
        after += 1
    for month in (after, at - 1):
        if kind_at(pieces, month) == "age" and pieces[month].value.months in range(1, GESTATION):
            return month
    return None


def arms(pieces: Sequence[Piece], risk: str = "malnutrition") -> list[Piece]:
    """`PB 108 mm`, `MUAC 10,9 cm`: below 115 mm that is severe acute malnutrition."""
    found = list(pieces)
    named = any(piece.kind == "risk" and risk in piece.value for piece in pieces)
    for at in range(len(pieces) - 1):
        if pieces[at].value != ARM:
            continue
        measures, end = _measures(pieces, at + 1)
        if not measures:
            continue
        severe = min(measures) < SEVERE_ARM and not named
        arm = {"kind": "risk", "value": (risk,), "sure": True, "score": 1.0}
        found[at] = found[at]._replace(**arm if severe else {"kind": "filler"})
        found[at + 1 : end] = [
            p._replace(kind="filler", value="arm measure") for p in found[at + 1 : end]
        ]
    return found


def _measures(pieces: Sequence[Piece], at: int) -> tuple[list[float], int]:
    """The millimetres of one arm, or of several, and where they end."""
    found: list[float] = []
    end = at
    while at < len(pieces):
        if kind_at(pieces, at) == "number":
            after, millimetres = _measure(pieces, at)
            if not NARROWEST <= millimetres < WIDEST:
                break
            below = at > 0 and pieces[at - 1].value == "<"
            found.append(millimetres - below)
            at = end = after
        elif pieces[at].text.casefold() in (*BETWEEN, "<", ",", "et", "and", "/"):
            at += 1
        else:
            break
    return found, end


def _measure(pieces: Sequence[Piece], at: int) -> tuple[int, float]:
    """Where it ends, and its millimetres; of less than 20 it is centimetres."""
    value, end = float(pieces[at].value), at + 1
    decimal = kind_at(pieces, at + 2) == "number" and glued(pieces, at, at + 3)
    if decimal and pieces[at + 1].value in (",", "."):
        value, end = value + pieces[at + 2].value / 10, at + 3
    if end < len(pieces) and pieces[end].text.casefold() in ("mm", "cm"):
        end += 1
    elif "".join(piece.text.casefold() for piece in pieces[end : end + 2]) == "mm":
        end += 2  # glued to the number, it was read letter by letter
    return end, value * 10 if value < 20 else value


def _without_the_examined(pieces: Sequence[Piece]) -> list[Piece]:
    """Of `j'ai testé 9 enfants, 4 ont le palu` the nine are no cases."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        people = kind_at(pieces, at + 1) == "number" and kind_at(pieces, at + 2) in ("case", "sex")
        later = {p.kind for p in pieces[at + 3 :]}
        if piece.text.casefold() in EXAMINED and people and {"number", "risk"} <= later:
            found[at + 1 : at + 3] = map(idle, found[at + 1 : at + 3])
    return found


def _positive_alone(pieces: Sequence[Piece], risk: str = "malaria") -> list[Piece]:
    """`5 TDR positifs`, `fièvre, TDR +`: where nothing else is named, they test for malaria."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        test = piece.value == "rapid_test" or not set(TESTS).isdisjoint(
            piece.text.casefold().split()
        )
        near = [p for p in pieces[max(at - 1, 0) : at + 3] if p is not piece]
        if test and any(p.value in ("positive", "+") for p in near):
            found[at] = piece._replace(kind="risk", value=(risk,), sure=True, score=1.0)
            break
    return found


def _names_tests(piece: Piece) -> bool:
    """`tests palu` is the disease by the name of its test."""
    return not set(TESTS).isdisjoint(piece.text.casefold().split())


def _negative(pieces: Sequence[Piece], at: int) -> bool:
    if pieces[at].value == "negative":
        return True
    minus = pieces[at].value == "-" and at > 0 and glued(pieces, at - 1, at + 1)
    after = at + 1 == len(pieces) or not glued(pieces, at, at + 2)
    return minus and after and pieces[at - 1].text.casefold() in TESTS
