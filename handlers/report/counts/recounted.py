"""A count or a disease that was brought up to date: `donc total 5`, `make it 6`, `j'ai mal compté`,
`c'est un palu grave`. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import AND, idle, kind_at

NOW, MISCOUNTED = small("now_it_is"), small("miscounted")  # with what stands before the number
SO, NO, INSTEAD = small("so", "total"), small("no"), small("instead_of")
REPLACE, BY = small("replaces"), small("replaced_by")
ALL, NOT = small("all_of_them"), small("not")
IT_IS, IT_IS_BEHIND = small("it_is"), small("it_is_behind")
THESE, THE, BUT, OTHERS = small("these"), small("the"), small("but"), small("others")
PASSED = ("filler", "stroke", "instead", "date", "when", "either")
HERD = "animal"
TOLD_TOO = (HERD, "illness")  # `3 malades vus hier et 2 aujourd'hui, donc 5 en tout`
SEVERAL = 3  # numbers and diseases: fewer contradict nothing
ENDS = (".", ";", "\n")
COUNTED = ("case", "risk")
AGAIN = (*COUNTED, "mark", "sex", "sign")
PLAIN = (*COUNTED, "filler", "", "stroke", "date", "unknown")


@only_where(or_where=lambda seen: seen.count("number", "risk") >= SEVERAL)
def recounted(pieces: Sequence[Piece]) -> list[Piece]:
    """The number of all stands where the first one did; of those in between nothing is left."""
    if sum(piece.kind in ("number", "risk") for piece in pieces) < SEVERAL:
        return list(pieces)
    found = _contradicted(_said_to_be(_all_of_them(_instead_of(_not_so_many(list(pieces))))))
    risks = {piece.value for piece in found if piece.kind == "risk"}
    herd = not risks and any(piece.value == HERD for piece in found)
    if not (len(risks) == 1 or herd) or sum(piece.kind == "place" for piece in found) > 1:
        return found
    for at, piece in enumerate(found):
        before = _counted_before(found, at) if piece.kind == "number" else []
        if before and _brings_up_to_date(found, at, before):
            first = before[0]
            found[first] = found[first]._replace(value=piece.value, text=piece.text)
            _pass_over(found, before[1:], at)
            return found
    return found


def _said_to_be(pieces: list[Piece]) -> list[Piece]:
    """`enfant avec convulsions, palu TDR+, c'est un palu grave`: what the one disease is."""
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    if len(risks) != 2 or not _it_is(pieces, risks[1] - 2):
        return pieces
    first, second = risks
    if kind_at(pieces, second - 1) == "number" and pieces[second - 1].value == 1:
        pieces[first] = pieces[first]._replace(value=pieces[second].value)
        pieces[second - 1 : second + 1] = map(idle, pieces[second - 1 : second + 1])
    return pieces


def _instead_of(pieces: list[Piece]) -> list[Piece]:
    """`au lieu de 2 cas de méningite lire 1 cas`; `5 au lieu de 2`."""
    pieces = _replaced(_rather_than(pieces))
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for first, second in pairwise(numbers):
        led = _said(piece.word for piece in pieces[max(0, first - 4) : first])
        if any(led.endswith(f" {phrase} ") for phrase in INSTEAD):
            number = pieces[second]
            pieces[first] = pieces[first]._replace(value=number.value, text=number.text)
            _pass_over(pieces, (), second)
            break
    return pieces


def _replaced(pieces: list[Piece]) -> list[Piece]:
    """`Remplacez IRA 8 par IRA 18`: the first was not so."""
    at = next((at for at, piece in enumerate(pieces) if piece.word in REPLACE), None)
    by = next((i for i, p in enumerate(pieces) if at is not None and i > at and p.word in BY), None)
    if at is None or by is None:
        return pieces
    again = {piece.value for piece in pieces[by:] if piece.kind in AGAIN}
    if any(piece.kind == "number" for piece in pieces[by:]):
        for i in range(at, by):
            gone = pieces[i].kind == "number" or pieces[i].value in again
            pieces[i] = idle(pieces[i], "unsaid") if gone or i == at else pieces[i]
    return pieces


def _rather_than(pieces: list[Piece]) -> list[Piece]:
    """Of `dysenterie 5 au lieu de 2, rougeole 1 au lieu de 0` the five and the one."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for first, second in pairwise(numbers):
        between = pieces[first + 1 : second]
        said = _said(piece.word for piece in between)
        apart = any(piece.value in ENDS for piece in between)
        if apart or not any(said.endswith(f" {phrase} ") for phrase in INSTEAD):
            continue
        told = {piece.value for piece in between if not isinstance(piece.value, int)}
        _never_said(pieces, second, told)  # `2 décès au lieu de 1 décès`
    return pieces


def _never_said(pieces: list[Piece], at: int, told: Collection[object]) -> None:
    """A number, and what it counts that was told with another."""
    pieces[at] = idle(pieces[at], "unsaid")
    at += 1
    while kind_at(pieces, at) in AGAIN and pieces[at].value in told:
        pieces[at] = idle(pieces[at], "unsaid")
        at += 1


def _all_of_them(pieces: list[Piece]) -> list[Piece]:
    """`5 rougeoles en S48. Tous les 5 viennent de Koro`, `9 cas, pas 90`: the first is meant."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for first, second in pairwise(numbers):
        led = _said(piece.word for piece in pieces[max(0, second - 2) : second])
        all_ = any(led.endswith(f" {phrase} ") for phrase in ALL)
        if all_ and pieces[first].value == pieces[second].value:
            _never_said(pieces, second, {piece.value for piece in pieces[first + 1 : second]})
        elif _they_all(pieces, numbers[: numbers.index(second)], second):
            pieces[second] = idle(pieces[second])
        ends = kind_at(pieces, second + 1) in ("", "stroke")
        paused = kind_at(pieces, second - 2) == "stroke" or pieces[second - 2].word in AND
        paused = paused or second - 2 == first  # `it was 10 not 1`
        if second == numbers[-1] and ends and paused and pieces[second - 1].word in NOT:
            pieces[second - 1] = idle(pieces[second - 1])
            _never_said(pieces, second, ())
    return pieces


def _they_all(pieces: Sequence[Piece], told: Sequence[int], at: int) -> bool:
    """`2 filles et 1 garçon. Les 3 ont moins de 5 ans`: they were told of before."""
    told = [i for i in told if pieces[i].kind == "number"]
    sexes = all("sex" in (kind_at(pieces, i + 1), kind_at(pieces, i - 1)) for i in told)
    whole = len(told) > 1 and sum(pieces[i].value for i in told) == pieces[at].value
    after = pieces[at + 1] if at + 1 < len(pieces) else pieces[at]
    counts = after.kind in ("risk", "sex", "sign", "case", "mark") or after.word in OTHERS
    return whole and sexes and pieces[at - 1].word in THESE | THE and not counts


def _not_so_many(pieces: list[Piece]) -> list[Piece]:
    """`ce n'est pas 30 vaches mortes, c'est 33`, `pas 3 cas mais 4`, `nyoni te 3 ye, 5 don`."""
    for at in range(1, len(pieces)):
        denied = pieces[at - 1].kind == "zero" and pieces[at - 1].value in ("other", "not")
        denied = denied or pieces[at - 1].word in NO
        numbers = [i for i in range(at, len(pieces)) if pieces[i].kind == "number"]
        if not denied or len(numbers) < 2 or numbers[0] != at:
            continue
        behind = numbers[1] + 1 < len(pieces) and pieces[numbers[1] + 1].word in IT_IS_BEHIND
        behind = behind or pieces[numbers[1] - 1].word in BUT
        if not (behind or _it_is(pieces, numbers[1] - 1)):
            continue
        number = pieces[numbers[1]]
        pieces[at] = pieces[at]._replace(value=number.value, text=number.text)
        pieces[at - 1], pieces[numbers[1]] = idle(pieces[at - 1]), idle(number)
        break
    return pieces


def _contradicted(pieces: list[Piece]) -> list[Piece]:
    """`rougeole 3 cas : les 5 enfants sont isolés`: how many are they? It is asked."""
    told = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(told) != 2 or sum(piece.kind == "risk" for piece in pieces) != 1:
        return pieces
    first, second = told
    cases = kind_at(pieces, first + 1) in COUNTED or kind_at(pieces, first - 1) == "risk"
    these = pieces[second - 1].word in THESE and kind_at(pieces, second + 1) in ("case", "sex")
    if cases and these and pieces[second].value > pieces[first].value:
        unsure = pieces[second - 1]._replace(kind="elsewhere", value="unsure")
        pieces[second - 1] = unsure
    return pieces


def _it_is(pieces: Sequence[Piece], last: int) -> bool:
    """Whether `c'est` ends there."""
    return last >= 2 and "".join(piece.word for piece in pieces[last - 2 : last + 1]) in IT_IS


def _counted_before(pieces: Sequence[Piece], at: int) -> list[int]:
    """Where the numbers of cases stand before it; of girls, of deaths or of days there is none."""
    numbers = [i for i in range(at) if pieces[i].kind == "number"]
    if any(kind_at(pieces, i - 1) == "sex" and pieces[i - 1].locale != "bm" for i in numbers):
        return []  # `Hommes 3, femmes 4, total 7`
    if any("age" in (kind_at(pieces, i - 1), kind_at(pieces, i - 2)) for i in numbers):
        return []  # `moins de 5 ans 5, plus de 5 ans : 9, total 14`
    herds = (i for i in numbers if i + 1 < len(pieces) and pieces[i + 1].value not in TOLD_TOO)
    return numbers if all(kind_at(pieces, i + 1) in PLAIN for i in herds) else []


def _brings_up_to_date(pieces: Sequence[Piece], at: int, before: Sequence[int]) -> bool:
    led, words = at - 1, []
    while kind_at(pieces, led) in PASSED and pieces[led].value not in ENDS:
        words.append(pieces[led].word)
        led -= 1
    told, number = [int(pieces[i].value) for i in before], int(pieces[at].value)
    said = _said(reversed(words))
    again = any(f" {phrase} " in said for phrase in NOW) and number >= max(told)
    between = _said(piece.word for piece in pieces[before[-1] : at])
    again = again or any(f" {phrase} " in between for phrase in MISCOUNTED)
    again = again or _no_but(pieces, at)
    so = not SO.isdisjoint(words) and number in (sum(told), told[-1])
    so = so or (number == sum(told) and any(p.value == "total" for p in pieces[at + 1 : at + 4]))
    plain = kind_at(pieces, at + 1) in PLAIN or pieces[at + 1].value == HERD
    return plain and (so or again)


def _no_but(pieces: Sequence[Piece], at: int) -> bool:
    """`8 cas. non 9 cas`, `4... no, 5 patients`; in `vaccinés non, 5 contacts` it is no number."""
    no = at - 1
    while kind_at(pieces, no) == "stroke":
        no -= 1
    counts = kind_at(pieces, at + 1) in ("case", "", "stroke", "risk")
    said = no > 0 and pieces[no].word in NO and pieces[no - 1].word not in AND
    if any(piece.value == "mark" for piece in pieces[at + 1 : at + 3]):
        return False  # `6 cas. Non 9 cas ?`: which of them is asked
    return said and counts and kind_at(pieces, no - 1) in ("stroke", "case", "number", "place")


def _said(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _pass_over(found: list[Piece], others: Sequence[int], last: int) -> None:
    """The other numbers, and the cases or the disease that they count again."""
    for at in (*others, last):
        named = any(piece.kind == "risk" for piece in found[:at])
        found[at] = idle(found[at])
        for after in range(at + 1, min(at + 3, len(found))):
            if found[after].kind == "case" or (found[after].kind == "risk" and named):
                found[after] = idle(found[after])
