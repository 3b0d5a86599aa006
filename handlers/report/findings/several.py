"""Whether a word is a person, or said of several: by its ending, in each language. Pure."""

from __future__ import annotations

from bot.understanding.small import small
from handlers.report.findings.labels import Label
from handlers.report.words.pieces import Piece, said_by_age

PEOPLE, MANY = small("people"), small("many")
ONE = small("one_alone")
AGED = tuple(small("aged_several"))
PRONOUNS = small("he")
LETTERS = 2  # `f`, `m`, `bb` are no persons who are told of


def many(label: Label) -> bool:
    word, last = label.piece.word, label.piece.last_word
    if last in ONE or (label.kind == "age" and _is_a_span(label)):
        return False
    endings = "sx" if label.piece.locale == "en" else "sxw"  # `daughter in law`
    plural = word in PEOPLE or last in MANY or (len(word) > 2 and word[-1] in endings)
    verb = label.kind == "mark" and word.endswith("ent")  # `meurent`
    return label.every or plural or verb


def of_several(label: Label) -> bool:
    """As `many`, and `âgés de 4 ans`, `enfants de moins de 5 ans`."""
    return many(label) or label.piece.word.startswith(AGED)


def _is_a_span(label: Label) -> bool:
    """`4 ans`, `moins de 5 ans`: said of one or of many; `adultes` are many."""
    return label.value.months is not None or any(map(str.isdecimal, label.piece.text))


def is_person(piece: Piece) -> bool:
    """Somebody who is told of by a word: a sex, a child, a newborn."""
    letter = len(piece.text) <= LETTERS and piece.locale != "bm"  # `cɛ` is a whole word
    if piece.word in PRONOUNS or letter:
        return False
    return (
        said_by_age(piece)
        or piece.kind == "sex"
        or (piece.kind == "case" and piece.value == "child")
    )
