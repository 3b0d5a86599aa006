"""What the laboratory excluded, told after a report: `Le test covid fait pour 5 est négatif`."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.report.beside.tales import ENDS, HARM, reports
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences

NEGATIVE, NEAR = "negative", 4


@only_where(values=(NEGATIVE,))
def excluded_by_laboratory(pieces: Sequence[Piece]) -> list[Piece]:
    """A test of another disease, or of some of them, asks nothing; of all it is asked about."""
    said = sentences(pieces, ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), len(said))
    told = [piece for sentence in said[: first + 1] for piece in sentence]
    found = told
    for sentence in said[first + 1 :]:
        found = [*found, *(_excluded(sentence, told))]
    return found


def _excluded(sentence: Sequence[Piece], told: Sequence[Piece]) -> list[Piece]:
    risks = {piece.value for piece in told if piece.kind == "risk"}
    most = max((p.value for p in told if p.kind == "number"), default=0)
    found = list(sentence)
    for at, piece in enumerate(sentence):
        if piece.value != NEGATIVE:
            continue
        near = range(max(0, at - NEAR), min(len(sentence), at + NEAR))
        named = [i for i in near if sentence[i].kind == "risk"]
        numbers = [i for i in range(at) if kind_at(sentence, i) == "number"]
        ill = any(p.kind in ("sex", "age", "sign") or p.value in HARM for p in sentence)
        other = bool(named) and all(_other(sentence[i], risks, told) for i in named)
        some = bool(numbers) and not named and all(sentence[i].value < most for i in numbers)
        if not ill and (other or some):
            for i in (*named, *numbers, at):
                found[i] = idle(sentence[i])
    return found


def _other(piece: Piece, risks: set[object], told: Sequence[Piece]) -> bool:
    """Another disease, or another name: cholera is excluded of a diarrhoea."""
    return piece.value not in risks or piece.word not in {each.word for each in told}
