"""What was measured of a person: temperatures, kilograms and an arm count no cases. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.pieces import Piece
from handlers.report.spans import Found, glued, idle, joined, kind_at

TEMPERATURES = range(35, 43)  # degrees Celsius of a living person
COUNTED = ("case", "sex", "unit", "age", "mark")  # what a number counts if that follows it
BETWEEN = small("to", "of", "is") | {":", "=", "°"}
DEGREES = small("degrees") | {"°"}
ARM = "arm"  # round an upper arm: PB, MUAC
SEVERE_ARM = 115  # millimetres, from 6 to 59 months. [GK] WHO 2013, 2023
NARROWEST, WIDEST = 60, 200
UNITS = small("times")
ARTICLES = small("one")
HOUSEHOLDS = small("households")
MESSAGES = tuple(small("messages"))
LENGTHS = ("mm", "cm")
ILLNESS, MEASURED = tuple(small("illness")), tuple(small("measured"))
ARMS, RED = small("arm"), small("red")
AND = small("and") | {"<", ",", "/"}
DAY_HOURS, DURING = range(6, 97, 6), small("during")
GESTATION = 11  # months
NEAR = 2  # words between an arm and its measure
BODY, LIMBS = "body", 4
LEGS = tuple(small("leg"))
DURATIONS = small("durations")
OF = small("of") | {"'", "’"}


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
    while at >= 0 and pieces[at].word in BETWEEN:
        at -= 1
    return at >= 0 and pieces[at].value in ("fever", "temperature")


def weighed(pieces: Sequence[Piece]) -> list[Piece]:
    """`poids 6 kg`, `6,5kg`, `10 fois par jour`: kilograms and stools are no cases."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        unit = piece.word in UNITS or piece.value == "%" or _hours(pieces, at)
        if not unit or kind_at(pieces, at - 1) != "number":
            continue
        decimal = kind_at(pieces, at - 3) == "number" and glued(pieces, at - 3, at)
        begin = at - 3 if decimal and pieces[at - 2].value in (",", ".") else at - 1
        found[begin : at + 1] = [idle(p, "weight") for p in found[begin : at + 1]]
    return found


def _hours(pieces: Sequence[Piece], at: int) -> bool:
    """`2 adultes en 48h`; in `24h 12f` they are men."""
    led = at > 1 and pieces[at - 2].word in DURING
    return led and pieces[at].word == "h" and pieces[at - 1].value in DAY_HOURS


def bodily(pieces: Sequence[Piece]) -> list[Piece]:
    """`oedèmes des deux pieds`, `a sen fila`, `enceinte de 8 mois`, `CM1`: no cases, no ages."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value == "childbirth" and (month := _gestation(pieces, at)):
            found[month] = idle(found[month])
        name = piece.kind == "unknown" and len(piece.text) > 1 and glued(pieces, at, at + 2)
        if (name and kind_at(pieces, at + 1) == "number") or piece.word == "o2":
            found[at + name] = idle(found[at + name])
        if piece.kind == "number" and _of_something(pieces, at):
            found[at] = idle(piece)
        legs = (piece.kind == "risk" or piece.value == "limp") and fold(piece.text).startswith(LEGS)
        if legs and kind_at(found, at - 1) == "number" and found[at - 1].value <= LIMBS:
            found[at - 1] = idle(found[at - 1])  # `2 jambes molles`
        if piece.value == BODY:
            number = at + 1 if piece.locale == "bm" else at - 1
            if kind_at(pieces, number) == "number" and pieces[number].value <= LIMBS:
                found[number] = found[number]._replace(kind="filler", value=BODY)
    return found


def _of_something(pieces: Sequence[Piece], at: int) -> bool:
    """Of illnesses, messages, households; `une dizaine d'années`."""
    after = at + 1
    if after < len(pieces) and pieces[after].word.startswith(ILLNESS):
        return pieces[at].value > 1 or _an_illness(pieces, at)
    while after < len(pieces) and pieces[after].word in OF:
        after += 1
    long = at + 1 < after < len(pieces) and pieces[after].word in DURATIONS
    return long or _an_illness(pieces, at) or _messages(pieces, at)


def _an_illness(pieces: Sequence[Piece], at: int) -> bool:
    """In `2 femmes ont les yeux jaunes après une fièvre` nobody more is told of."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or pieces[at].word not in ARTICLES:
        return False
    strange = after.value in ("illness", "unexplained") or after.text.startswith(ILLNESS)
    people = any(
        kind_at(pieces, i) == "number" and kind_at(pieces, i + 1) in ("sex", "case")
        for i in range(len(pieces) if strange else at)
    )
    return people and (after.kind == "sign" or strange)


def _messages(pieces: Sequence[Piece], at: int) -> bool:
    """`2 notifications : méningite 1 femme, palu 1 garçon`; `22 ménages visités`."""
    word = pieces[at + 1].word if at + 1 < len(pieces) else ""
    if kind_at(pieces, at + 1) == "unknown" and kind_at(pieces, at + 2) == "filler":
        word = pieces[at + 2].word  # `deux mauvaises nouvelles`
    more = sum(piece.kind == "number" for piece in pieces[at + 1 :])
    return word in HOUSEHOLDS or (
        word.startswith(MESSAGES) and more > 1 and kind_at(pieces, at + 2) not in ("case", "risk")
    )


def _gestation(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the months stand of `enceinte de 8 mois`, `7 months pregnant`."""
    after = at + 1
    aged = any(piece.kind == "age" for piece in pieces[:at])
    while kind_at(pieces, after) in ("filler", "sex") or (  # `pregnant woman 7 months`
        aged and kind_at(pieces, after) == "stroke" and pieces[after].value == ","
    ):
        after += 1
    for month in (after, at - 1):
        if kind_at(pieces, month) == "age" and pieces[month].value.months in range(1, GESTATION):
            return month
    return None


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
    return _long(found)


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
            below = at > 0 and pieces[at - 1].value in ("<", "less")
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
    return less or text in BETWEEN | AND


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
