"""Several diseases under one word: none of them, or one of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import glued, idle, kind_at

JOINTS = ("filler", "stroke", "either", "nor", "case")
CHOICES = ("either", "nor")
ENDS = (".", ";", "\n", "?", "!")
PASSED = ("filler", "case")  # between "pas" and the disease: "pas vu de cas de rougeole"
AND = small("and")
OF = small("of")


@only_where(kinds=("nor",), or_where=several("risk"))
def listed(pieces: Sequence[Piece]) -> list[Piece]:
    """`ni rougeole ni palu`, `no measles or malaria`: each of them denied.

    `rougeole ou palu 2` is one disease that may be both: we ask which.
    """
    kinds = [piece.kind for piece in pieces]
    if "nor" not in kinds and kinds.count("risk") < 2:
        return list(pieces)
    found = list(pieces)
    for run in reversed(_runs(pieces)):
        if _denied(pieces, run):
            for at in reversed(run):
                if not _denied_itself(pieces, at):
                    found.insert(at, found[at]._replace(kind="zero", value="not", text=""))
        elif _chosen(pieces, run):
            found[run[0] : run[-1] + 1] = [_one_of(pieces, run)]
    return [p._replace(kind="filler") if p.kind == "nor" else p for p in found]


@only_where(or_where=several("risk"))
def without_heading(pieces: Sequence[Piece]) -> list[Piece]:
    """Of `palu et rougeole à Koro : 10 palu, 2 rougeole` only what has a number."""
    colon = next((at for at, piece in enumerate(pieces) if piece.value == ":"), 0)
    heads = [at for at in range(colon) if pieces[at].kind == "risk"]
    again = {piece.value for piece in pieces[colon:] if piece.kind == "risk"}
    counted = any(piece.kind == "number" for piece in pieces[:colon])
    if len(heads) < 2 or counted or not {pieces[at].value for at in heads} <= again:
        return list(pieces)
    return [p._replace(kind="filler") if at in heads else p for at, p in enumerate(pieces)]


@only_where(or_where=lambda seen: "sex" in seen.kinds and ":" in seen.values)
def letters_first(pieces: Sequence[Piece]) -> list[Piece]:
    """`rougeole 2 F:1 M:1`: the number behind the colon is the letter's."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        colon = at + 1 < len(pieces) and pieces[at + 1].value == ":" and glued(pieces, at, at + 2)
        if piece.kind == "sex" and colon and kind_at(pieces, at + 2) == "number":
            found += [pieces[at + 2]._replace(start=piece.start, end=piece.start), piece]
            at += 3
        else:
            found.append(piece)
            at += 1
    return found


@only_where(or_where=several("age"))
def by_age(pieces: Sequence[Piece]) -> list[Piece]:
    """`moins de 5 ans: 6 cas. Plus de 5 ans: 4 cas`: the numbers are those of the ages."""
    ages = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind == "age" and piece.value.months is None and _numbered_cases(pieces, at)
    ]
    found = list(pieces)
    for at in ages if len(ages) > 1 else ():
        found[at + 3] = idle(pieces[at + 3])
    return found


def _numbered_cases(pieces: Sequence[Piece], at: int) -> bool:
    told = at + 3 < len(pieces) and pieces[at + 1].value in (":", "=")
    return told and kind_at(pieces, at + 2) == "number" and kind_at(pieces, at + 3) == "case"


@only_where(or_where=several("risk"))
def cases_of(pieces: Sequence[Piece]) -> list[Piece]:
    """`palu cas 15 mas cas 2`: where each disease has them so, the number is the disease's."""
    found = list(pieces)
    so = [
        at
        for at in range(1, len(pieces) - 1)
        if [kind_at(pieces, i) for i in (at - 1, at, at + 1)] == ["risk", "case", "number"]
    ]
    if len(so) > 1 and len(so) == sum(piece.kind == "risk" for piece in pieces):
        for at in so:
            found[at] = idle(found[at])
    return found


@only_where(or_where=several("risk"))
def each_its_number(pieces: Sequence[Piece]) -> list[Piece]:
    """`rougeole, palu, mas: 2, 17, 1`: as many numbers as diseases, in their order."""
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if not 1 < len(risks) == len(numbers) or numbers[0] < risks[-1]:
        return list(pieces)
    between = pieces[risks[0] : numbers[-1]]
    if any(p.kind not in ("risk", "number", "stroke") or p.value in ENDS for p in between):
        return list(pieces)
    told = dict(zip(risks, numbers, strict=True))
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        if at in told:
            found += [piece, pieces[told[at]]._replace(start=piece.end, end=piece.end)]
        elif at not in numbers:
            found.append(piece)
    return found


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """Positions of diseases that stand in one list, without numbers between them."""
    runs: list[list[int]] = []
    for at in (i for i, piece in enumerate(pieces) if piece.kind == "risk"):
        if runs and _in_one_list(pieces, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    joined = [run for run in runs if len(run) > 1]
    return [run for run in joined if _joint(pieces[run[0] : run[-1]])]


def _in_one_list(pieces: Sequence[Piece], first: int, second: int) -> bool:
    return all(p.kind in JOINTS and p.value not in ENDS for p in pieces[first + 1 : second])


def _joint(pieces: Sequence[Piece]) -> bool:
    """`ou`, `ni`, or `et de`, where "de" says that the denial goes on."""
    if any(piece.kind in CHOICES for piece in pieces):
        return True
    words = [piece.word for piece in pieces if piece.kind == "filler"]
    return any(a in AND and b in OF for a, b in pairwise(words))


def _denied(pieces: Sequence[Piece], run: Sequence[int]) -> bool:
    """A number after the list counts its last disease, which is then there."""
    after = run[-1] + 1
    while kind_at(pieces, after) in ("filler", "stroke") and pieces[after].value not in ENDS:
        after += 1
    if kind_at(pieces, after) == "number":
        return False
    neither = sum(piece.kind == "nor" for piece in pieces[: run[-1]]) > 1
    return _denied_itself(pieces, run[0]) or (neither and _after_nor(pieces, run[0]))


def _denied_itself(pieces: Sequence[Piece], at: int) -> bool:
    at -= 1
    while kind_at(pieces, at) in PASSED:
        at -= 1
    return kind_at(pieces, at) == "zero"


def _after_nor(pieces: Sequence[Piece], at: int) -> bool:
    at -= 1
    while kind_at(pieces, at) in PASSED:
        at -= 1
    return kind_at(pieces, at) == "nor"


def _chosen(pieces: Sequence[Piece], run: Sequence[int]) -> bool:
    joined = any(piece.kind == "either" for piece in pieces[run[0] : run[-1]])
    return joined and not _denied_itself(pieces, run[0])


def _one_of(pieces: Sequence[Piece], run: Sequence[int]) -> Piece:
    """`rougeole / palu`, with the ids of both."""
    ids = tuple(dict.fromkeys(each for at in run for each in pieces[at].value))
    text = " / ".join(pieces[at].text for at in run)
    return pieces[run[0]]._replace(value=ids, end=pieces[run[-1]].end, text=text)
