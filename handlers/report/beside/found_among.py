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
USED, OTHERS, OUT_OF = small("tests_used"), small("others"), small("out_of")
THE, POSITIVE = small("the", "these"), ("positive", "+")
WELL_TOO = ("case", "sex", "sign", "age")


def _may(seen: Seen) -> bool:
    looking = not seen.words.isdisjoint(VISITED | USED | OTHERS | OUT_OF) or seen.begins(
        EXAMINED + SEEN
    )
    return "unlisted" in seen.kinds or (looking and several("number")(seen))


@only_where(or_where=_may)
def found_among(pieces: Sequence[Piece]) -> list[Piece]:
    said = _looked_at(sentences(pieces, ENDS))
    said = [_the_rest(_examined_before(_the_last(_fewer(sentence)))) for sentence in said]
    found = _out_of_those([piece for sentence in said for piece in sentence])
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


def _clause(sentence: Sequence[Piece], at: int) -> list[Piece]:
    """What stands there up to the next comma, or number."""
    parts = takewhile(lambda p: p.kind not in ("stroke", "number"), sentence[at + 1 :])
    return [sentence[at], *parts]


def _examined_before(sentence: list[Piece]) -> list[Piece]:
    """`We tested 40 with fever, 16 malaria positive`, `used 12 and 3 came positive`."""
    for at, piece in enumerate(sentence):
        used = piece.word in USED
        first = next((i for i in (at + 1, at - 1) if kind_at(sentence, i) == "number"), -1)
        if first < 0 or not (used or _is_looking(piece.word)):
            continue
        second = next(
            (i for i in range(max(at, first) + 1, len(sentence)) if sentence[i].kind == "number"), 0
        )
        between, found = sentence[first + 1 : second], _clause(sentence, second)
        positive = any(p.value in POSITIVE for p in found)
        named = any(p.kind == "risk" for p in found) and not used
        told = any(p.kind in ("risk", "within", "mark", "age") for p in between)
        told = told or any(p.value in POSITIVE or p.word in OUT_OF for p in between)
        fewer = second and sentence[second].value < sentence[first].value
        if fewer and (positive or named) and not told:
            gone = [idle(p) if p.kind in WELL_TOO else p for p in between]
            return [*sentence[:first], idle(sentence[first]), *gone, *sentence[second:]]
    return sentence


def _the_rest(sentence: list[Piece]) -> list[Piece]:
    """`15 enfants, 4 avec pneumonie, les 11 autres un rhume`: four have it."""
    numbers = [at for at, piece in enumerate(sentence) if piece.kind == "number"]
    for whole, some, rest in zip(numbers, numbers[1:], numbers[2:], strict=False):
        summed = sentence[whole].value == sentence[some].value + sentence[rest].value
        beside = (*sentence[rest - 1 : rest], *sentence[rest + 1 : rest + 2])
        led = any(p.word in THE for p in sentence[max(some, rest - 2) : rest])
        if not (summed and led and any(p.word in OTHERS for p in beside)):
            continue
        all_, ill, others = (_clause(sentence, at) for at in (whole, some, rest))
        theirs = [p.value for p in ill if p.kind == "risk"]
        named = [p.value for p in all_ if p.kind == "risk"]
        harm = any(p.kind in ("risk", "mark") for p in others)
        if theirs and not harm and (not named or named == theirs):
            gone = {*range(whole, whole + len(all_)), *range(rest, rest + len(others))}
            kinds = (*WELL_TOO, "number", "risk")
            return [
                idle(p) if at in gone and p.kind in kinds else p for at, p in enumerate(sentence)
            ]
    return sentence


def _out_of_those(pieces: list[Piece]) -> list[Piece]:
    """`9 fiévreux, TDR positif 7 sur 9`: the nine were named before."""
    for at in range(2, len(pieces)):
        led = kind_at(pieces, at - 2) == kind_at(pieces, at) == "number"
        if not led or pieces[at - 1].word not in OUT_OF:
            continue
        positive = any(p.value in POSITIVE for p in pieces[max(0, at - 2 - NEAR) : at - 2])
        for whole in range(at - 2) if positive else ():
            same = pieces[whole].kind == "number" and pieces[whole].value == pieces[at].value
            told = _clause(pieces, whole)
            if same and not any(p.kind in ("risk", "mark") for p in told):
                end = whole + len(told)
                pieces[whole:end] = [
                    idle(p) if p.kind in (*WELL_TOO, "number") else p for p in told
                ]
    return pieces
