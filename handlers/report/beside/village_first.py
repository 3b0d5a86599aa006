"""Villages that lead sentences of their own behind a report: `À Mopti 3 malades.` Pure.

`Rougeole 2 cas à Koro. À Mopti 3 malades.` are two and three: the number behind a village's name is
that of the village, not of the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.beside.tales import ENDS, reports
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at, past_fillers, sentences

LEADS = "leads"  # the `sign` of such a village (findings/parts.py)
ILL = ("case", "illness")
OTHER = ("risk", "unlisted", "age", "mark", "zero", "question", "dose", "within", "date")
THE_ONE = small("the_one_of")
BETWEEN = ("filler", "when", "mark", "stroke")
NEAR = 3  # pieces before the name


@only_where(or_where=several("place"))
def village_first(pieces: Sequence[Piece]) -> list[Piece]:
    if sum(piece.kind == "place" for piece in pieces) < 2:
        return list(pieces)
    said = [_without_noun(sentence) for sentence in sentences(pieces, ENDS)]
    first = next((at for at, sentence in enumerate(said) if _counts_somewhere(sentence)), len(said))
    found = said[: first + 1]
    known = {p.value for sentence in found for p in sentence if p.kind == "place"}
    for sentence in said[first + 1 :]:
        if _the_one_of(sentence, known):
            sentence = [p if p.kind == "stroke" else idle(p) for p in sentence]
        at = _leading(sentence)
        if at >= 0 and sentence[at].value not in known:
            known.add(sentence[at].value)
            sentence = [p._replace(sign=LEADS) if i == at else p for i, p in enumerate(sentence)]
        found.append(sentence)
    return [piece for sentence in found for piece in sentence]


def _without_noun(pieces: Sequence[Piece]) -> list[Piece]:
    """In `Koro has 2 SAM children and Boni has 3.` the three are not those of `children`."""
    found = list(pieces)
    for at in range(2, len(pieces)):
        noun = kind_at(pieces, at) == "case" and kind_at(pieces, at - 1) == "risk"
        behind = [p.kind for p in pieces[at + 1 :] if p.kind not in BETWEEN]
        other = behind[2:3] in ([], ["place"], ["number"])
        counted = kind_at(pieces, at - 2) == "number"
        if noun and counted and other and behind[:2] == ["place", "number"]:
            found[at] = idle(pieces[at])
    return found


def _counts_somewhere(sentence: Sequence[Piece]) -> bool:
    kinds = {piece.kind for piece in sentence}
    return reports(sentence) and {"risk", "number", "place"} <= kinds


def _the_one_of(sentence: Sequence[Piece], known: set[object]) -> bool:
    """`Celui de Koro est un garçon`, of the one who was counted there."""
    places = [p.value for p in sentence if p.kind == "place"]
    told = any(
        p.kind in ("risk", "unlisted", "mark") or (p.kind == "number" and p.value > 1)
        for p in sentence
    )
    one = sentence[0].first_word in THE_ONE
    return one and bool(places) and all(each in known for each in places) and not told


def _leading(sentence: Sequence[Piece]) -> int:
    """Where the village stands that is followed by its number, and by nothing else."""
    at = next((i for i, piece in enumerate(sentence[:NEAR]) if piece.kind != "filler"), -1)
    number = past_fillers(sentence, at + 1)
    if kind_at(sentence, at) != "place" or kind_at(sentence, number) != "number":
        return -1
    after = past_fillers(sentence, number + 1)
    ill = after < len(sentence) and sentence[after].value in ILL
    ends = number + 1 == after and kind_at(sentence, after) in ("", "stroke")
    numbers = sum(piece.kind == "number" for piece in sentence)
    others = any(piece.kind in OTHER for piece in sentence)
    return at if (ill or ends) and numbers == 1 and not others else -1
