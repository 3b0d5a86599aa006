"""People told of by their trade: `un berger`, `deux fillettes, un berger`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.findings.talking import ADVICE
from handlers.report.words.pieces import BESIDE, TRADES, Piece, at_work
from handlers.report.words.spans import AND, THEIR, idle, ill_too, kind_at

BITTEN = ("bite", ("rabies",))
AT = small("at", "of")
HERE = small("am")
PUPILS = tuple(small("by_article"))
ARTICLES = small("the", "one", "my", "of_one_spelt")
A_WOMAN = small("a_woman")
WHOSE = small("of", "my", "their", "others")
PERSONAL = ("sex", "case", "zero")


def traders(pieces: list[Piece]) -> list[Piece]:
    return _lone_trader(_traders(_by_article(_who_writes(pieces))))


def _who_writes(pieces: list[Piece]) -> list[Piece]:
    """`ici un commerçant de Koro`, `piroguier de Koro, j'ai 2 malades`: they count nobody."""
    if [pieces[0].value in TRADES, *(p.kind for p in pieces[2:4])] == [True, "place", "stroke"]:
        others = any(p.kind == "number" and p.value > 1 for p in pieces[4:])
        if pieces[1].word in AT and others:
            pieces[0] = idle(pieces[0])
    for at in range(1, len(pieces) - 1):
        me = pieces[at - 1].word in HERE
        if me and pieces[at].word in ARTICLES and pieces[at + 1].value in TRADES:
            pieces[at] = idle(pieces[at])
    return pieces


def _by_article(pieces: list[Piece]) -> list[Piece]:
    """`une élève`, `une de mes élèves`: a girl; `un élève` may be said of either."""
    for at, piece in enumerate(pieces):
        one = at - 1
        while one > 0 and pieces[one].word in WHOSE:
            one -= 1
        female = one >= 0 and pieces[one].word in A_WOMAN
        person = piece.kind in ("case", "filler", "unknown")
        if female and person and fold(piece.text).startswith(PUPILS):
            pieces[at] = piece._replace(kind="sex", value="female")
    return pieces


def _traders(pieces: list[Piece]) -> list[Piece]:
    """In `deux fillettes, un berger` he is one of them; in `chez un berger` he is not."""
    for at, piece in enumerate(pieces):
        counted = piece.value in TRADES and kind_at(pieces, at - 1) == "number"
        if piece.value in TRADES and _has_kin(pieces, at):
            pieces[at] = at_work(piece)
        if counted and _before_another(pieces, at):
            pieces[at] = at_work(piece)._replace(sign=BESIDE)
            pieces[at + 2] = pieces[at + 2]._replace(sign=BESIDE)
        before = _counted_person(pieces, at - 2) if counted and _joined(pieces, at - 2) else None
        if before is not None:
            pieces[at] = at_work(piece)._replace(sign=BESIDE)
            pieces[before] = pieces[before]._replace(sign=BESIDE)
    return pieces


def _has_kin(pieces: Sequence[Piece], at: int) -> bool:
    """`un berger et sa femme`, `un pêcheur mort ..., sa femme aussi`: one who was told of."""
    one = at > 0 and pieces[at - 1].word in ARTICLES | {"1"}
    theirs = (i for i in range(at + 1, len(pieces) - 1) if pieces[i].word in THEIR)
    kin = next(theirs, None)
    return (
        one
        and kin is not None
        and kind_at(pieces, kin + 1) == "sex"
        and (pieces[kin - 1].word in AND or ill_too(pieces, kin + 1))
    )


def _before_another(pieces: Sequence[Piece], at: int) -> bool:
    """`1 berger 1 enfant`: told in figures, one beside the other."""
    figures = pieces[at - 1].text.isdigit() and kind_at(pieces, at + 1) == "number"
    after = at + 2 if figures else at
    return figures and (
        kind_at(pieces, after) == "sex"
        or (after < len(pieces) and pieces[after].value in ("child", "person"))
    )


def _joined(pieces: Sequence[Piece], at: int) -> bool:
    return at > 0 and pieces[at].word in (*AND, ",")


def _counted_person(pieces: Sequence[Piece], at: int) -> int | None:
    """The last word before, where it is of people and has a number."""
    while at > 0 and pieces[at].kind not in ("sex", "case", "number", "risk"):
        at -= 1
    person = pieces[at].kind == "sex" or pieces[at].value in ("child", "person")
    return at if person and kind_at(pieces, at - 1) == "number" else None


def _lone_trader(pieces: list[Piece]) -> list[Piece]:
    """`guinea worm in a farmer's leg`: the only person who is named is the case."""
    traders = [at for at, piece in enumerate(pieces) if piece.value in TRADES]
    bitten = any(piece.value in BITTEN for piece in pieces)
    herds = any("animal" in (piece.value, piece.sign) for piece in pieces) and not bitten
    if herds or len(traders) != 1 or any(map(_tells_of_others, pieces)):
        return pieces
    at = traders[0]
    before = pieces[at - 1] if at else None
    if pieces[at].text[-1:] in "sx" and not _several_traders(pieces, at):
        return pieces
    led = before is not None and (
        before.word.split(" ")[-1] in ARTICLES or (before.kind == "number")
    )
    led = led or (kind_at(pieces, at - 1) == "case" and kind_at(pieces, at - 2) == "number")
    after = at + 1
    while kind_at(pieces, after) == "filler":
        after += 1
    first = before is None or before.kind == "stroke"
    if led or first or kind_at(pieces, after) == "age":
        pieces[at] = at_work(pieces[at])
    return pieces


def _tells_of_others(piece: Piece) -> bool:
    """Another person, or a question."""
    return (piece.kind in PERSONAL and piece.value != "case") or asks(piece)


def _several_traders(pieces: Sequence[Piece], at: int) -> bool:
    """`deux bergers avec fièvre`; in `palu chez 2 bergers` they are a number of cases."""
    several = kind_at(pieces, at - 1) == "number"
    return several and not (at > 1 and pieces[at - 2].word in AT)


def asks(piece: Piece) -> bool:
    return piece.kind == "question" or (piece.kind == "intent" and piece.value in ADVICE)
