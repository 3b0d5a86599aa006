"""A word that nobody knows where the disease would stand: which one is it? Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import SHORT, Piece

BARE = frozenset(("number", "sex", "place", "date", "when"))
COUNTING = small("counting")
FORM = 8  # pieces of a message that is written like a form
NAMING = frozenset(("risk", "unlisted", "sign", "question", "intent", "zero"))


def unknown_disease(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`zrtkx 3 F Gao`: the first word stands where the disease does; we ask which it is."""
    kinds = [piece.kind for piece in pieces if piece.kind not in ("filler", "stroke")]
    if kinds.count("number") == 1 and BARE.issuperset(kinds) and _counts_something(pieces):
        return [each for piece in pieces for each in _as_cases(piece)]
    if kinds[:2] == ["unknown", "number"] and _numbers_follow(kinds):
        return _named_first(pieces)
    told = "number" in kinds and ("place" in kinds or "sex" in kinds)
    if kinds[:1] != ["unknown"] or not told or len(kinds) > FORM or NAMING & set(kinds):
        return pieces
    return _named_first(pieces)


def _counts_something(pieces: Sequence[Piece]) -> bool:
    """`le nombre cette semaine est 17`, `plus 2 à Koro`, `koro 3 f`, `total 5`: of what, we ask."""
    placed = any(piece.kind == "place" for piece in pieces)
    led = placed and (pieces[0].kind == "number" or any(piece.kind == "sex" for piece in pieces))
    told = any(piece.word in COUNTING or piece.value == "total" for piece in pieces)
    return led or told


def _as_cases(piece: Piece) -> list[Piece]:
    if piece.kind != "number":
        return [piece]
    return [piece, Piece("case", "case", piece.end, piece.end, "", piece.locale)]


def _numbers_follow(kinds: Sequence[str]) -> bool:
    """In `pali 2 rougeole 1 cholera 4` each number is of the word before it; that of
    `transporté 2 cas choléra, 1 mort` is of the disease behind."""
    ordered = kinds[1:4] == ["number", "case", "risk"] or (
        kinds[1:3] == ["number", "risk"] and kinds[3:4] != ["number"]
    )
    if ordered and kinds.count("risk") == 1:
        return False
    risks = [at for at, kind in enumerate(kinds) if kind == "risk"]
    ends = [*risks[1:], len(kinds)]
    return bool(risks) and all("number" in kinds[a:b] for a, b in zip(risks, ends, strict=False))


def _named_first(pieces: Sequence[Piece]) -> Sequence[Piece]:
    at = next(i for i, piece in enumerate(pieces) if piece.kind == "unknown")
    if len(pieces[at].text) < SHORT - 1:
        return pieces
    named = pieces[at]._replace(kind="risk", value=(), sure=False, score=0.0)
    return [*pieces[:at], named, *pieces[at + 1 :]]
