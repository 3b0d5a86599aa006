"""Who was looked at, and what was found: `4 enfants avec boutons, vérifié : 3 ont la rougeole`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.beside.tales import ENDS
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where, several
from handlers.report.words.spans import idle, kind_at, sentences

HAVE, VISITED = small("has"), small("visited")
EXAMINED, SEEN = tuple(small("examined")), tuple(small("went_to_see"))
IT_IS = small("it_is", "is")
NOUNS = ("case", "sex", "age")
NEAR = 3
COMPLICATION = "complication"


def _may(seen: Seen) -> bool:
    looking = not seen.words.isdisjoint(VISITED) or seen.begins(EXAMINED + SEEN)
    return "unlisted" in seen.kinds or (looking and several("number")(seen))


@only_where(or_where=_may)
def found_among(pieces: Sequence[Piece]) -> list[Piece]:
    said = _looked_at(sentences(pieces, ENDS))
    found = [piece for sentence in said for piece in _the_last(_fewer(sentence))]
    return _complications(found)


def _complications(pieces: list[Piece]) -> list[Piece]:
    """`5 palus graves : 3 anémies, 2 comas`: what those five had."""
    for at in range(1, len(pieces)):
        counted = pieces[at].value == COMPLICATION and kind_at(pieces, at - 1) == "number"
        before = pieces[: at - 1]
        whole = [p.value for p in before if p.kind == "number"]
        named = any(p.kind == "risk" for p in before)
        if counted and named and whole and max(whole) >= pieces[at - 1].value:
            pieces[at - 1 : at + 1] = map(idle, pieces[at - 1 : at + 1])
    return pieces


def _looked_at(said: Sequence[list[Piece]]) -> list[list[Piece]]:
    """`75 personnes vues, 11 chiens examinés. Un seul cas suspect`: the one."""
    cases = [
        at
        for at, sentence in enumerate(said)
        for i, p in enumerate(sentence[:-1])
        if p.kind == "number"
        and any(
            x.value == "case" for x in (*sentence[i + 1 : i + NEAR], *sentence[max(0, i - 1) : i])
        )
    ]
    found = []
    for at, sentence in enumerate(said):
        known = list(sentence)
        others = any(case != at for case in cases)
        for i, piece in enumerate(sentence[: -NEAR + 1] if others else ()):
            noun, verb = sentence[i + 1], sentence[i + 2].word
            people = noun.kind in NOUNS or noun.value == "animal"
            if piece.kind == "number" and people and _is_looking(verb):
                known[i : i + 2] = map(idle, sentence[i : i + 2])
        found.append(known)
    return found


def _is_looking(verb: str) -> bool:
    return verb in VISITED or fold(verb).rstrip("s").startswith(EXAMINED)


def _fewer(sentence: list[Piece]) -> list[Piece]:
    """Those who have the disease, after all were looked at."""
    for at in range(len(sentence)):
        if sentence[at].kind != "number" or not _has_disease(sentence, at):
            continue
        before = [i for i in range(at) if sentence[i].kind == "number"]
        if len(before) != 1 or sentence[before[0]].value <= sentence[at].value:
            continue
        between = sentence[before[0] + 1 : at]
        seen = any(fold(p.text).startswith(SEEN) for p in between)
        if seen and between[0].kind in NOUNS and not any(p.kind == "risk" for p in between):
            gone = (*NOUNS, "number", "sign")
            first = [idle(p) if p.kind in gone else p for p in sentence[before[0] : at]]
            return [*sentence[: before[0]], *first, *sentence[at:]]
    return sentence


def _has_disease(sentence: Sequence[Piece], at: int) -> bool:
    after = at + 1
    has = False
    while kind_at(sentence, after) == "filler":
        has = has or sentence[after].word in HAVE
        after += 1
    return has and kind_at(sentence, after) == "risk"


def _the_last(sentence: list[Piece]) -> list[Piece]:
    """`trois ont la rougeole, le quatrième c'est la varicelle`"""
    told = any(p.kind == "risk" for p in sentence) and any(p.kind == "number" for p in sentence)
    found = list(sentence)
    begin = 0
    while told and begin < len(sentence):
        clause = list(takewhile(lambda p: p.kind != "stroke" or p.text == "'", sentence[begin:]))
        kinds = {piece.kind for piece in clause}
        is_ = any(p.word in IT_IS or "".join(p.word.split()) in IT_IS for p in clause)
        if "unlisted" in kinds and is_ and kinds <= {"unlisted", "filler", "unknown", "when",
                                                     "stroke"}:  # fmt: skip
            found[begin : begin + len(clause)] = map(idle, clause)
        begin += len(clause) + 1
    return found
