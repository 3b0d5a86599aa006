"""Rapid tests: positive ones are cases; negative ones, and all that were done, are not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import glued, idle, kind_at

EXAMINED = tuple(small("examined"))
FOUND = small("found_by_test")
TESTS, VISITED, SEEN_FOR = small("test"), small("visited"), small("seen_for")
MALARIA_WORDS = tuple(small("malaria"))
MALARIA, SEVERE = "malaria", "severe_malaria"
DONE = small("done")  # folded
OWN_TESTS = ("watery_diarrhoea", "respiratory", "vhf", "yellow_fever", "meningitis")
SIGNS = 2  # so many tell of a disease
POSITIVE = ("positive", "+")
ENDS = (".", ";", "\n")


@only_where(
    values=("rapid_test", "negative"),
    words=TESTS | VISITED,
    or_where=lambda seen: seen.begins(EXAMINED),
)
def tested(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu TDR négatif 3`, `30 TDR palu`: not said to be cases; we ask whether they are meant so.

    Beside signs alone a negative test says only which disease it is not.
    """
    pieces = _of_another_disease(_done(_without_the_examined(_of_the_same(pieces))))
    if not any(piece.kind == "risk" for piece in pieces):
        return _positive_alone(pieces)
    pieces = _positive_beside(pieces)
    positive = any(piece.value in POSITIVE for piece in pieces)
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if _negative(pieces, at):
            found.append(piece._replace(kind="question", value="tested"))
            continue
        done = _is_test(piece) and fold(_text_at(pieces, at + 1)) in DONE
        if done and (_after_the_ill(pieces, at) or _cases_counted(pieces[:at])):
            if found and found[-1].kind == "number":
                found[-1] = idle(found[-1])
            found.append(idle(piece))
            continue
        if not positive and (done or (piece.kind == "risk" and _names_tests(piece))):
            found.append(piece._replace(kind="question", value="tested", text=""))
        found.append(piece)
    return found


def _of_the_same(pieces: Sequence[Piece]) -> list[Piece]:
    """`choléra: 2 cas, TDR choléra positif pour un seul`: the same disease, and how it is known."""
    found = list(pieces)
    for at in range(1, len(pieces)):
        if pieces[at - 1].value != "rapid_test" or pieces[at].kind != "risk":
            continue
        told = any(p.kind == "risk" and p.value == pieces[at].value for p in pieces[:at])
        if not told or not any(p.kind == "number" for p in pieces[:at]):
            continue
        end = next((i for i in range(at, len(pieces)) if pieces[i].value in ENDS), len(pieces))
        found[at:end] = [idle(p) if p.kind in ("risk", "number") else p for p in found[at:end]]
    return found


def _cases_counted(before: Sequence[Piece]) -> bool:
    """`malaria 18 cases Koro, 45 RDTs done`: which are the cases was said."""
    named = any(piece.kind == "risk" and MALARIA in piece.value for piece in before)
    return named and any(
        p.kind == "number" and before[at + 1].value == "case" for at, p in enumerate(before[:-1])
    )


def _after_the_ill(pieces: Sequence[Piece], at: int) -> bool:
    """`6 enfants qui ont le palu, test fait`: how it is known."""
    told = pieces[:at]
    ill = any(p.kind == "risk" and MALARIA in p.value and not _names_tests(p) for p in told)
    people = any(
        p.kind == "number" and kind_at(pieces, i + 1) in ("case", "sex") for i, p in enumerate(told)
    )
    return ill and people and not any(piece.kind == "number" for piece in pieces[at:])


def _without_the_examined(pieces: Sequence[Piece]) -> list[Piece]:
    """Of `j'ai testé 9 enfants, 4 ont le palu`, `12 enfants dépistés, 3 MAS` only the latter."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if not (piece.word.rstrip("s").startswith(EXAMINED) or piece.word in VISITED):
            continue
        after = pieces[at + 1] if at + 1 < len(pieces) else piece
        if after.value in POSITIVE or after.word in SEEN_FOR:
            continue  # `5 enfants testés positifs`, `4 hommes vus pour palu`
        if kind_at(pieces, at - 1) == "number" and pieces[at - 2].locale == "bm":
            found[at - 2 : at] = map(idle, found[at - 2 : at])  # `den 20 suman, MAS den 2`
            continue
        for number in (at + 1, at - 2):
            aged = number == at + 1 and kind_at(pieces, number + 1) == "age"
            people = aged or kind_at(pieces, number + 1) in ("case", "sex")
            people = people or (number + 1 < len(pieces) and pieces[number + 1].value == "fever")
            later = {p.kind for p in pieces[max(at, number + 1) + 1 :]}
            others = "risk" in later and bool(later & {"number", "zero"})
            if kind_at(pieces, number) == "number" and people and others:
                end = number + 1 if aged else number + 2  # those found ill are as old
                found[number:end] = map(idle, found[number:end])
    return found


def _done(pieces: list[Piece]) -> list[Piece]:
    """Of `TDR palu: 22 faits, 14 positifs, 8 négatifs` only the 14 are cases."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    positive = [at for at in numbers if _beside(pieces, at, POSITIVE) and not _made(pieces, at)]
    if len(positive) != 1 or len(numbers) == 1:
        return pieces
    if not any(_is_test(piece) or piece.word.startswith(EXAMINED) for piece in pieces):
        return pieces
    found = list(pieces)
    for at in numbers:
        word = _beside(pieces, at, ("negative",)) or _beside(pieces, at, DONE)
        word = word or (at - 1 if _made(pieces, at) else 0)
        if at != positive[0] and word:
            found[at], found[word] = idle(found[at]), idle(found[word])
    return found


def _made(pieces: Sequence[Piece], at: int) -> bool:
    """`testés 52, positifs 29`: the tests that were made."""
    return at > 0 and pieces[at - 1].word.startswith(EXAMINED)


def _beside(pieces: Sequence[Piece], at: int, words: Collection[str]) -> int:
    """Where such a word stands beside a number: right after it, else right before; else 0."""
    before = (
        at - 2 if kind_at(pieces, at - 1) == "stroke" and pieces[at - 1].value == ":" else at - 1
    )
    taken = kind_at(pieces, before - 1) == "number" and not _made(
        pieces, before - 1
    )  # in `10 pos 10 nég` of the number before it
    after = at + 2 if at + 1 < len(pieces) and _is_test(pieces[at + 1]) else at + 1
    for word in (after, at) if taken else (after, before):
        if 0 < word < len(pieces) and {pieces[word].value, fold(pieces[word].text)} & {*words}:
            return word
    return 0


def _text_at(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text if at < len(pieces) else ""


def _is_test(piece: Piece) -> bool:
    """For malaria: `test covid` is none."""
    words = [word for word in fold(piece.text).split() if word not in TESTS]
    malaria = not words or any(word.startswith(MALARIA_WORDS) for word in words)
    return piece.value == "rapid_test" or (_names_tests(piece) and malaria)


def _excluded_by_test(pieces: list[Piece]) -> list[Piece]:
    """`boutons, yeux rouges, fièvre. TDR palu nég`: what the signs are of, or the disease
    that is named beside it, is not malaria."""
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    tests = [at for at in risks if _names_tests(pieces[at])]
    others = [at for at in risks if at not in tests and MALARIA not in pieces[at].value]
    signs = sum(piece.kind == "sign" for piece in pieces)
    if len(tests) != 1 or len(risks) != 1 + len(others) or not (others or signs >= SIGNS):
        return pieces
    at = tests[0]
    negative = at + 1 < len(pieces) and pieces[at + 1].value == "negative"
    numbered = kind_at(pieces, at - 1) == "number"
    if not negative or numbered:
        return pieces
    return [*pieces[:at], idle(pieces[at]), idle(pieces[at + 1]), *pieces[at + 2 :]]


def _of_another_disease(pieces: list[Piece]) -> list[Piece]:
    """`méningite 1 cas, TDR négatif`: they test for malaria, and it is not that."""
    pieces = _excluded_by_test(pieces)
    risks = [piece for piece in pieces if piece.kind == "risk"]
    if not risks or any(MALARIA in each for piece in risks for each in piece.value):
        return pieces
    found = list(pieces)
    for at, piece in enumerate(pieces):
        its = _names_tests(piece) or (at > 0 and pieces[at - 1].value == "rapid_test")
        if piece.value == "negative" and its:
            found[at] = idle(piece)
    return found


def _positive_alone(pieces: Sequence[Piece], risk: str = MALARIA) -> list[Piece]:
    """`5 TDR positifs`, `fièvre, TDR +`: where nothing else is named, they test for malaria."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        test = _is_test(piece)
        wide = len(pieces) if piece.value == "rapid_test" else at + 3
        near = [p for p in pieces[max(at - 1, 0) : wide] if p is not piece]
        if test and any(p.value in POSITIVE for p in near):
            found[at] = piece._replace(kind="risk", value=(risk,), sure=True, score=1.0)
            break
    return found


def _positive_beside(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`TDR positifs 33, palu grave 2, IRA 15`, `RDT+ 26. Measles nil`: malaria, unless a disease
    that has tests of its own is told without severe malaria."""
    risks = {each for piece in pieces if piece.kind == "risk" for each in piece.value}
    if MALARIA in risks or (SEVERE not in risks and risks.intersection(OWN_TESTS)):
        return pieces
    found = list(pieces)
    for at, piece in enumerate(pieces[:-2]):
        positive = pieces[at + 1].value in POSITIVE and kind_at(pieces, at + 2) == "number"
        if piece.value == "rapid_test" and positive:
            found[at] = piece._replace(kind="risk", value=(MALARIA,), sure=True, score=1.0)
            break
    return found


def _names_tests(piece: Piece) -> bool:
    """`tests palu` is the disease by the name of its test; `test covid positif` says that it is."""
    words = set(piece.word.split())
    return not TESTS.isdisjoint(words) and FOUND.isdisjoint(words)


def _negative(pieces: Sequence[Piece], at: int) -> bool:
    if pieces[at].value == "negative":
        return True
    minus = pieces[at].value == "-" and at > 0 and glued(pieces, at - 1, at + 1)
    after = at + 1 == len(pieces) or not glued(pieces, at, at + 2)
    return minus and after and pieces[at - 1].word in TESTS
