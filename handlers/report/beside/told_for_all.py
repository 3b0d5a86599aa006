"""What one sentence says of the numbers of another: `7 malades à Koro. Tous palu simple.` Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.beside.tales import ENDS
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences

SO, BEFORE = small("so"), -2
COUNTED = ("number", "sex", "age", "case", "sign", "unlisted")


@only_where(values=("all",), words=SO)
def told_for_all(pieces: Sequence[Piece]) -> list[Piece]:
    said = sentences(pieces, ENDS)
    if len(said) < BEFORE * -1:
        return list(pieces)
    return _so_in_all(_all_five(_of_which_disease(said)))


def _of_which_disease(said: Sequence[list[Piece]]) -> list[list[Piece]]:
    """`Tous palu simple.` behind the numbers: as if the message began with it."""
    named = [at for at, each in enumerate(said) if any(p.kind == "risk" for p in each)]
    if len(named) != 1 or named[0] == 0:
        return list(said)
    at = named[0]
    risks = [piece for piece in said[at] if piece.kind == "risk"]
    all_of_them = said[at][0].value == "all" and said[at][0].kind == "mark"
    alone = not any(p.kind in COUNTED for p in said[at])
    told = any(p.kind == "number" for each in said[:at] for p in each)
    if not all_of_them or len(risks) != 1 or not alone or not told:
        return list(said)
    first = risks[0]._replace(start=BEFORE, end=BEFORE)
    rest = [idle(p) if p.kind in ("risk", "mark") else p for p in said[at]]
    return [[first], *said[:at], rest, *said[at + 1 :]]


def _all_five(said: Sequence[list[Piece]]) -> list[list[Piece]]:
    """`2 MAS à Koro et 3 à Boni. All five are enrolled.`: those of whom was told."""
    found: list[list[Piece]] = []
    for sentence in said:
        before = [p.value for each in found for p in each if p.kind == "number"]
        led = sentence[0].value == "all" and kind_at(sentence, 1) == "number"
        sums = {sum(before[at:]) for at in range(len(before))}
        if led and sentence[1].value in sums.union(before):
            sentence = [idle(p) if at == 1 else p for at, p in enumerate(sentence)]
        found.append(sentence)
    return found


def _so_in_all(said: Sequence[list[Piece]]) -> list[Piece]:
    """`Sa femme et ses 2 filles aussi. Donc 4 palus`: so many are they all."""
    found: list[Piece] = []
    for sentence in said:
        before = [p.value for p in found if p.kind == "number"]
        risks = [p.value for p in found if p.kind == "risk"]
        total = sentence[1].value if kind_at(sentence, 1) == "number" else 0
        same = kind_at(sentence, 2) == "risk" and set(risks) == {sentence[2].value}
        if sentence[0].word in SO and same and 0 < sum(before) <= total:
            found = [idle(piece) if piece.kind == "number" else piece for piece in found]
        found += sentence
    return found
