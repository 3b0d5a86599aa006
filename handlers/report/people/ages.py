"""Ages without their unit (`boy 6, girl 9, girl 11`), and numbers that only count up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from bot.understanding.small import small
from handlers.report.findings.labels import Label
from handlers.report.findings.several import is_person, many
from handlers.report.words.bounds import exactly
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import THEIR, idle, kind_at

OLDEST = 100  # years
LEAST = 2  # persons
COUNTED = ("unit", "case", "sex", "age", "dose")
TELLS = ("risk", "sign", "date")
THE, HAS = small("the"), small("has_years")  # `il a 2 ans`
OF, KIN = small("of"), small("kin", "kin_aged")
LETTERS, POINTS = 2, (".", ")", ":")
ENDINGS = small("ordinal_endings")


def without_ordinals(pieces: list[Piece]) -> list[Piece]:
    """`Cas 1 : ... Cas 2 : ...`, `1er ..., 2em ...`: numbers that count nobody."""
    led = [at for at, p in enumerate(pieces) if p.kind == "number" and _ordinal(pieces, at)]
    told = [_counts_up(pieces[at]) or pieces[at].value for at in led]
    if told != list(range(1, len(led) + 1)):
        return pieces
    for at in led:
        for near in (at - 1, at, at + 1):
            case = near < at and kind_at(pieces, near) == "case"
            if near == at or case or _ending(pieces, near):
                pieces[near] = idle(pieces[near])
    return pieces


def _ordinal(pieces: Sequence[Piece], at: int) -> bool:
    before = pieces[at - 1] if kind_at(pieces, at - 1) == "case" else None
    case = before is not None and (before.value == "case" or not many(_label(before)))
    point = (
        bool(pieces[at + 1 : at + 2]) and pieces[at + 1].value in POINTS
    )  # `1.male 6 2.female 4`
    leads = point and kind_at(pieces, at + 2) in ("sex", "case", "age")
    return case or leads or _counts_up(pieces[at]) is not None or _ending(pieces, at + 1)


def _counts_up(piece: Piece) -> int | None:
    """`1er`, `2e`"""
    digits = "".join(takewhile(str.isdecimal, piece.text))
    return int(digits) if digits and digits != piece.text else None


def _ending(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "unknown" and pieces[at].word in ENDINGS


@only_where(kinds=("sex",), values=TRADES)
def bare_ages(pieces: Sequence[Piece]) -> list[Piece]:
    """Numbers behind words for one person, where they cannot be numbers of persons."""
    found = list(pieces)
    apart = without_ordinals(list(pieces))  # `Case 2 male 18` are no two
    people = [at for at in range(len(pieces)) if _one(apart, at)]
    aged = [(at, number) for at in people if (number := _behind(pieces, at)) is not None]
    in_turn = len(people) >= LEAST and apart != found
    for at, number in aged:
        if in_turn or _is_age(pieces, at, aged, len(people)):
            piece = pieces[number]
            found[number] = piece._replace(kind="age", value=exactly(piece.value * 12))
    return found


def _one(pieces: Sequence[Piece], at: int) -> bool:
    """A word for one person that no number but 1 leads: `7M, 2 décès` are seven."""
    piece = pieces[at]
    if kind_at(pieces, at - 1) == "number" and pieces[at - 1].value != 1:
        return False
    if piece.kind == "unknown" and at and pieces[at - 1].word in THEIR:
        return True  # `son apprentie 15`
    person = _letter(piece) or is_person(piece) or piece.value in TRADES
    single = not many(_label(piece))
    return person and single and piece.locale != "bm"


def _label(piece: Piece) -> Label:
    return Label(piece.kind, piece.value, 0, piece)


def _letter(piece: Piece) -> bool:
    return piece.kind == "sex" and len(piece.text) <= LETTERS


def _behind(pieces: Sequence[Piece], at: int) -> int | None:
    """Where its age stands: `girl 4`, `a boy of 9`, `farmer (m) 47`, `nurse (F, 37)`."""
    number = at + 1
    between = [piece.value for piece in pieces[number : number + 1]]
    opened = at > 0 and pieces[at - 1].value == "("
    slash = between == ["/"] and _letter(pieces[at])  # `F/14`
    if between == ["("] or (opened and between in ([","], [")"])) or _of(pieces, number):
        number += 1
    number += slash
    known = kind_at(pieces, number) == "number" and 0 < pieces[number].value <= OLDEST
    return number if known and kind_at(pieces, number + 1) not in COUNTED else None


def _of(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].word in OF


def _is_age(pieces: Sequence[Piece], at: int, aged: Sequence[tuple[int, int]], people: int) -> bool:
    """`wife 30` counts nobody; nor does a word that comes twice (`F 22, F 6`), `a boy of 9`,
    `1 boy 10`, `(f) 31`; nor so many persons as were said to be."""
    if dict(aged)[at] > at + 1 and pieces[at + 1].value != "/":
        return True
    if people < LEAST:
        return _led(pieces, at)
    letter = _letter(pieces[at])
    behind = {number for _at, number in aged}
    told = [i for i, p in enumerate(pieces) if p.kind == "number" and i not in behind]
    last = max(behind)  # `F 6 and M 3, 2 dead`
    stated = [pieces[i].value for i in told if i < last or kind_at(pieces, i + 1) != "mark"]
    if stated == [people] or _twice(pieces, aged):
        return True
    own = [a for a, _n in aged if not _letter(pieces[a])]
    kin = any(_kin(pieces[a]) or _led(pieces, a) for a in own)
    another = any(_aged(pieces, i) for i in range(len(pieces)) if _one(pieces, i))
    another = another or any(number > a + 1 for a, number in aged)
    return not letter and (kin or another or _apart(pieces, aged))


def _aged(pieces: Sequence[Piece], at: int) -> bool:
    return "age" in (kind_at(pieces, at + 1), kind_at(pieces, at + 2))


def _twice(pieces: Sequence[Piece], aged: Sequence[tuple[int, int]]) -> bool:
    words = [pieces[at].word for at, _number in aged]
    between = pieces[aged[0][0] : aged[-1][0]]
    return len(set(words)) < len(words) and not any(piece.kind == "risk" for piece in between)


def _apart(pieces: Sequence[Piece], aged: Sequence[tuple[int, int]]) -> bool:
    """Between all of them something is told: `girl 14, began 26 nov. Stiff neck, boy 10`."""
    between = [pieces[number + 1 : other] for (_at, number), (other, _n) in pairwise(aged)]
    return bool(between) and all(any(p.kind in TELLS for p in each) for each in between)


def _led(pieces: Sequence[Piece], at: int) -> bool:
    one = kind_at(pieces, at - 1) == "number" and pieces[at - 1].value == 1
    return one and not _letter(pieces[at])  # `palu 1 m 28`


def _kin(piece: Piece) -> bool:
    return piece.value in TRADES or piece.last_word in KIN


def which_of_them(pieces: Sequence[Piece], at: int) -> bool:
    """`La première, 2 ans`, `le cadet, 11 ans`, `le premier a 10 mois`: words we need not know."""
    if at < 0 or pieces[at].word not in THE:
        return False
    word = kind_at(pieces, at + 1) in ("unknown", "filler", "question", "intent")
    known = pieces[at + 1].value == "role"  # `selon le docteur, 26 ans`
    return word and not known and (pieces[at + 2].value == "," or pieces[at + 2].word in HAS)
