"""People told of again: `2 hommes 1 femme malades, un des hommes est mort` are three. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, past_fillers

OF = small("of", "of_the", "out_of")
THE = small("the", "these", "my", "their")
ONE_OF = small("one_of_several")
OTHERS = small("others")
PEOPLE = ("sex", "case", "age")
DYING = ("death", "severe")


@only_where(values=DYING)
def among(pieces: Sequence[Piece]) -> list[Piece]:
    """Of those who died, or are severe, only the number is left: the people were counted before."""
    if not any(piece.value in DYING for piece in pieces):
        return list(pieces)
    pieces = _of_the_seven(_besides_others(pieces))
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "number":
            continue
        people = _of_them(pieces, at) or _once_more(pieces, at)
        if people is not None and _dying(pieces, people + 1):
            found[at + 1 : people + 1] = map(idle, found[at + 1 : people + 1])
    return found


def _of_the_seven(pieces: Sequence[Piece]) -> list[Piece]:
    """`7 cases, one of the seven died`: one did."""
    found = list(pieces)
    for at in range(2, len(pieces)):
        told = {p.value for p in pieces[: at - 2] if p.kind == "number"}
        whole = pieces[at].kind == "number" and pieces[at].value in told
        if not whole or not _dying(pieces, at + 1):
            continue
        if pieces[at - 2].word in ONE_OF and pieces[at - 1].word in THE:
            found[at] = pieces[at]._replace(value=1)
        elif _some_of(pieces, at):
            found[at] = idle(pieces[at])
    return found


def _some_of(pieces: Sequence[Piece], at: int) -> bool:
    """`un des sept`, `two of the seven`"""
    some = at - 1
    while some > 0 and pieces[some].word in OF | THE:
        some -= 1
    led = some < at - 1 and pieces[some + 1].word in OF
    return led and kind_at(pieces, some) == "number" and pieces[some].value < pieces[at].value


def _besides_others(pieces: Sequence[Piece]) -> list[Piece]:
    """`2 enfants morts, 3 autres enfants malades`: of the five two died."""
    found = list(pieces)
    others = [at for at, piece in enumerate(pieces) if piece.word in OTHERS]
    for at in range(len(pieces) - 2):
        counted = pieces[at].kind == "number" and pieces[at + 1].kind in PEOPLE
        died = pieces[at + 2].kind == "mark" and pieces[at + 2].value in DYING
        more = any(i > at + 2 and kind_at(pieces, i - 1) == "number" for i in others)
        several = counted and pieces[at].value > 1 and pieces[at].locale != "bm"
        if several and died and more:
            mark = pieces[at + 2]
            found.insert(at + 2, pieces[at]._replace(start=mark.start, end=mark.start, text=""))
            break
    return found


def _of_them(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the people stand of `un des hommes`, `deux de ces enfants`, if some were counted."""
    after = at + 1
    while after < len(pieces) and pieces[after].word in OF | THE:
        after += 1
    led = after > at + 1 and pieces[at + 1].word in OF
    whole = sum(count for _sex, count in _counted(pieces, at))
    return after if led and kind_at(pieces, after) in PEOPLE and pieces[at].value < whole else None


def _once_more(pieces: Sequence[Piece], at: int) -> int | None:
    """Of `4 cas : 3 garçons et 1 fille. Un garçon est décédé`: all four were told before him."""
    told = list(_counted(pieces, at))
    sexes = [(sex, count) for sex, count in told if sex is not None]
    whole = [count for sex, count in told if sex is None]
    if kind_at(pieces, at + 1) == "case" and len(whole) == 1 and not sexes:
        return at + 1 if pieces[at].value < whole[0] else None
    if kind_at(pieces, at - 1) == "within" and kind_at(pieces, at + 1) == "sex" and not whole:
        mine = sum(count for sex, count in sexes if sex == pieces[at + 1].value)
        return at + 1 if pieces[at].value <= mine else None  # `2 H et 5 F, dont 1 F décédée`
    if kind_at(pieces, at + 1) != "sex" or len(whole) != 1 or whole[0] != sum(c for _s, c in sexes):
        return None
    mine = sum(count for sex, count in sexes if sex == pieces[at + 1].value)
    return at + 1 if pieces[at].value <= mine else None


def _counted(pieces: Sequence[Piece], end: int) -> list[tuple[str | None, int]]:
    """The numbers of people before `end`, with their sex (None: of cases, or of a disease)."""
    found = []
    for at, piece in enumerate(pieces[:end]):
        after = pieces[at + 1] if at + 1 < end else None
        if piece.kind == "number" and after is not None and after.kind in (*PEOPLE, "risk"):
            found.append((after.value if after.kind == "sex" else None, int(piece.value)))
    return found


def _dying(pieces: Sequence[Piece], at: int) -> bool:
    mark = past_fillers(pieces, at)
    return kind_at(pieces, mark) == "mark" and pieces[mark].value in DYING
