"""Several people who are described, each by the signs of another disease. Pure.

`4 femmes ont le palu et 1 homme a les yeux jaunes avec fièvre` are two reports, though the second
names no disease. Signs that go with a disease that is named are of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.small import small
from handlers.report.risks import Risk, Risks
from handlers.report.words.pieces import BY_EAR, TRADES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import ALSO, AND, idle, kind_at

ENDS = (".", ";", ",", "\n")
OTHERS, HAS = small("others"), small("has", "with")
WITH_CHILD = small("with_child")
LISTED = 2  # diseases that are counted
LETTERS = 2  # `f` and `m` are no persons who are described
UNTOLD = ("within", "question", "intent", "zero", "either", "elsewhere")
BESIDE_OTHERS = "respiratory"  # a cough goes with many a disease


@dataclass(frozen=True, slots=True)
class _Told:
    """One or more people, from `begin` on, and which risk it is: named, or told by `signs`."""

    begin: int
    named: frozenset[str]
    signs: str | None
    word: str = ""
    risk: int | None = None  # where it is named


@only_where(kinds=("sign",), values=("death",), words=OTHERS)
def described_apart(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """The disease put before the people whose signs are those of another than is named."""
    clauses = _people(pieces)
    died = any(_died_of_what(pieces[begin:end]) for begin, end in clauses)
    if any(piece.kind in UNTOLD for piece in pieces) and not died:
        return list(pieces)
    pieces = _another_too(pieces)
    counted = sum(_counted(pieces[begin:end]) for begin, end in clauses)
    told = [_told(pieces, begin, end, risks, in_list=counted >= LISTED) for begin, end in clauses]
    kinds = {
        each.named or frozenset((str(each.signs),)) for each in told if each.named or each.signs
    }
    if len(told) < 2 or len(kinds) < 2 or _all_named(told):
        return list(pieces)
    found = list(pieces)
    for each in reversed(told):
        at = each.risk if each.risk is not None else -1
        if each.signs and not each.named:
            led = Piece("risk", (each.signs,), 0, 0, each.word)
        elif at > each.begin and any(map(_is_person, pieces[each.begin : at])):
            led, found[at] = pieces[at], idle(pieces[at])
        else:
            continue
        start = pieces[each.begin].start
        found.insert(each.begin, led._replace(start=start, end=start))
    return found


def _another_too(pieces: Sequence[Piece]) -> list[Piece]:
    """`et un autre a les yeux jaunes`: a person too."""
    found = list(pieces)
    for at in range(1, len(pieces) - 1):
        one = pieces[at - 1].kind == "number" and pieces[at - 1].value == 1
        if one and pieces[at].word in OTHERS and pieces[at + 1].word in HAS:
            found[at] = pieces[at]._replace(kind="case", value="person")
    return found


def _all_named(told: Sequence[_Told]) -> bool:
    return not any(each.signs and not each.named for each in told)


def _people(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Where each clause begins and ends that tells of somebody; what follows says more of them."""
    starts = [0]
    for at in range(1, len(pieces)):
        before = pieces[at - 1]
        if before.value in ENDS or before.word in (*AND, *ALSO):
            end = next((i for i in range(at, len(pieces)) if pieces[i].value in ENDS), len(pieces))
            heading = before.value == "." and _is_heading(pieces[at:end])
            kinds = {piece.kind for piece in pieces[at:end]}
            listed = before.value in ENDS and _counted_signs(pieces[at:end])
            told = heading or listed or {"case", "risk"} <= kinds or _counted(pieces[at:end])
            told = told or _died_of_what(pieces[at:end])
            told = told or any(map(_is_person, pieces[at:end])) or _signs_counted(pieces[at:end])
            if told and pieces[at].value not in ENDS:
                starts.append(at)
    return list(zip(starts, [*starts[1:], len(pieces)], strict=True))


def _is_heading(clause: Sequence[Piece]) -> bool:
    """`fièvre + éruption : 2`."""
    colon = [at for at, piece in enumerate(clause) if piece.value == ":"]
    numbers = {at for at, piece in enumerate(clause) if piece.kind == "number"}
    signs = any(piece.kind == "sign" for piece in clause)
    return signs and len(colon) == 1 and numbers == {colon[0] + 1}


def _counted(clause: Sequence[Piece]) -> bool:
    """`ani PFA 1`: a disease with its number."""
    at = next((at for at, piece in enumerate(clause) if piece.kind == "risk"), None)
    beside = () if at is None else (kind_at(clause, at - 1), kind_at(clause, at + 1))
    return "number" in beside


def _counted_signs(clause: Sequence[Piece]) -> bool:
    """`coughs with fever 4`, `chien mordeur 1 victime` in a list: cases of their own."""
    told = [piece for piece in clause if piece.kind not in ("filler", "stroke", "place")]
    numbers = [piece for piece in told if piece.kind == "number"]
    kinds = {piece.kind for piece in told}
    digits = len(numbers) == 1 and numbers[0].text.isdecimal()
    return digits and kinds <= {"sign", "number", "case"} and told[0].kind == "sign"


def _signs_counted(clause: Sequence[Piece]) -> bool:
    """`5 malaria and 2 running stomach (watery)`: a number, and the signs that make a disease."""
    told = [piece for piece in clause if piece.kind not in ("filler", "stroke", "place")]
    kinds = [piece.kind for piece in told]
    return kinds[:1] == ["number"] and len(kinds) > 2 and set(kinds[1:]) == {"sign"}


def _died_of_what(clause: Sequence[Piece]) -> bool:
    """`5 morts de cause inconnue, palu 12`: they are none of the twelve."""
    dead = any(
        piece.value == "death" and kind_at(clause, at - 1) == "number"
        for at, piece in enumerate(clause)
    )
    others = any(piece.kind in (*UNTOLD, "risk") for piece in clause)
    return dead and not others and any(piece.value == "unexplained" for piece in clause)


def _is_person(piece: Piece) -> bool:
    if piece.kind == "sex":
        return len(piece.text) > LETTERS or piece.locale == "bm"
    baby = piece.kind == "age" and piece.value.months is None and piece.text.isalpha()
    return baby or piece.value in ("child", "person", *TRADES)


def _of_a_baby(clause: Sequence[Piece], risk: Risk) -> bool:
    """`nouveau-né, accouché à domicile, décédé`: it is no mother who died."""
    sexes = {piece.value for piece in clause if piece.kind == "sex"}
    baby = any(piece.kind == "age" and piece.value.group == "under5" for piece in clause)
    return risk.sex is not None and risk.sex not in sexes and (baby or bool(sexes))


def _her_own(pieces: Sequence[Piece], clause: Sequence[Piece]) -> Sequence[Piece]:
    """Of `palu 4 : 3 enfants, 1 femme enceinte. 1 décès` nobody knows whether it was she."""
    of_all = any(piece.kind == "risk" for piece in pieces)
    if not of_all or not any(piece.word in WITH_CHILD for piece in clause):
        return clause
    end = next((at for at, piece in enumerate(clause) if piece.value == "."), len(clause))
    counted = kind_at(clause, end + 1) == "number" and kind_at(clause, end + 2) == "mark"
    return clause[:end] if counted else clause


def _told(pieces: Sequence[Piece], begin: int, end: int, risks: Risks, *, in_list: bool) -> _Told:
    """`in_list`: others count diseases (`5 malaria, 2 coughs with fast breathing, 1 ...`)."""
    clause = pieces[begin:end]
    risks_named = [at for at in range(begin, end) if pieces[at].kind == "risk"]
    named = frozenset(each for at in risks_named for each in pieces[at].value)
    where = risks_named[0] if len(risks_named) == 1 else None
    signs = [piece for piece in clause if piece.kind == "sign"]
    several = any(piece.kind == "number" and piece.value > 1 for piece in clause)
    said = {str(piece.value) for piece in signs}
    said |= {"several"} if several else set()
    said |= {"under15"} if any(piece.value == "child" for piece in clause) else set()
    said |= {"death"} if any(p.value == "death" for p in _her_own(pieces, clause)) else set()
    risk = risks.described(frozenset(said))
    spelled = all(piece.score >= BY_EAR for piece in signs)
    listed = _counted_signs(clause)
    listed = listed or (_signs_counted(clause) and (in_list or risk != BESIDE_OTHERS))
    died = _died_of_what(clause)
    people = any(map(_is_person, clause)) or _is_heading(clause) or listed or died
    if not (risk and spelled and people) or _of_a_baby(clause, risks[risk]):
        return _Told(begin, named, None, risk=where)
    human = risks[risk].kind == "human" and (risk != BESIDE_OTHERS or listed)
    human = human or died
    return _Told(begin, named, risk if human else None, signs[0].text if signs else "", where)
