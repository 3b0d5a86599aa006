"""Said beside a report: harms that there were not, where the sick were brought. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, kind_at

BEFORE_PLACES = small("in")
WHICH_ONE = small("which_one")  # `one died`
WITH, ONE = small("with"), small("one_of_them")
HAVE = small("has", "suffers") | WITH
MY = small("my", "their")
OLD = small("old")
HERE = small("introducing", "am")
ACCORDING, BEFORE = "according", 8
BY, TOLD = small("by"), tuple(small("told_how"))
AT, THE = small("at"), small("the")
OF = small("of") | {"'", "’"}
SAME = small("same")
MOVED = small("moved")
PEOPLE = ("case", "sex", "age", "mark", "number", "unit", "stroke", "")
DENYING = small("no", "not", "without")


def _has_an_article(seen: Seen) -> bool:
    return any(p.kind == "number" and p.value == 1 and p.locale for p in seen.pieces)


@only_where(
    kinds=("unlisted",),
    values=("nearest_clinic", ACCORDING),
    words=AT | BY | MOVED | ONE,
    or_where=_has_an_article,
)
def put_aside(pieces: Sequence[Piece]) -> list[Piece]:
    told = [_article(pieces, at) for at in range(len(pieces))]
    for at in range(2, len(told)):
        if _told_by(pieces, at - 1) and told[at].kind in ("sex", "case"):
            told[at] = idle(told[at])
    return _harmless(_hosts(_on_the_way(_accompanied(told))))


def _accompanied(pieces: list[Piece]) -> list[Piece]:
    """`envoyé au CSRéf avec son père`: who went along is not ill."""
    for at in range(2, len(pieces)):
        if pieces[at].kind != "sex" or pieces[at - 1].word not in MY:
            continue
        sent = {word for each in pieces[max(0, at - BEFORE) : at] for word in each.word.split()}
        if pieces[at - 2].word in WITH and not MOVED.isdisjoint(sent):
            pieces[at] = idle(pieces[at])
    return pieces


def _on_the_way(pieces: list[Piece]) -> list[Piece]:
    """`sent to hospital`, `évacué au CSREF`, `ici la pharmacie`: nobody asks where that is."""
    for at, piece in enumerate(pieces):
        if piece.value == "nearest_clinic" and piece.kind == "intent":
            led = {each.word for each in pieces[max(0, at - 4) : at]}
            here = any(each.word in HERE for each in pieces[max(0, at - 2) : at])
            if here or not MOVED.isdisjoint(word for text in led for word in text.split()):
                pieces[at] = idle(piece)
    return pieces


def _article(pieces: Sequence[Piece], at: int) -> Piece:
    """`dans un village`, `chez un berger`, `par un chien`: nobody is counted by it."""
    piece = pieces[at]
    if at and piece.word in ONE and pieces[at - 1].word in WHICH_ONE:
        return idle(piece)
    article = piece.kind == "number" and piece.value == 1 and piece.locale and at > 0
    total = at + 1 < len(pieces) and pieces[at + 1].value == "total"  # `sur un total de 45`
    if article and (total or _one_sign(pieces, at) or _same(pieces, at + 1)):
        return idle(piece)
    if not article or not (pieces[at - 1].word in BEFORE_PLACES or _told_by(pieces, at)):
        return piece
    people = kind_at(pieces, at + 1) in PEOPLE and not _told_by(pieces, at)
    return piece if people else idle(piece)


def _told_by(pieces: Sequence[Piece], at: int) -> bool:
    """The one of `rapporté par un voisin`, `selon une femme`."""
    by = pieces[at - 1].word in BY and at > 1 and pieces[at - 2].word.startswith(TOLD)
    return by or pieces[at - 1].value == ACCORDING


@only_where(words=OLD)
def old_things(told: Sequence[Piece]) -> list[Piece]:
    """`coupé avec une vieille lame`: what is old is no old woman."""
    pieces = list(told)
    for at in range(2, len(pieces) - 1):
        thing = pieces[at + 1].kind in ("unknown", "place") and pieces[at + 1].text.islower()
        led = pieces[at - 1].kind == "number" or pieces[at - 1].word in THE
        if pieces[at].word in OLD and thing and led and pieces[at - 2].word in WITH:
            pieces[at - 1 : at + 2] = map(idle, pieces[at - 1 : at + 2])
    return pieces


def _hosts(pieces: list[Piece]) -> list[Piece]:
    """`chez le vieux Sidiki, la petite a ...`: whose house it is."""
    for at in range(2, len(pieces) - 1):
        house = pieces[at - 2].word in AT and pieces[at - 1].word in THE
        named = pieces[at].end > pieces[at].start + len(pieces[at].text)  # with it, as one
        name = pieces[at + 1].kind in ("unknown", "place") and pieces[at + 1].text.istitle()
        others = any(each.kind in ("sex", "case", "age") for each in pieces[at + 2 :])
        if pieces[at].kind == "sex" and house and (name or named) and others:
            pieces[at : at + 2 - named] = map(idle, pieces[at : at + 2 - named])
        herd = any(each.value == "animal" for each in pieces[at + 2 :])
        mine = pieces[at - 2].word in AT and pieces[at - 1].word in MY
        if pieces[at].kind == "sex" and mine and herd and pieces[at + 1].value == ",":
            pieces[at] = idle(pieces[at])  # `chez mon voisin, 40 poules`
    return pieces


def _same(pieces: Sequence[Piece], at: int) -> bool:
    """`d'une même famille`: how many they are is told elsewhere."""
    return at < len(pieces) and pieces[at].word.split(" ")[0] in SAME


def _one_sign(pieces: Sequence[Piece], at: int) -> bool:
    """`ils ont une forte fièvre`: the sign is one, not the sick."""
    people = any(piece.kind in ("sex", "case") for piece in pieces[:at])
    sign = kind_at(pieces, at + 1) == "sign" and pieces[at + 1].value != "animal"
    ill = sign or (people and kind_at(pieces, at + 1) == "risk")
    return ill and pieces[at - 1].word in HAVE


def _harmless(pieces: list[Piece]) -> list[Piece]:
    """`bras paralysé, sans blessure`: a harm that is denied is not what is reported."""
    told = any(piece.kind in ("risk", "sign") for piece in pieces)
    for at, piece in enumerate(pieces):
        before = at - 1
        while before > 0 and pieces[before].word in OF:
            before -= 1
        beside = before > 0 and pieces[before].word in WITH
        named = any(each.kind == "risk" for each in pieces[:at])
        if piece.kind == "unlisted" and beside and named:
            pieces[at] = idle(piece)  # `palu grave avec anémie`
        if piece.kind == "unlisted" and told and _denied(pieces, before):
            pieces[before : at + 1] = [idle(each) for each in pieces[before : at + 1]]
    return pieces


def _denied(pieces: Sequence[Piece], at: int) -> bool:
    return at >= 0 and (pieces[at].kind == "zero" or pieces[at].word in DENYING)
