"""Ages in a report: years, months, weeks, days, or under and over five years."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.finding import AgeGroup
from handlers.report.words.bounds import (
    FIVE_YEARS,
    SHORT,
    Age,
    bounded,
    exactly,
    group_of,
    in_days,
    months_of,
    up_to_all,
    upwards,
)
from handlers.report.words.pieces import Piece
from handlers.report.words.several_ages import OLDEST, shared_unit
from handlers.report.words.spans import Found, glued, joined, kind_at, past_fillers

BRACKETS = (11, 23, 59)  # months: where those of reporting forms end
TO, ALL_OVER, OF = small("to"), small("all_over"), small("of")
BOUNDS = {"<": "less", ">": "more", "-": "less", "+": "more", "≤": "less", "≥": "more"}
LONGEST = 180  # days


def age(pieces: Sequence[Piece], at: int) -> Found:
    """An age that begins at `at`."""
    match pieces[at].kind:
        case "bound":
            return bounded(pieces, at, pieces[at].value)
        case "stroke":
            return _signed(pieces, at)
        case "number":
            return (
                _range(pieces, at)
                or _told(pieces, at)
                or shared_unit(pieces, at)
                or upwards(pieces, at)
            )
        case "unit":
            return _unit_first(pieces, at)
        case "aged":
            return _aged(pieces, at)
        case "filler" if pieces[at].word in ALL_OVER:
            return bounded(pieces, at, "more")
        case "age":
            value = Age(None, pieces[at].value)
            return joined("age", value, pieces, at, at + 1)
    return None


def _signed(pieces: Sequence[Piece], at: int) -> Found:
    """`<5`, `-5ans`, `+ de 5 ans`; a hyphen between words only separates."""
    bound = BOUNDS.get(pieces[at].value)
    if bound is None:
        return None
    doubtful = pieces[at].value in "-+"
    bare = doubtful and kind_at(pieces, at + 2) != "unit"
    if bare and _of_five(pieces, at) and _both_groups(pieces):
        return joined("age", Age(None, group_of(bound, FIVE_YEARS)), pieces, at, at + 2)
    after_word = at > 0 and glued(pieces, at - 1, at + 1)  # in `f-2ans` it only separates
    begin = past_fillers(pieces, at + 1)
    if pieces[begin : begin + 1] and pieces[begin].value == "=":
        begin += 1
    if doubtful and (after_word or kind_at(pieces, begin + 1) != "unit"):
        return None
    led = pieces[at + 1].word in OF if at + 1 < len(pieces) else False  # `- de 5 ans`
    apart = begin < len(pieces) and pieces[begin].start > pieces[at].end
    if pieces[at].value == "-" and apart and not (led or _of_children(pieces, at)):
        return None
    found = bounded(pieces, begin - 1, bound) if kind_at(pieces, begin) == "number" else None
    return joined("age", found[0].value, pieces, at, found[1]) if found else None


def _of_five(pieces: Sequence[Piece], at: int) -> bool:
    """A sign that leads a five: not that of `3-5`, nor of `-5/4`."""
    number = glued(pieces, at, at + 2) and pieces[at + 1].value == 5
    number = number and not any(piece.value == "/" for piece in pieces[at + 2 : at + 3])
    alone = at == 0 or not glued(pieces, at - 1, at + 1) or pieces[at - 1].kind == "stroke"
    return number and alone


def _both_groups(pieces: Sequence[Piece]) -> bool:
    """`-5: 4 +5: 2`: one alone may be a dash, or a sum."""
    signs = {pieces[at].value for at in range(len(pieces) - 1) if _of_five(pieces, at)}
    return {"-", "+"} <= signs


def _of_children(pieces: Sequence[Piece], at: int) -> bool:
    """`5 pneumonies chez enfts - 5 ans`; `1 enfant - 5 ans` is five years old, and in `Koro - 3
    enfants - 5 ans` it only separates."""
    children = at > 0 and pieces[at - 1].value == "child" and pieces[at - 1].text[-1] in "sS"
    alone = sum(piece.value == "-" for piece in pieces) == 1
    return children and alone and kind_at(pieces, at + 1) == "number" and pieces[at + 1].value == 5


def _range(pieces: Sequence[Piece], at: int) -> Found:
    """`0-59 mois`, `5 à 14 ans`, `1-4 ans`; `3-4 ans` may be three cases of four years."""
    if kind_at(pieces, at + 1) == "unit" and (found := _of_two_units(pieces, at)):
        return found
    dash = kind_at(pieces, at + 1) == "stroke" and pieces[at + 1].value == "-"
    word = kind_at(pieces, at + 1) == "filler" and pieces[at + 1].word in TO
    word = word or kind_at(pieces, at + 1) == "either"  # `3 ou 4 ans`
    if not (dash or word) or kind_at(pieces, at + 2) != "number":
        return None
    if pieces[at].locale and pieces[at].value == 1 and not dash:
        return None  # `l'un a 5 ans, l'autre 9 ans`
    low, high = pieces[at].value, pieces[at + 2].value
    if kind_at(pieces, at + 3) != "unit" or low >= high:
        return None
    unit = pieces[at + 3].value
    bracket = low in (0, 5, 6, 15) or (unit == "month" and high in BRACKETS)
    if dash and not bracket and kind_at(pieces, at - 1) != "number":
        return None
    if months_of(high, unit) <= FIVE_YEARS:
        group: AgeGroup | None = "under5"
    else:
        group = "over5" if months_of(low, unit) >= FIVE_YEARS else None
    return joined("age", Age(None, group), pieces, at, at + 4)


def _of_two_units(pieces: Sequence[Piece], at: int) -> Found:
    """`9 mois à 4 ans`"""
    kinds = [kind_at(pieces, i) for i in (at + 3, at + 4)]
    between = at + 2 < len(pieces) and (pieces[at + 2].word in TO or pieces[at + 2].value == "-")
    if not between or kinds != ["number", "unit"] or pieces[at + 1].value == pieces[at + 4].value:
        return None
    if SHORT.keys() & {pieces[at + 1].value, pieces[at + 4].value}:
        return None
    low = months_of(pieces[at].value, pieces[at + 1].value)
    high = months_of(pieces[at + 3].value, pieces[at + 4].value)
    group: AgeGroup | None = "under5" if high < FIVE_YEARS else None
    group = "over5" if low >= FIVE_YEARS else group
    return joined("age", Age(None, group), pieces, at, at + 5) if low < high else None


def _told(pieces: Sequence[Piece], at: int) -> Found:
    """`4 ans`, `1 an 6 mois`, `2,5 ans`, `2 ans et demi`, `15 ans et plus`."""
    half = 0
    end = at + 1
    if _is_half(pieces, at):
        half, end = 6, at + 3
    if kind_at(pieces, end) == "stroke" and pieces[end].value == "-" and glued(pieces, at, end + 2):
        end += 1  # `2-yr-old`
    if kind_at(pieces, end) != "unit" or _of_the_next(pieces, end):
        return None
    unit, months = pieces[end].value, months_of(pieces[at].value, pieces[end].value)
    end += 1
    if unit == "year":
        more, end = _and_months(pieces, end)
        months += half + more
    if up := up_to_all(pieces, end):
        return joined("age", Age(None, group_of("more", months)), pieces, at, up)
    if unit in SHORT:
        return _duration(pieces, at, end, pieces[at].value * SHORT[unit])
    if months > OLDEST:
        return joined("unread", None, pieces, at, end)
    return joined("age", exactly(months), pieces, at, end)


def _duration(pieces: Sequence[Piece], at: int, end: int, days: int) -> Found:
    """Of a baby's life, or of an illness: who reads on decides."""
    return joined("duration" if days <= LONGEST else "unread", days, pieces, at, end)


def _of_the_next(pieces: Sequence[Piece], at: int) -> bool:
    """In Bambara the unit comes first: `cɛ 1 san 4` is one man of four years."""
    return pieces[at].locale == "bm" and kind_at(pieces, at + 1) == "number"


def _is_half(pieces: Sequence[Piece], at: int) -> bool:
    return (
        glued(pieces, at, at + 3)
        and pieces[at + 1].value in (",", ".")
        and pieces[at + 2].value == 5
        and kind_at(pieces, at + 3) == "unit"
        and pieces[at + 3].value == "year"
    )


def _and_months(pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    if kind_at(pieces, at) == "half":
        return 6, at + 1
    begin = past_fillers(pieces, at)
    if kind_at(pieces, begin) == "number" and kind_at(pieces, begin + 1) == "unit":
        number, unit = pieces[begin], pieces[begin + 1]
        if unit.value == "month" and number.value < 12:
            return number.value, begin + 2
    return 0, at


def _unit_first(pieces: Sequence[Piece], at: int) -> Found:
    """Bambara: `san 4`, `kalo 6`."""
    if kind_at(pieces, at + 1) != "number":
        return None
    months = months_of(pieces[at + 1].value, pieces[at].value)
    if (unit := pieces[at].value) in SHORT:
        return _duration(pieces, at, at + 2, pieces[at + 1].value * SHORT[unit])
    if months > OLDEST:
        return joined("unread", None, pieces, at, at + 2)
    if kind_at(pieces, at + 2) == "bound" and pieces[at + 2].value == "less":  # `san 5 jukɔrɔ`
        return joined("age", Age(None, group_of("less", months)), pieces, at, at + 3)
    return joined("age", exactly(months), pieces, at, at + 2)


def _aged(pieces: Sequence[Piece], at: int) -> Found:
    """`age 4`, `âgé de 4 ans`, `aged 6 weeks`: whatever the unit, it is no duration."""
    begin = past_fillers(pieces, at + 1)
    if begin >= len(pieces):
        return None
    if found := age(pieces, begin) if pieces[begin].kind != "aged" else None:
        piece, end = found
        if piece.kind == "duration":
            return joined("age", in_days(piece.value), pieces, at, end)
        return joined(piece.kind, piece.value, pieces, at, end)
    if kind_at(pieces, begin) == "number" and pieces[begin].value <= OLDEST // 12:
        months, end = months_of(pieces[begin].value, "year"), begin + 1
        if kind_at(pieces, end) == "half":  # `aged two and a half`
            months, end = months + 6, end + 1
        return joined("age", exactly(months), pieces, at, end)
    return None
