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

VISITED = small("visited")
EXAMINED, SEEN = tuple(small("examined")), tuple(small("went_to_see"))
IT_IS = small("it_is", "is")
NOUNS = ("case", "sex", "age")
NEAR = 3
COMPLICATION = "complication"
USED, OTHERS, OUT_OF = small("tests_used"), small("others"), small("out_of")
DONE, ILL = small("done"), ("illness", "fever")
CLOSED = (",", *ENDS)
THE, POSITIVE = small("the", "these"), ("positive", "+")
WELL_TOO = ("case", "sex", "sign", "age")


def _may(seen: Seen) -> bool:
    looking = not seen.words.isdisjoint(VISITED | USED | OTHERS | OUT_OF) or seen.begins(
        EXAMINED + SEEN
    )
    looking = looking or "rapid_test" in seen.values
    return "unlisted" in seen.kinds or (looking and several("number")(seen))


@only_where(or_where=_may)
def found_among(pieces: Sequence[Piece]) -> list[Piece]:
    said = _looked_at(sentences(pieces, ENDS))
    said = [_the_rest(_examined_before(_the_last(sentence))) for sentence in said]
    found = [piece for sentence in said for piece in sentence]
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
    """`We tested 40 with fever, 16 malaria positive`, `4 enfants, vérifié : 3 ont la rougeole`."""
    numbers = [at for at, piece in enumerate(sentence) if piece.kind == "number"]
    for at, piece in enumerate(sentence):
        used, before = piece.word in USED, [i for i in numbers if i < at]
        seen = used or _is_looking(piece.word) or fold(piece.text).startswith(SEEN)
        seen = seen or _test_done(sentence, at)
        first = next((i for i in (at + 1, at - 1) if i in numbers), -1)
        noun = sentence[before[0] + 1] if len(before) == 1 and first < 0 else piece
        if noun is not piece and (noun.kind in NOUNS or noun.value in ILL):
            first = before[0]
        second = next((i for i in numbers if i > max(at, first)), 0)
        if not (seen and second) or first < 0:
            continue
        between, found = sentence[first + 1 : second], _clause(sentence, second)
        ill = any(p.kind == "risk" for p in sentence[:first])  # `choléra 3 testés, 1 positif`
        positive = any(p.value in POSITIVE for p in found) and not ill
        named = any(p.kind == "risk" for p in found) and not used
        told = any(p.kind in ("risk", "within", "mark", "age") for p in between)
        told = told or any(p.value in POSITIVE or p.word in OUT_OF for p in between)
        if sentence[second].value < sentence[first].value and (positive or named) and not told:
            gone = [idle(p) if p.kind in WELL_TOO else p for p in between]
            return [*sentence[:first], idle(sentence[first]), *gone, *sentence[second:]]
    return sentence


def _test_done(sentence: Sequence[Piece], at: int) -> bool:
    """`j'ai fait le TDR`, `TDR fait`"""
    near = (*sentence[max(0, at - NEAR) : at], *sentence[at + 1 : at + 2])
    return sentence[at].value == "rapid_test" and any(fold(p.text) in DONE for p in near)


def _the_rest(sentence: list[Piece]) -> list[Piece]:
    """`15 enfants, 4 avec pneumonie, les 11 autres un rhume`: four have it."""
    numbers = [at for at, piece in enumerate(sentence) if piece.kind == "number"]
    for whole, some, rest in zip([0, *numbers], numbers, numbers[1:], strict=False):
        beside = (*sentence[rest - 1 : rest], *sentence[rest + 1 : rest + 2])
        led = any(p.word in THE for p in sentence[max(some, rest - 2) : rest])
        if not (led and any(p.word in OTHERS for p in beside)):
            continue
        sum_ = sentence[some].value + sentence[rest].value
        summed = kind_at(sentence, whole) == "number" and sentence[whole].value == sum_
        all_ = _clause(sentence, whole) if summed else []
        others = list(takewhile(lambda p: p.text not in CLOSED, sentence[rest:]))
        theirs = [p.value for p in sentence[whole + len(all_) : rest] if p.kind == "risk"]
        named = [p.value for p in all_ if p.kind == "risk"]
        harm = any(p.kind in ("risk", "mark") for p in others)
        another = summed or any(p.kind == "unlisted" for p in others)  # `... avaient une otite`
        if theirs and another and not harm and (not named or named == theirs):
            gone = {*range(whole, whole + len(all_)), *range(rest, rest + len(others))}
            kinds = (*WELL_TOO, "number", "risk", "unlisted")
            return [
                idle(p) if at in gone and p.kind in kinds else p for at, p in enumerate(sentence)
            ]
    return sentence
